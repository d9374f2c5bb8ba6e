/**
 * Reads a coordinate as people type it: `52.3745, 9.7386` or `9.7386 52.3745` (degrees, the order told by the
 * range of Germany), `550278 5802947` or `32550278 5802947` (UTM 32N, with or without the zone prefix).
 * Returns null when the text is none.
 */
export function parseCoordinate(
  text: string,
): { lon: number; lat: number } | { eastingM: number; northingM: number } | null {
  const match = /^\s*(-?\d+(?:[.,]\d+)?)\s*°?\s*[NE]?\s*[;,\s]\s*(-?\d+(?:[.,]\d+)?)\s*°?\s*[NE]?\s*$/i.exec(
    text,
  );
  if (!match) return null;
  const a = Number(match[1]!.replace(',', '.'));
  const b = Number(match[2]!.replace(',', '.'));
  const isLat = (value: number) => value >= 47 && value <= 55.2;
  const isLon = (value: number) => value >= 5.5 && value <= 15.5;
  if (isLat(a) && isLon(b)) return { lat: a, lon: b };
  if (isLon(a) && isLat(b)) return { lat: b, lon: a };
  const easting = a > 32_000_000 ? a - 32_000_000 : a;
  if (easting >= 100_000 && easting < 1_000_000 && b > 5_200_000 && b < 6_200_000)
    return { eastingM: easting, northingM: b };
  return null;
}
