import { type Kysely, sql } from 'kysely';
import { isDeviceAddress } from '#core/wlan/live/live-state.ts';
import type { Database } from '../../../db/schema.ts';

/** One change among the hotspots. Which fields, not which values: those are in the layer. */
export interface HotspotChange {
  readonly id: number;
  /** ISO date-time, UTC. */
  readonly at: string;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly source: string;
  readonly name: string;
  readonly fields: readonly string[];
}

const COLUMNS = sql`id::float8 as id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, kind, source,
  name, to_json(fields) as fields`;

/** Changes after the one of a number, oldest first. */
export async function hotspotChanges(
  db: Kysely<Database>,
  after: number,
  limit: number,
): Promise<HotspotChange[]> {
  const { rows } = await sql<HotspotChange>`
    select ${COLUMNS} from hotspot_change where id > ${after}::bigint order by id limit ${limit}::int`.execute(
    db,
  );
  return rows.map(shown);
}

/** The newest changes, newest first. */
export async function newestChanges(db: Kysely<Database>, limit: number): Promise<HotspotChange[]> {
  const { rows } = await sql<HotspotChange>`
    select ${COLUMNS} from hotspot_change order by id desc limit ${limit}::int`.execute(db);
  return rows.map(shown);
}

export interface ChangeDay {
  /** ISO date, by the clocks of Germany. */
  readonly day: string;
  readonly source: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** The change log: how much of which data set changed on a day, newest first. */
export async function changeDays(db: Kysely<Database>, limit: number): Promise<ChangeDay[]> {
  const { rows } = await sql<ChangeDay>`
    select (at at time zone 'Europe/Berlin')::date::text as day, source,
      count(*) filter (where kind = 'added')::int as added, count(*) filter (where kind = 'changed')::int as changed,
      count(*) filter (where kind = 'removed')::int as removed
    from hotspot_change group by 1, 2 order by 1 desc, 2 limit ${limit}::int`.execute(db);
  return rows;
}

function shown(change: HotspotChange): HotspotChange {
  return isDeviceAddress(change.name) ? { ...change, name: 'WLAN' } : change;
}
