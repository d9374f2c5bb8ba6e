import { lonLatToUtm32 } from '#core/geo/utm.ts';
import type { SearchBox } from './bbox.ts';

/**
 * A rectangle in planning coordinates that surely lies inside a box of longitudes and latitudes, and covers most
 * of it; the box itself where it is one already; null where the box is too wide or too thin for one.
 */
export function innerBox(box: SearchBox): SearchBox | null {
  if (box.srid === 25832) return box;
  const width = box.maxX - box.minX;
  const height = box.maxY - box.minY;
  if (Math.max(width, height) > MAX_DEGREES) return null;
  const inner = { minX: -Infinity, minY: -Infinity, maxX: Infinity, maxY: Infinity };
  for (let k = 0; k <= SAMPLES; k++) {
    const lon = box.minX + (width * k) / SAMPLES;
    const lat = box.minY + (height * k) / SAMPLES;
    inner.minY = Math.max(inner.minY, lonLatToUtm32(lon, box.minY)[1]);
    inner.maxY = Math.min(inner.maxY, lonLatToUtm32(lon, box.maxY)[1]);
    inner.minX = Math.max(inner.minX, lonLatToUtm32(box.minX, lat)[0]);
    inner.maxX = Math.min(inner.maxX, lonLatToUtm32(box.maxX, lat)[0]);
  }
  // Edges bulge between the samples: by 12 m over 700 km, far less over a city.
  const marginM = 1 + Math.max(inner.maxX - inner.minX, inner.maxY - inner.minY) * 1e-4;
  inner.minX += marginM;
  inner.minY += marginM;
  inner.maxX -= marginM;
  inner.maxY -= marginM;
  return inner.minX < inner.maxX && inner.minY < inner.maxY ? { srid: 25832, ...inner } : null;
}

const SAMPLES = 32;
/** About the width of Germany; wider boxes bend too much for a rectangle to be worth it. */
const MAX_DEGREES = 12;
