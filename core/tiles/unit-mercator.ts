/** Largest latitude of web mercator (EPSG:3857), where its square ends. */
const MAX_LATITUDE = 85.0511287798066;

/** Longitude in degrees → x of the web mercator unit square (0 at 180° W, 1 at 180° E). */
export function unitX(longitude: number): number {
  return longitude / 360 + 0.5;
}

/** Latitude in degrees → y of the web mercator unit square (0 at its north edge, 1 at its south edge). */
export function unitY(latitude: number): number {
  const sine = Math.sin((Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
