import { type Kysely, sql } from 'kysely';
import type { z } from 'zod';
import type { MultiPolygonCoordinates } from '#core/geo/polygon-index.ts';
import { projectGeometry } from '#core/geo/project.ts';
import { IssueError } from '#core/issue.ts';
import type { NetworkRequest } from '#core/network/plan.ts';
import { loadBuildings, loadExistingLines, loadStreets, loadTargets } from '../../cli/network-inputs.ts';
import type { Database } from '../../db/schema.ts';
import type { areaGeometry } from '../areas/body.ts';

/** What a plan is worked out from, in planning coordinates (EPSG:25832). */
export type NetworkInputs = Required<Pick<NetworkRequest, 'streets' | 'targets' | 'existing' | 'buildings'>>;

/**
 * Streets, ducts and works of others, and outlines of buildings in and around the polygons; addresses, schools and
 * business parks in them.
 */
export async function networkInputs(
  db: Kysely<Database>,
  area: MultiPolygonCoordinates,
): Promise<NetworkInputs> {
  return {
    streets: await loadStreets(db, area),
    targets: await networkTargets(db, area),
    existing: await loadExistingLines(db, area),
    buildings: await loadBuildings(db, area),
  };
}

/** What a plan of the polygons connects. */
export const networkTargets = (db: Kysely<Database>, area: MultiPolygonCoordinates) =>
  loadTargets(db, area, ['addresses', 'schools', 'business-parks']);

/**
 * Polygons of a saved area.
 * @throws IssueError `not-a-feature`
 */
export async function areaPolygons(db: Kysely<Database>, id: string): Promise<MultiPolygonCoordinates> {
  const { rows } = await sql<{ geometry: string }>`
    select st_asgeojson(geom, 4) as geometry from area where id = ${id}::uuid`.execute(db);
  if (rows[0]) return (JSON.parse(rows[0].geometry) as { coordinates: MultiPolygonCoordinates }).coordinates;
  throw new IssueError({
    code: 'not-a-feature',
    severity: 'error',
    where: 'area',
    params: { layer: 'areas', value: id },
  });
}

/** Polygons of a geometry in EPSG:4326. */
export function polygonsOf(geometry: z.infer<typeof areaGeometry>): MultiPolygonCoordinates {
  const several = {
    type: 'MultiPolygon' as const,
    coordinates: geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  };
  return projectGeometry(several, 4326, 25832).coordinates;
}
