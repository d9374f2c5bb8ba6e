export type Position = readonly number[];

/** Planar geometry in the shape of GeoJSON; the coordinate reference system is stated beside it. */
export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'MultiPoint'; readonly coordinates: readonly Position[] }
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] };

const DEPTH: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
};

/** Whether a value is a geometry whose coordinates are all finite numbers, nested as its type demands. */
export function isGeometry(value: unknown): value is Geometry {
  if (typeof value !== 'object' || value === null) return false;
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown };
  const depth = DEPTH[String(type)];
  return depth !== undefined && isNested(coordinates, depth);
}

function isNested(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return false;
  if (depth === 0) return value.length >= 2 && value.length <= 4 && value.slice(0, 2).every(Number.isFinite);
  return value.length > 0 && value.every((part) => isNested(part, depth - 1));
}

/** Smallest and largest coordinates of many geometries; null without any. */
export function extentOf(geometries: Iterable<Geometry>): Extent | null {
  const extent = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  const visit = (part: unknown): void => {
    const list = part as unknown[];
    if (typeof list[0] === 'number') {
      const [x, y] = list as [number, number];
      if (x < extent.minX) extent.minX = x;
      if (x > extent.maxX) extent.maxX = x;
      if (y < extent.minY) extent.minY = y;
      if (y > extent.maxY) extent.maxY = y;
    } else for (const item of list) visit(item);
  };
  for (const geometry of geometries) visit(geometry.coordinates);
  return extent.minX === Infinity ? null : extent;
}

export interface Extent {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** The first position of a geometry: enough to tell where on earth it lies. */
export function firstPosition(geometry: Geometry): Position {
  let part = geometry.coordinates as readonly unknown[];
  while (Array.isArray(part[0])) part = part[0] as readonly unknown[];
  return part as Position;
}
