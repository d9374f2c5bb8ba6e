import { type Kysely, type RawBuilder, sql } from 'kysely';
import { isUuid } from '../../db/is-uuid.ts';
import type { Database } from '../../db/schema.ts';
import { allProperties, type Layer, type LayerProperty } from '../../layers/layer.ts';
import { layerExtent } from '../../layers/layer-extent.ts';
import { LAYERS } from '../../layers/registry.ts';
import { RevisionCache } from '../../layers/revision-cache.ts';
import type { SearchBox } from './bbox.ts';
import type { Crs } from './crs.ts';
import type { TimeSpan } from './datetime.ts';
import { innerBox } from './inner-box.ts';
import type { ItemsQuery, PropertyFilter } from './items-query.ts';

export interface ItemsPage {
  readonly numberMatched: number;
  readonly numberReturned: number;
  /** GeoJSON features, separated by commas: the database writes the JSON. */
  readonly features: string;
}

/** One page of a layer's features in the order of their ids, and how many there are in all. */
export async function findItems(db: Kysely<Database>, layer: Layer, query: ItemsQuery): Promise<ItemsPage> {
  const where = conditions(layer, await withoutNeedlessBox(db, layer, query));
  if (where === null) return allItems(db, layer, query);
  // Matching is done once, for the count and the page, and joins the source only where it is asked about.
  const from = asksSource(layer, query) ? fromClause(layer) : sql`${sql.table(layer.table)} as f`;
  const { rows } = await sql<PageRow & { matched: number }>`
    with box as materialized (${boxes(query.boxes)}),
    matched as materialized (select f.id from ${from} where ${where}),
    page as (
      select f.id, ${featureJson(layer, query.crs)} as feature
      from ${fromClause(layer)}
      where f.id in (select id from matched order by id limit ${query.limit} offset ${query.offset})
    )
    select (select count(*)::int from matched) as matched, ${PAGE_COLUMNS} from page
  `.execute(db);
  return itemsPage(rows[0]!, rows[0]!.matched);
}

/** Without a condition the count is known until the layer changes. */
async function allItems(db: Kysely<Database>, layer: Layer, query: ItemsQuery): Promise<ItemsPage> {
  const numberMatched = await counts.get(db, layer.id);
  const { rows } = await sql<PageRow>`
    with page as (
      select f.id, ${featureJson(layer, query.crs)} as feature
      from ${fromClause(layer)} where f.id in (
        select id from ${sql.table(layer.table)} order by id limit ${query.limit} offset ${query.offset}
      )
    )
    select ${PAGE_COLUMNS} from page
  `.execute(db);
  return itemsPage(rows[0]!, numberMatched);
}

const counts = new RevisionCache<number>(async (db, layerId) => {
  const { table } = LAYERS.find((layer) => layer.id === layerId)!;
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db);
  return rows[0]!.n;
});

interface PageRow {
  readonly returned: number;
  readonly features: string | null;
}

const PAGE_COLUMNS = sql`count(*)::int as returned, string_agg(feature, ',' order by id) as features`;

function itemsPage(row: PageRow, numberMatched: number): ItemsPage {
  return { numberMatched, numberReturned: row.returned, features: row.features ?? '' };
}

/** One feature as GeoJSON text without its closing brace (the caller adds links), or null. */
export async function findItem(
  db: Kysely<Database>,
  layer: Layer,
  id: string,
  crs: Crs,
): Promise<string | null> {
  if (!isPossibleId(layer, id)) return null;
  const { rows } = await sql<{ feature: string }>`
    select ${featureJson(layer, crs)} as feature from ${fromClause(layer)}
    where f.id = ${layer.idType === 'uuid' ? sql`${id}::text::uuid` : sql`${Number(id)}::int`}
  `.execute(db);
  return rows[0]?.feature.slice(0, -1) ?? null;
}

function fromClause(layer: Layer): RawBuilder<unknown> {
  const table = sql`${sql.table(layer.table)} as f`;
  return layer.sourced ? sql`${table} join data_source as s on s.id = f.source_id` : table;
}

/** The boxes of a query as geometries in planning coordinates, edges bent finely enough to stay straight in theirs. */
function boxes(searched: readonly SearchBox[] | null): RawBuilder<unknown> {
  if (!searched || searched.length === 0) return sql`select null::geometry as g`;
  const parts = searched.map((box) => {
    const envelope = sql`st_makeenvelope(${box.minX}::float8, ${box.minY}::float8, ${box.maxX}::float8, ${box.maxY}::float8, ${sql.lit(box.srid)})`;
    if (box.srid === 25832) return envelope;
    // Between points 200 m apart a parallel bends by about a millimetre in planning coordinates.
    const stepDegrees = Math.max((box.maxX - box.minX) / 256, (box.maxY - box.minY) / 256, 0.002);
    return sql`st_transform(st_segmentize(${envelope}, ${stepDegrees}::float8), 25832)`;
  });
  return sql`select ${sql.join(
    parts.map((part) => sql`${part} as g`),
    sql` union all select `,
  )}`;
}

