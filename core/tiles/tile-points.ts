import Flatbush from 'flatbush';
import { unitX, unitY } from './unit-mercator.ts';

/** Points in the web mercator unit square with a spatial index: what point tiles are encoded from. */
export interface TilePoints {
  readonly length: number;
  /** Feature id of each point; null where the layer has no whole numbers as ids. */
  readonly id: Int32Array | null;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** null without points. */
  readonly index: Flatbush | null;
}

/** Prepares points given as longitudes and latitudes in degrees (EPSG:4326). */
export function tilePoints(
  id: Int32Array | null,
  longitude: ArrayLike<number>,
  latitude: ArrayLike<number>,
): TilePoints {
  const { length } = longitude;
  const x = new Float64Array(length);
  const y = new Float64Array(length);
  const index = length > 0 ? new Flatbush(length) : null;
  for (let i = 0; i < length; i++) {
    x[i] = unitX(longitude[i]!);
    y[i] = unitY(latitude[i]!);
    index!.add(x[i]!, y[i]!);
  }
  index?.finish();
  return { length, id, x, y, index };
}
