/**
 * ETRS89 / UTM zone 32N (EPSG:25832) ↔ geographic coordinates, by the Krüger series to the sixth order in the third
 * flattening n (Karney 2011, "Transverse Mercator with an accuracy of a few nanometers", eqs. 35 and 36).
 * ETRS89 and WGS 84 are taken as equal, as EPSG:4326 data of Germany is (they differ by less than a metre).
 */
const A = 6378137;
const F = 1 / 298.257222101; // GRS 80
const N = F / (2 - F);
const E = Math.sqrt(F * (2 - F));
const K0 = 0.9996;
const FALSE_EASTING_M = 500000;
const CENTRAL_MERIDIAN_DEG = 9;
const RAD = Math.PI / 180;

const N2 = N * N;
const N3 = N2 * N;
const N4 = N3 * N;
const N5 = N4 * N;
const N6 = N5 * N;
/** Rectifying radius. */
const RADIUS = (A / (1 + N)) * (1 + N2 / 4 + N4 / 64 + N6 / 256);

const ALPHA = [
  N / 2 - (2 / 3) * N2 + (5 / 16) * N3 + (41 / 180) * N4 - (127 / 288) * N5 + (7891 / 37800) * N6,
  (13 / 48) * N2 - (3 / 5) * N3 + (557 / 1440) * N4 + (281 / 630) * N5 - (1983433 / 1935360) * N6,
  (61 / 240) * N3 - (103 / 140) * N4 + (15061 / 26880) * N5 + (167603 / 181440) * N6,
  (49561 / 161280) * N4 - (179 / 168) * N5 + (6601661 / 7257600) * N6,
  (34729 / 80640) * N5 - (3418889 / 1995840) * N6,
  (212378941 / 319334400) * N6,
] as const;

const BETA = [
  N / 2 - (2 / 3) * N2 + (37 / 96) * N3 - (1 / 360) * N4 - (81 / 512) * N5 + (96199 / 604800) * N6,
  (1 / 48) * N2 + (1 / 15) * N3 - (437 / 1440) * N4 + (46 / 105) * N5 - (1118711 / 3870720) * N6,
  (17 / 480) * N3 - (37 / 840) * N4 - (209 / 4480) * N5 + (5569 / 90720) * N6,
  (4397 / 161280) * N4 - (11 / 504) * N5 - (830251 / 7257600) * N6,
  (4583 / 161280) * N5 - (108847 / 3991680) * N6,
  (20648693 / 638668800) * N6,
] as const;

/** Longitude and latitude in degrees → easting and northing in metres, written to `out[at]`, `out[at + 1]`. */
export function lonLatToUtm32Into(
  lonDeg: number,
  latDeg: number,
  out: { [index: number]: number },
  at: number,
): void {
  const lambda = (lonDeg - CENTRAL_MERIDIAN_DEG) * RAD;
  const sinPhi = Math.sin(latDeg * RAD);
  const t = Math.sinh(Math.atanh(sinPhi) - E * Math.atanh(E * sinPhi));
  const xi0 = Math.atan2(t, Math.cos(lambda));
  const eta0 = Math.asinh(Math.sin(lambda) / Math.hypot(t, Math.cos(lambda)));
  let xi = xi0;
  let eta = eta0;
  for (let j = 1; j <= 6; j++) {
    xi += ALPHA[j - 1]! * Math.sin(2 * j * xi0) * Math.cosh(2 * j * eta0);
    eta += ALPHA[j - 1]! * Math.cos(2 * j * xi0) * Math.sinh(2 * j * eta0);
  }
  out[at] = FALSE_EASTING_M + K0 * RADIUS * eta;
  out[at + 1] = K0 * RADIUS * xi;
}

/** Easting and northing in metres → longitude and latitude in degrees, written to `out[at]`, `out[at + 1]`. */
export function utm32ToLonLatInto(
  eastingM: number,
  northingM: number,
  out: { [index: number]: number },
  at: number,
): void {
  const xi = northingM / (K0 * RADIUS);
  const eta = (eastingM - FALSE_EASTING_M) / (K0 * RADIUS);
  let xi0 = xi;
  let eta0 = eta;
  for (let j = 1; j <= 6; j++) {
    xi0 -= BETA[j - 1]! * Math.sin(2 * j * xi) * Math.cosh(2 * j * eta);
    eta0 -= BETA[j - 1]! * Math.cos(2 * j * xi) * Math.sinh(2 * j * eta);
  }
  const tau0 = Math.sin(xi0) / Math.hypot(Math.sinh(eta0), Math.cos(xi0));
  // Newton's method for the tangent of the latitude (Karney 2011, eqs. 19 to 21).
  let tau = tau0;
  for (let i = 0; i < 5; i++) {
    const s = Math.sinh(E * Math.atanh((E * tau) / Math.hypot(1, tau)));
    const tauI = tau * Math.hypot(1, s) - s * Math.hypot(1, tau);
    const step =
      ((tau0 - tauI) / Math.hypot(1, tauI)) *
      ((1 + (1 - E * E) * tau * tau) / ((1 - E * E) * Math.hypot(1, tau)));
    tau += step;
    if (Math.abs(step) < 1e-15 * Math.max(1, Math.abs(tau))) break;
  }
  out[at] = CENTRAL_MERIDIAN_DEG + Math.atan2(Math.sinh(eta0), Math.cos(xi0)) / RAD;
  out[at + 1] = Math.atan(tau) / RAD;
}

/** `[eastingM, northingM]` of a longitude and latitude in degrees. */
export function lonLatToUtm32(lonDeg: number, latDeg: number): [number, number] {
  const out: [number, number] = [0, 0];
  lonLatToUtm32Into(lonDeg, latDeg, out, 0);
  return out;
}

/** `[lonDeg, latDeg]` of an easting and northing in metres. */
export function utm32ToLonLat(eastingM: number, northingM: number): [number, number] {
  const out: [number, number] = [0, 0];
  utm32ToLonLatInto(eastingM, northingM, out, 0);
  return out;
}
