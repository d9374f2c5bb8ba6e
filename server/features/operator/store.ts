import { type Kysely, sql } from 'kysely';
import type { Technology } from '#core/supply/technologies.ts';
import type { Database } from '../../db/schema.ts';

/** A claim as the operator who made it sees it. */
export interface OwnClaim {
  readonly id: number;
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly postcode: string | null;
  readonly place: string | null;
  readonly technology: Technology;
  /** Mbit/s. */
  readonly downMbit: number | null;
  readonly upMbit: number | null;
  readonly planned: boolean;
  /** ISO date. */
  readonly readyBy: string | null;
  readonly sourceName: string;
  readonly sourceAsOf: string | null;
}

export interface OwnSummary {
  readonly technology: Technology;
  readonly planned: boolean;
  readonly addresses: number;
}

/** Every query of this file has this in it: an operator's name as it stands in the claims, whatever its case. */
const isOwn = (operator: string) => sql`lower(btrim(c.operator)) = lower(btrim(${operator}))`;

/** Up to `limit` claims of an operator after the one of id `after`, in the order of ids. */
export async function ownClaims(
  db: Kysely<Database>,
  operator: string,
  { after, limit }: { after: number; limit: number },
): Promise<OwnClaim[]> {
  const { rows } = await sql<OwnClaim>`
    select c.id, a.street, a.house_number as "houseNumber", a.postcode, a.place, c.technology,
      c.down_mbit as "downMbit", c.up_mbit as "upMbit", c.planned, c.ready_by::text as "readyBy",
      s.name as "sourceName", s.as_of::text as "sourceAsOf"
    from supply_claim c join address a on a.id = c.address_id join data_source s on s.id = c.source_id
    where ${isOwn(operator)} and c.id > ${after} order by c.id limit ${limit}`.execute(db);
  return rows;
}

/** Addresses an operator has reported, by technology and whether built or planned. */
export async function ownSummary(db: Kysely<Database>, operator: string): Promise<OwnSummary[]> {
  const { rows } = await sql<OwnSummary>`
    select c.technology, c.planned, count(distinct c.address_id)::int as addresses
    from supply_claim c where ${isOwn(operator)} group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}
