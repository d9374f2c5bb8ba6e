import type { FeatureCollection, Point, Position } from 'geojson';
import { api } from '../api.ts';
import { queryClient } from '../state/queries.ts';
import type { PlannerMap } from './planner-map.ts';

/** One point a district for its name. Tiles would repeat the name in each tile the district touches. */
export async function showDistrictLabels(map: PlannerMap): Promise<void> {
  try {
    const districts = await queryClient.fetchQuery({
      queryKey: ['districts', 'outlines'],
      queryFn: () => api.items('districts', 'limit=10000'),
      staleTime: 600_000,
    });
    const isKey = ({ properties }: (typeof districts.features)[number]) =>
      /^\d+$/.test(properties?.name ?? '');
    const names = districts.features.some(isKey) ? (await api.placeNames()).names : {};
    map.setData('district-labels', labelPoints(districts, names));
  } catch {
    // A map without names still works; the layer list reports what cannot be reached.
  }
}

/** `names`: for districts whose boundaries came with a key alone. */
export function labelPoints(
  districts: FeatureCollection,
  names: Readonly<Record<string, string>> = {},
): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: districts.features.flatMap(({ geometry, properties }) => {
      const rings =
        geometry?.type === 'Polygon'
          ? [geometry.coordinates[0]!]
          : geometry?.type === 'MultiPolygon'
            ? geometry.coordinates.map((polygon) => polygon[0]!)
            : [];
      const largest = rings.map(centroid).sort((a, b) => b.area - a.area)[0];
      if (!largest) return [];
      return [
        {
          type: 'Feature' as const,
          properties: {
            name: names[properties?.name] ?? spoken(properties?.name ?? ''),
            level: properties?.level ?? '',
          },
          geometry: { type: 'Point' as const, coordinates: largest.at },
        },
      ];
    }),
  };
}

/** The name, unless it is only the official key of a municipality, which stands in for a name its file lacks. */
const spoken = (name: string) => (/^\d{8}(\d{4})?$/.test(name) ? '' : name);

/** Centroid of a ring by the shoelace formula; degrees are near enough to a plane for a label. */
function centroid(ring: Position[]): { at: Position; area: number } {
  let area = 0;
  let x = 0;
  let y = 0;
  const [originX, originY] = ring[0] as [number, number];
  for (let i = 0; i + 1 < ring.length; i++) {
    const ax = ring[i]![0]! - originX;
    const ay = ring[i]![1]! - originY;
    const bx = ring[i + 1]![0]! - originX;
    const by = ring[i + 1]![1]! - originY;
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  if (area === 0) return { at: [originX, originY], area: 0 };
  return { at: [originX + x / (3 * area), originY + y / (3 * area)], area: Math.abs(area) };
}
