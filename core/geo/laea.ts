/**
 * ETRS89-LAEA Europe (EPSG:3035), the projection of the census grid: Lambert azimuthal equal-area on GRS 80, centred
 * at 52° N 10° E (Snyder 1987, "Map Projections: A Working Manual", pp. 187–190).
 */
const A = 6378137;
const F = 1 / 298.257222101;
const E2 = F * (2 - F);
const E = Math.sqrt(E2);
const RAD = Math.PI / 180;
const LAT0 = 52 * RAD;
const LON0 = 10 * RAD;
const FALSE_EASTING_M = 4321000;
const FALSE_NORTHING_M = 3210000;

const QP = q(Math.PI / 2);
const BETA0 = Math.asin(q(LAT0) / QP);
const RQ = A * Math.sqrt(QP / 2);
const D = (A * Math.cos(LAT0)) / Math.sqrt(1 - E2 * Math.sin(LAT0) ** 2) / (RQ * Math.cos(BETA0));

/** `[eastingM, northingM]` in EPSG:3035 of a longitude and latitude in degrees. */
export function lonLatToLaea(lonDeg: number, latDeg: number): [number, number] {
  const beta = Math.asin(q(latDeg * RAD) / QP);
  const dLon = lonDeg * RAD - LON0;
  const b =
    RQ *
    Math.sqrt(2 / (1 + Math.sin(BETA0) * Math.sin(beta) + Math.cos(BETA0) * Math.cos(beta) * Math.cos(dLon)));
  return [
    FALSE_EASTING_M + b * D * Math.cos(beta) * Math.sin(dLon),
    FALSE_NORTHING_M +
      (b / D) * (Math.cos(BETA0) * Math.sin(beta) - Math.sin(BETA0) * Math.cos(beta) * Math.cos(dLon)),
  ];
}

/** `[lonDeg, latDeg]` of an easting and northing in EPSG:3035. */
export function laeaToLonLat(eastingM: number, northingM: number): [number, number] {
  const x = (eastingM - FALSE_EASTING_M) / D;
  const y = (northingM - FALSE_NORTHING_M) * D;
  const rho = Math.hypot(x, y);
  if (rho === 0) return [LON0 / RAD, LAT0 / RAD];
  const c = 2 * Math.asin(rho / (2 * RQ));
  const beta = Math.asin(Math.cos(c) * Math.sin(BETA0) + (y * Math.sin(c) * Math.cos(BETA0)) / rho);
  const lon =
    LON0 +
    Math.atan2(x * Math.sin(c), rho * Math.cos(BETA0) * Math.cos(c) - y * Math.sin(BETA0) * Math.sin(c));
  return [lon / RAD, latitudeOf(beta) / RAD];
}

/** Snyder (3-12). */
function q(lat: number): number {
  const s = Math.sin(lat);
  return (1 - E2) * (s / (1 - E2 * s * s) - (1 / (2 * E)) * Math.log((1 - E * s) / (1 + E * s)));
}

/** Latitude of an authalic latitude, by Newton's method on Snyder (3-16). */
function latitudeOf(beta: number): number {
  const target = QP * Math.sin(beta);
  let lat = beta;
  for (let i = 0; i < 8; i++) {
    const s = Math.sin(lat);
    const u = 1 - E2 * s * s;
    const step =
      ((u * u) / (2 * Math.cos(lat))) *
      (target / (1 - E2) - s / u + (1 / (2 * E)) * Math.log((1 - E * s) / (1 + E * s)));
    lat += step;
    if (Math.abs(step) < 1e-15) break;
  }
  return lat;
}
