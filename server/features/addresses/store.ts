import { type Kysely, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Database } from '../../db/schema.ts';

/** One address with its claims, newest source first. Coordinates in EPSG:4326 and EPSG:25832. */
export function findAddress(db: Kysely<Database>, id: number) {
  return db
    .selectFrom('address as a')
    .innerJoin('data_source as s', 's.id', 'a.source_id')
    .leftJoin('district as d', 'd.id', 'a.district_id')
    .select((eb) => [
      'a.id',
      'a.key',
      'a.street',
      'a.house_number as houseNumber',
      'a.postcode',
      'a.place',
      'a.use',
      'a.households',
      'a.businesses',
      'd.name as district',
      's.name as sourceName',
      's.as_of as sourceAsOf',
      's.licence as sourceLicence',
      's.is_demo as isDemo',
      sql<number>`st_x(a.geom)`.as('eastingM'),
      sql<number>`st_y(a.geom)`.as('northingM'),
      sql<number>`st_x(st_transform(a.geom, 4326))`.as('lon'),
      sql<number>`st_y(st_transform(a.geom, 4326))`.as('lat'),
      jsonArrayFrom(
        eb
          .selectFrom('supply_claim as c')
          .innerJoin('data_source as cs', 'cs.id', 'c.source_id')
          .select([
            'c.id',
            'c.operator',
            'c.technology',
            'c.down_mbit as downMbit',
            'c.up_mbit as upMbit',
            'c.peak_time as peakTime',
            'c.planned',
            'c.binding',
            'c.milestones',
            'c.homes',
            'c.remark',
            'c.funded_elsewhere as fundedElsewhere',
            // A correction stands in its place.
            sql<boolean>`exists (select from supply_claim r where r.replaces and r.address_id = c.address_id
              and r.operator = c.operator and r.technology = c.technology and r.planned = c.planned and r.id <> c.id
              and (not c.replaces or r.id > c.id))`.as('replaced'),
            // A promise that is not considered in its market survey.
            sql<boolean>`c.planned and exists (select from survey_operator o
              where o.source = cs.name and cs.layer = 'supply' and o.decision = 'set-aside')`.as('setAside'),
            sql<string | null>`c.ready_by::text`.as('readyBy'),
            sql<{
              name: string;
              asOf: string | null;
            }>`json_build_object('name', cs.name, 'asOf', cs.as_of)`.as('source'),
          ])
          .whereRef('c.address_id', '=', 'a.id')
          .orderBy('cs.as_of', (order) => order.desc().nullsLast())
          .orderBy('c.down_mbit', (order) => order.desc().nullsLast())
          .orderBy('c.id'),
      ).as('claims'),
    ])
    .where('a.id', '=', id)
    .executeTakeFirst();
}
