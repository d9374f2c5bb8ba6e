import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { AreaBody } from './body.ts';

export interface StoredArea {
  id: string;
  name: string;
  rules: string | null;
  parameters: Record<string, unknown>;
  figures: Record<string, unknown>;
  origin: string;
  note: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** GeoJSON MultiPolygon, EPSG:4326. */
  geometry: unknown;
}

type Db = Kysely<Database> | Transaction<Database>;

const selectAreas = (db: Db) =>
  db.selectFrom('area').select([
    'id',
    'name',
    'rules',
    'parameters',
    'figures',
    'origin',
    'note',
    'version',
    'created_at as createdAt',
    'updated_at as updatedAt',
    // Ten decimals are a hundredth of a millimetre: reading and saving again moves nothing.
    sql<unknown>`st_asgeojson(st_transform(geom, 4326), 10)::json`.as('geometry'),
  ]);

export function listAreas(db: Db): Promise<StoredArea[]> {
  return selectAreas(db).orderBy('created_at').orderBy('name').orderBy('id').execute() as Promise<
    StoredArea[]
  >;
}

export function findArea(db: Db, id: string): Promise<StoredArea | undefined> {
  return selectAreas(db).where('id', '=', id).executeTakeFirst() as Promise<StoredArea | undefined>;
}

/** Inserts areas in one transaction and returns them in the same order. */
export async function insertAreas(db: Kysely<Database>, bodies: readonly AreaBody[]): Promise<StoredArea[]> {
  return db.transaction().execute(async (tx) => {
    const areas: StoredArea[] = [];
    for (const body of bodies) {
      const { rows } = await sql<{ id: string }>`
        insert into area (name, rules, parameters, figures, origin, note, geom)
        values (${body.name}, ${body.rules}, ${json(body.parameters)}, ${json(body.figures)}, ${body.origin}, ${body.note},
          ${planningGeometry(body)})
        returning id`.execute(tx);
      await measure(tx, rows[0]!.id);
      areas.push((await findArea(tx, rows[0]!.id))!);
    }
    return areas;
  });
}

/** Saves over `version`; undefined when the area is gone or has another version by now. */
export async function updateArea(
  db: Kysely<Database>,
  id: string,
  version: number,
  body: AreaBody,
): Promise<StoredArea | undefined> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      update area set name = ${body.name}, rules = ${body.rules}, parameters = ${json(body.parameters)},
        figures = ${json(body.figures)}, origin = ${body.origin}, note = ${body.note}, geom = ${planningGeometry(body)},
        version = version + 1, updated_at = now()
      where id = ${id} and version = ${version} returning id`.execute(tx);
    if (rows.length === 0) return undefined;
    await measure(tx, id);
    return findArea(tx, id);
  });
}

export async function deleteArea(db: Kysely<Database>, id: string, version: number): Promise<boolean> {
  const result = await db
    .deleteFrom('area')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Why a geometry is not valid (OGC), and where; undefined when it is. */
export async function geometryFault(
  db: Db,
  geometry: AreaBody['geometry'],
): Promise<{ reason: string; lon: number; lat: number } | undefined> {
  const { rows } = await sql<{ reason: string; lon: number; lat: number }>`
    select (d).reason, st_x((d).location) as lon, st_y((d).location) as lat
    from (select st_isvaliddetail(st_geomfromgeojson(${JSON.stringify(geometry)}::text)) as d) x
    where not (d).valid`.execute(db);
  return rows[0];
}

/** The figures that the database measures itself, so that a saved area never carries a client's slip. */
async function measure(db: Db, id: string): Promise<void> {
  await sql`
    update area set figures = figures || (
      select jsonb_build_object(
        'areaM2', round(st_area(area.geom)::numeric, 1), 'outlineM', round(st_perimeter(area.geom)::numeric, 1),
        'addresses', count(a.id), 'households', coalesce(sum(a.households), 0), 'businesses', coalesce(sum(a.businesses), 0),
        'schools', (select count(*) from school s where st_intersects(s.geom, area.geom)))
      from address a where a.geom && area.geom and st_intersects(a.geom, area.geom))
    where id = ${id}`.execute(db);
}

function planningGeometry(body: AreaBody) {
  return sql`st_multi(st_transform(st_setsrid(st_force2d(st_geomfromgeojson(${JSON.stringify(body.geometry)}::text)), 4326), 25832))`;
}

function json(value: unknown) {
  return sql`${JSON.stringify(value)}::text::jsonb`;
}
