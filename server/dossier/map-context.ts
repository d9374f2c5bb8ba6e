import { type Kysely, sql } from 'kysely';
import type { DataVersion, DossierArea } from '#core/dossier/dossier-model.ts';
import type { MultiPolygonCoordinates } from '#core/geo/polygon-index.ts';
import { dateText } from '#core/rulebook/explain-texts.ts';
import type { Database } from '../db/schema.ts';

/** What lies around the areas on the maps, in planning coordinates. */
export interface MapContext {
  readonly streets: readonly { readonly lines: readonly (readonly (readonly number[])[])[] }[];
  readonly districts: readonly { readonly polygons: MultiPolygonCoordinates }[];
  readonly attribution: string;
}

/** Maps never show more than this around the areas. */
const MARGIN = 0.75;

/** Streets and districts around the areas, in a fixed order and to the decimetre, so that both databases agree. */
export async function loadMapContext(
  db: Kysely<Database>,
  areas: readonly DossierArea[],
  versions: readonly DataVersion[],
): Promise<MapContext> {
  const boxes = areas.map(({ polygons }) => {
    const positions = polygons.flat(2) as [number, number][];
    let [minE, minN, maxE, maxN] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [e, n] of positions) {
      minE = Math.min(minE, e);
      maxE = Math.max(maxE, e);
      minN = Math.min(minN, n);
      maxN = Math.max(maxN, n);
    }
    return { minE, minN, maxE, maxN };
  });
  if (boxes.length === 0) return { streets: [], districts: [], attribution: '' };
  const minE = Math.min(...boxes.map((box) => box.minE));
  const minN = Math.min(...boxes.map((box) => box.minN));
  const maxE = Math.max(...boxes.map((box) => box.maxE));
  const maxN = Math.max(...boxes.map((box) => box.maxN));
  const margin = Math.max(200, MARGIN * Math.max(maxE - minE, maxN - minN));
  const box = sql`st_makeenvelope(${minE - margin}::float8, ${minN - margin}::float8, ${maxE + margin}::float8,
    ${maxN + margin}::float8, 25832)`;
  const streets = await sql<{ geometry: string }>`
    select st_asgeojson(geom, 1) as geometry from street where geom && ${box}
    order by key collate "C", st_asgeojson(geom, 1) collate "C"`.execute(db);
  const districts = await sql<{ geometry: string }>`
    select st_asgeojson(geom, 1) as geometry from district where geom && ${box}
    order by level collate "C", key collate "C"`.execute(db);
  const licences = versions.map(({ name, licence, asOf }) =>
    [name, asOf && dateText(asOf, 'de'), licence].filter((part) => part !== null).join(', '),
  );
  return {
    streets: streets.rows.map(({ geometry }) => ({ lines: coordinatesOf(geometry) })),
    districts: districts.rows.map(({ geometry }) => ({ polygons: coordinatesOf(geometry) })),
    attribution: `Daten: ${[...new Set(licences)].join(' · ')}`,
  };
}

function coordinatesOf<T>(geometry: string): T {
  return (JSON.parse(geometry) as { coordinates: T }).coordinates;
}
