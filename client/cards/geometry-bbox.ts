import type { Geometry, Position } from 'geojson';

export type Bbox = readonly [number, number, number, number];

/** West, south, east, north; a point becomes a small box, so that a map can be moved there. */
export function bboxOf(geometry: Geometry): Bbox | null {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (item: Position | unknown[]): void => {
    if (typeof item[0] === 'number') {
      const [x, y] = item as [number, number];
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    } else for (const inner of item as unknown[][]) visit(inner);
  };
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) {
      const inner = bboxOf(part);
      if (inner)
        visit([
          [inner[0], inner[1]],
          [inner[2], inner[3]],
        ]);
    }
  } else visit(geometry.coordinates as unknown[]);
  return Number.isFinite(box[0]) ? box : null;
}