/** A box around the whole layer, as clients send it when they are zoomed out, is no condition. */
async function withoutNeedlessBox(
  db: Kysely<Database>,
  layer: Layer,
  query: ItemsQuery,
): Promise<ItemsQuery> {
  const wide = query.boxes?.filter((box) => box.srid === 4326) ?? [];
  if (wide.length === 0) return query;
  const [west, south, east, north] = (await layerExtent(db, layer.id)).bbox ?? [0, 0, 0, 0];
  const covers = wide.some(
    (box) =>
      box.minX < west - ROUNDING &&
      box.minY < south - ROUNDING &&
      box.maxX > east + ROUNDING &&
      box.maxY > north + ROUNDING,
  );
  return covers ? { ...query, boxes: null } : query;
}

/** Degrees by which an extent may be too small. */
const ROUNDING = 1e-6;

/** null: everything matches. */
function conditions(layer: Layer, query: ItemsQuery): RawBuilder<boolean> | null {
  const parts: RawBuilder<boolean>[] = query.filters.map((filter) => equality(filter));
  if (query.boxes?.length === 0) parts.push(sql`false`);
  else if (query.boxes?.length === 1) parts.push(touchesBox(query.boxes[0]!));
  else if (query.boxes)
    parts.push(sql`exists (select from box where f.geom && g and st_intersects(f.geom, g))`);
  if (query.time) parts.push(...during(layer, query.time));
  return parts.length === 0 ? null : sql`${sql.join(parts, sql` and `)}`;
}

/** Nearly everything in the box lies in a rectangle inside of it, which costs no exact test. */
function touchesBox(box: SearchBox): RawBuilder<boolean> {
  const inner = innerBox(box);
  const exact = sql<boolean>`st_intersects(f.geom, (select g from box))`;
  const sure = inner
    ? sql<boolean>`(f.geom @ st_makeenvelope(${inner.minX}::float8, ${inner.minY}::float8, ${inner.maxX}::float8, ${inner.maxY}::float8, 25832) or ${exact})`
    : exact;
  return sql`f.geom && (select g from box) and ${sure}`;
}

function asksSource(layer: Layer, query: ItemsQuery): boolean {
  const byTime = query.time !== null && layer.temporalProperty === 'sourceAsOf';
  return byTime || query.filters.some(({ property }) => property.from === 'source');
}

function equality({ property, value }: PropertyFilter): RawBuilder<boolean> {
  const column = sql.ref(`${property.from === 'source' ? 's' : 'f'}.${property.column}`);
  if (property.lookup) return sql`${column} in (select id from district where name = ${value}::text)`;
  switch (property.type) {
    case 'integer':
      return sql`${column} = ${value}::int`;
    case 'number':
      // `real` columns hold what the text of the number reads as.
      return sql`${column}::text::float8 = ${value}::float8`;
    case 'boolean':
      return sql`${column} = ${value}::boolean`;
    case 'date':
      return sql`${column} = ${value}::text::date`;
    case 'date-time':
      return sql`date_trunc('second', ${column}) = date_trunc('second', ${value}::text::timestamptz)`;
    default:
      return sql`${column} = ${value}::text`;
  }
}

/** Dates of sources are whole days: a day belongs to a span that touches it. */
function during(layer: Layer, span: TimeSpan): RawBuilder<boolean>[] {
  const column = expression(temporalProperty(layer));
  const isDay = layer.temporalProperty === 'sourceAsOf';
  const bound = (at: Date) =>
    isDay ? sql`${at.toISOString().slice(0, 10)}::text::date` : sql`${at.toISOString()}::text::timestamptz`;
  const parts: RawBuilder<boolean>[] = [];
  if (span.from) parts.push(sql`${column} >= ${bound(span.from)}`);
  if (span.to) parts.push(sql`${column} <= ${bound(span.to)}`);
  return parts;
}

function temporalProperty(layer: Layer): LayerProperty {
  return allProperties(layer).find((property) => property.name === layer.temporalProperty)!;
}

function featureJson(layer: Layer, crs: Crs): RawBuilder<string> {
  const pairs = allProperties(layer).map((p) => sql`${sql.lit(p.name)}, ${jsonValue(p)}`);
  return sql`'{"type":"Feature","id":' || to_json(f.id)::text
    || ',"geometry":' || st_asgeojson(${inCrs(layer, crs)}, ${sql.lit(crs.digits)}, 0)
    || ',"properties":' || json_build_object(${sql.join(pairs)})::text || '}'`;
}

function inCrs(layer: Layer, crs: Crs): RawBuilder<unknown> {
  const turned = layer.geometryType.endsWith('Polygon') ? sql`st_forcepolygonccw(f.geom)` : sql`f.geom`;
  const moved = crs.srid === 25832 ? turned : sql`st_transform(${turned}, ${sql.lit(crs.srid)})`;
  return crs.latitudeFirst ? sql`st_flipcoordinates(${moved})` : moved;
}

function jsonValue(property: LayerProperty): RawBuilder<unknown> {
  return property.type === 'date-time' ? isoUtc(expression(property)) : expression(property);
}

function expression(property: LayerProperty): RawBuilder<unknown> {
  const column = sql.ref(`${property.from === 'source' ? 's' : 'f'}.${property.column}`);
  return property.lookup ? sql`(select d.name from district as d where d.id = ${column})` : column;
}

function isoUtc(value: RawBuilder<unknown>): RawBuilder<string> {
  return sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}

function isPossibleId(layer: Layer, id: string): boolean {
  if (layer.idType === 'uuid') return isUuid(id);
  return /^[1-9]\d{0,9}$/.test(id) && Number(id) <= 2147483647;
}
