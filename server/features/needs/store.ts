import { type Kysely, type RawBuilder, sql } from 'kysely';
import { assessNeed, type NeedClaim, type PlaceVerdict } from '#core/needs/assess-need.ts';
import type { PlaceKind, PlaceRules } from '#core/needs/place-need.ts';
import { type Responsible, responsibleOf } from '#core/needs/responsible.ts';
import type { Database } from '../../db/schema.ts';

/** How far the nearest address may lie from a school or building to speak for it. */
export const MAX_DISTANCE_M = { min: 0, max: 500, start: 50 } as const;

export interface PlaceNeed extends PlaceVerdict {
  readonly id: number;
  readonly name: string;
  readonly carrier: string | null;
  readonly responsible: Responsible;
  readonly classes: number | null;
  readonly pupils: number | null;
  readonly lon: number;
  readonly lat: number;
  /** Addresses whose claims were taken: the nearest one, for business parks all inside. */
  readonly addresses: number;
  readonly addressId: number | null;
  /** Metres from the place to that address; null for business parks and where none is near. */
  readonly distanceM: number | null;
}

interface Row {
  readonly id: number;
  readonly name: string | null;
  readonly carrier: string | null;
  readonly classes: number | null;
  readonly pupils: number | null;
  readonly lon: number;
  readonly lat: number;
  readonly near: readonly {
    readonly id: number;
    readonly m: number;
    readonly claims: readonly NeedClaim[];
  }[];
}

/** Every place of a kind with its need, the supply of its address and who is responsible; by name. */
export async function needsOf(
  db: Kysely<Database>,
  kind: PlaceKind,
  {
    targetDate,
    maxDistanceM,
    rules,
  }: {
    readonly targetDate: string | null;
    readonly maxDistanceM: number;
    readonly rules: PlaceRules;
  },
): Promise<PlaceNeed[]> {
  const { rows } = await sql<Row>`
    with place as (${placesOf(kind)})
    select p.id, p.name, p.carrier, p.classes, p.pupils,
      st_x(st_transform(p.point, 4326)) as lon, st_y(st_transform(p.point, 4326)) as lat,
      coalesce((
        select json_agg(json_build_object('id', n.id, 'm', n.m, 'claims', coalesce((
          select json_agg(json_build_object('operator', c.operator, 'technology', c.technology,
            'downMbit', c.down_mbit, 'upMbit', c.up_mbit, 'planned', c.planned, 'binding', c.binding,
            'readyBy', to_char(c.ready_by, 'YYYY-MM-DD')) order by c.id)
          from counted_claim c where c.address_id = n.id), '[]'::json)) order by n.m, n.id)
        from ${addressesOf(kind, maxDistanceM)} n), '[]'::json) as near
    from place p order by p.name, p.id`.execute(db);
  return rows.map(({ near, name, ...place }) => {
    const isPark = kind === 'business-parks';
    const verdict = assessNeed(
      rules,
      place.classes,
      near.map((address) => address.claims),
      targetDate,
    );
    return {
      ...place,
      name: name ?? String(place.id),
      responsible: responsibleOf(place.carrier),
      addresses: near.length,
      addressId: isPark ? null : (near[0]?.id ?? null),
      distanceM: isPark || !near[0] ? null : Math.round(near[0].m * 10) / 10,
      ...verdict,
    };
  });
}

/** The addresses that speak for one place, nearest first, with metres (0 in business parks); undefined where it is not. */
export async function addressesAt(
  db: Kysely<Database>,
  kind: PlaceKind,
  id: number,
  maxDistanceM: number,
): Promise<{ readonly name: string; readonly near: readonly { id: number; m: number }[] } | undefined> {
  const { rows } = await sql<{ name: string | null; near: readonly { id: number; m: number }[] }>`
    with place as (${placesOf(kind)})
    select p.name, coalesce((select json_agg(json_build_object('id', n.id, 'm', n.m) order by n.m, n.id)
      from ${addressesOf(kind, maxDistanceM)} n), '[]'::json) as near
    from place p where p.id = ${id}`.execute(db);
  return rows[0] && { name: rows[0].name ?? String(id), near: rows[0].near };
}

function placesOf(kind: PlaceKind): RawBuilder<unknown> {
  switch (kind) {
    case 'schools':
      return sql`select id, name, carrier, classes, pupils, geom, geom as point from school`;
    case 'public-buildings':
      return sql`select id, name, department as carrier, null::integer as classes, null::integer as pupils, geom,
        geom as point from public_building`;
    case 'business-parks':
      return sql`select id, name, null::text as carrier, null::integer as classes, null::integer as pupils, geom,
        st_pointonsurface(geom) as point from business_park`;
  }
}

function addressesOf(kind: PlaceKind, maxDistanceM: number): RawBuilder<unknown> {
  return kind === 'business-parks'
    ? sql`(select a.id, 0::double precision as m from address a where st_covers(p.geom, a.geom))`
    : sql`(select a.id, st_distance(a.geom, p.geom) as m from address a
        where st_dwithin(a.geom, p.geom, ${maxDistanceM}::double precision) order by 2, 1 limit 1)`;
}
