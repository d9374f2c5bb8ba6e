import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';

/**
 * Every state of every supply data set that is kept: the one in place (`kept_id` null) and those that imports
 * replaced, each with the day it speaks of: its own date, else the day it was imported. A data set that was removed
 * has no states any more.
 */
const STATES = sql`(
  select d.id as source_id, d.name, coalesce(d.as_of, (d.imported_at at time zone 'UTC')::date) as day,
    null::integer as kept_id, d.imported_at
  from data_source d where d.layer = 'supply'
  union all
  select d.id, d.name, coalesce(k.as_of, (k.imported_at at time zone 'UTC')::date), k.id, k.imported_at
  from kept_data_set k join data_source d on d.layer = k.layer and d.name = k.name
  where k.layer = 'supply' and k.replaced_by_imported_at is not null)`;

/**
 * The claims that counted on a day (ISO date): of every supply data set the latest state up to that day, and the
 * corrections decided by then in the place of what they replace. To be used as a relation with the columns of
 * `counted_claim`.
 */
export function claimsOn(isoDate: string): RawBuilder<unknown> {
  return sql`(
    with chosen as (
      select distinct on (source_id) source_id, kept_id from ${STATES} s
      where s.day <= ${isoDate}::date order by source_id, day desc, imported_at desc
    ),
    decided as (
      select distinct on (r.address_id, r.operator, r.technology, r.planned) r.* from supply_claim r
      join supply_correction k on k.claim_id = r.id
      where r.replaces and (k.decided_at at time zone 'UTC')::date <= ${isoDate}::date
      order by r.address_id, r.operator, r.technology, r.planned, r.id desc
    ),
    -- Earlier states are kept as differences: of a claim the first note from that state on says how it was, and one
    -- that no later import touched is as it is now.
    later as (
      select distinct on (h.source_id, r.key) h.source_id, r.key, r.record
      from chosen h join data_source d on d.id = h.source_id
      join kept_data_set s on s.layer = 'supply' and s.name = d.name and s.id >= h.kept_id
      join kept_row r on r.kept_id = s.id
      order by h.source_id, r.key, r.kept_id
    ),
    said as (
      select c.id, c.address_id, c.source_id, c.operator, c.technology, c.down_mbit, c.up_mbit, c.peak_time, c.planned,
        c.binding, c.milestones, c.funded_elsewhere, c.ready_by
      from supply_claim c join chosen h on h.source_id = c.source_id
      where not c.replaces
        and not exists (select from later l where l.source_id = c.source_id and l.key = c.id::text)
      union all
      select l.key::integer, a.id, l.source_id, l.record ->> 'operator', l.record ->> 'technology',
        (l.record ->> 'down_mbit')::real, (l.record ->> 'up_mbit')::real, (l.record ->> 'peak_time')::boolean,
        (l.record ->> 'planned')::boolean, (l.record ->> 'binding')::boolean, (l.record ->> 'milestones')::boolean,
        (l.record ->> 'funded_elsewhere')::boolean, (l.record ->> 'ready_by')::date
      from later l join address a on a.id = (l.record ->> 'address_id')::integer
      where l.record is not null
    )
    select s.* from said s where not exists (
      select from decided r where r.address_id = s.address_id and r.operator = s.operator
        and r.technology = s.technology and r.planned = s.planned)
    union all
    select id, address_id, source_id, operator, technology, down_mbit, up_mbit, peak_time, planned, binding, milestones,
      funded_elsewhere, ready_by from decided)`;
}

/** A day on which the supply data changed, and which data sets did. */
export interface DataDay {
  readonly day: string;
  readonly sources: readonly string[];
}

/** The days between which data can be compared, newest first. */
export async function dataDays(db: Kysely<Database>): Promise<DataDay[]> {
  const { rows } = await sql<DataDay>`
    select s.day::text as day, array_agg(distinct s.name order by s.name) as sources from ${STATES} s
    group by s.day order by s.day desc`.execute(db);
  return rows;
}

/** What an earlier state of a data set said of one address. */
export interface EarlierClaim {
  readonly source: string;
  readonly day: string;
  /** Day from which another state took its place. */
  readonly replacedOn: string;
  readonly operator: string;
  readonly technology: string;
  readonly downMbit: number | null;
  readonly upMbit: number | null;
  readonly planned: boolean;
  readonly readyBy: string | null;
}

/** What earlier states of the supply data sets said of an address, newest first. */
export async function earlierClaims(db: Kysely<Database>, addressId: number): Promise<EarlierClaim[]> {
  const { rows } = await sql<EarlierClaim>`
    select k.name as source, coalesce(k.as_of, (k.imported_at at time zone 'UTC')::date)::text as day,
      (k.replaced_by_imported_at at time zone 'UTC')::date::text as "replacedOn",
      r.record ->> 'operator' as operator, r.record ->> 'technology' as technology,
      (r.record ->> 'down_mbit')::real as "downMbit", (r.record ->> 'up_mbit')::real as "upMbit",
      (r.record ->> 'planned')::boolean as planned, r.record ->> 'ready_by' as "readyBy"
    from kept_row r join kept_data_set k on k.id = r.kept_id
    where r.record ? 'address_id' and r.record ->> 'address_id' = ${String(addressId)}::text
      and k.layer = 'supply' and k.replaced_by_imported_at is not null
    order by k.imported_at desc, 4, (r.record ->> 'down_mbit')::real desc nulls last`.execute(db);
  return rows;
}
