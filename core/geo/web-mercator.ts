/** Web Mercator (EPSG:3857): the sphere of radius 6378137 m over geographic coordinates (EPSG method 1024). */
const A = 6378137;
const RAD = Math.PI / 180;

/** `[eastingM, northingM]` in EPSG:3857 of a longitude and latitude in degrees; infinite at the poles. */
export function lonLatToWebMercator(lonDeg: number, latDeg: number): [number, number] {
  return [A * lonDeg * RAD, A * Math.asinh(Math.tan(latDeg * RAD))];
}

/** `[lonDeg, latDeg]` of an easting and northing in EPSG:3857. */
export function webMercatorToLonLat(eastingM: number, northingM: number): [number, number] {
  return [eastingM / A / RAD, Math.atan(Math.sinh(northingM / A)) / RAD];
}
