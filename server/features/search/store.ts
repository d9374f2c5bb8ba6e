import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { parseAddressQuery } from './address-query.ts';
import { parseCoordinate } from './coordinate.ts';

export interface SearchResult {
  kind:
    | 'address'
    | 'street'
    | 'district'
    | 'school'
    | 'hotspot'
    | 'public-building'
    | 'business-park'
    | 'coordinate';
  id: number | null;
  label: string;
  detail: string;
  lon: number;
  lat: number;
}

/**
 * Finds places by text. A coordinate comes first, then addresses (for planners), then everything with a name;
 * names that begin with the text before names that contain it.
 */
export async function searchPlaces(
  db: Kysely<Database>,
  text: string,
  limit: number,
  withAddresses: boolean,
): Promise<SearchResult[]> {
  const results: SearchResult[] = [];
  const coordinate = parseCoordinate(text);
  if (coordinate) results.push(await coordinateResult(db, text, coordinate));
  if (withAddresses) results.push(...(await searchAddresses(db, text, limit)));
  if (results.length < limit) results.push(...(await searchNames(db, text, limit - results.length)));
  return results.slice(0, limit);
}

async function coordinateResult(
  db: Kysely<Database>,
  text: string,
  coordinate: NonNullable<ReturnType<typeof parseCoordinate>>,
): Promise<SearchResult> {
  const place = { kind: 'coordinate' as const, id: null, label: text.trim(), detail: '' };
  if ('lon' in coordinate) return { ...place, ...coordinate, detail: 'EPSG:4326' };
  const { rows } = await sql<{ lon: number; lat: number }>`
    select st_x(g) as lon, st_y(g) as lat
    from st_transform(st_setsrid(st_makepoint(${coordinate.eastingM}::float8, ${coordinate.northingM}::float8), 25832), 4326) g
  `.execute(db);
  return { ...place, ...rows[0]!, detail: 'EPSG:25832' };
}

async function searchAddresses(db: Kysely<Database>, text: string, limit: number): Promise<SearchResult[]> {
  const { street, houseNumber: number, postcode } = parseAddressQuery(text);
  if (street.length < 3) return [];
  const { rows } = await sql<SearchResult>`
    select 'address' as kind, a.id, concat_ws(' ', a.street, a.house_number) as label,
      concat_ws(' ', a.postcode, a.place) as detail, st_x(p) as lon, st_y(p) as lat
    from (
      select id, street, house_number, postcode, place, st_transform(geom, 4326) as p
      from address
      where search_key(street) like search_key(${likeText(street)}) || '%'
        and (${number} = '' or lower(replace(house_number, ' ', '')) like ${likeText(number)} || '%')
        and (${postcode} = '' or postcode = ${postcode})
      order by search_key(street) = search_key(${street}) desc, lower(replace(house_number, ' ', '')) = ${number} desc,
        street, nullif(regexp_replace(coalesce(house_number, ''), '\\D', '', 'g'), '')::numeric nulls last, house_number, id
      limit ${limit}
    ) a
  `.execute(db);
  return rows;
}

async function searchNames(db: Kysely<Database>, text: string, limit: number): Promise<SearchResult[]> {
  const wanted = likeText(text);
  const named = (kind: string, table: string, detail: string) =>
    sql`select ${sql.lit(kind)} as kind, id, name as label, ${sql.raw(detail)} as detail, geom from ${sql.table(table)}
        where search_key(name) like '%' || search_key(${wanted}) || '%'`;
  const { rows } = await sql<SearchResult>`
    select kind, id, label, coalesce(detail, '') as detail, st_x(p) as lon, st_y(p) as lat
    from (
      select distinct on (kind, label, detail) kind, id, label, detail, st_transform(st_pointonsurface(geom), 4326) as p
      from (
        ${named('district', 'district', 'level')}
        union all ${named('street', 'street', 'postcode')}
        union all ${named('school', 'school', "concat_ws(' ', street, place)")}
        union all ${named('hotspot', 'hotspot', 'operator')}
        union all ${named('public-building', 'public_building', 'kind')}
        union all ${named('business-park', 'business_park', 'kind')}
      ) everything
      order by kind, label, detail, id
    ) found
    order by search_key(label) like search_key(${wanted}) || '%' desc, length(label), label, kind
    limit ${limit}
  `.execute(db);
  return rows;
}

/** The text with LIKE's own signs taken literally. */
function likeText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
