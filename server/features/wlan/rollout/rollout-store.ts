import { type Kysely, sql } from 'kysely';
import { IssueError } from '#core/issue.ts';
import { issue } from '#core/wlan/report.ts';
import {
  type RolloutBuilding,
  type RolloutEntry,
  type RolloutFigures,
  type RolloutState,
  stateOfFigures,
} from '#core/wlan/rollout.ts';
import type { Database } from '../../../db/schema.ts';

const FIGURES = sql`e.public_areas as "publicAreas", e.public_areas_done as "publicAreasDone",
  e.meeting_rooms as "meetingRooms", e.meeting_rooms_done as "meetingRoomsDone", e.target_date::text as "targetDate"`;

type Row = Omit<RolloutBuilding, 'figures'> & { [K in keyof RolloutFigures]: RolloutFigures[K] | null } & {
  note: string | null;
};

export interface NotedBuilding extends RolloutBuilding {
  readonly note: string;
}

/** Every public building with its newest entry and the district it stands in, of the level that is loaded. */
export async function rolloutBuildings(db: Kysely<Database>): Promise<NotedBuilding[]> {
  const { rows } = await sql<Row>`
    select b.id, b.name, b.department, d.name as district, b.wlan_state as "listedState",
      b.wlan_target_date::text as "listedTargetDate", ${FIGURES}, e.note
    from public_building b join data_source s on s.id = b.source_id
    left join lateral (select * from wlan_rollout_entry where source = s.name and building_key = b.key
      order by at desc, id desc limit 1) e on true
    left join lateral (select name from district where level in ('bezirk', 'stadtteil', 'gemeinde')
      and st_intersects(geom, b.geom)
      order by array_position(array['bezirk', 'stadtteil', 'gemeinde'], level), id limit 1) d on true
    order by b.id`.execute(db);
  return rows.map(
    ({ publicAreas, publicAreasDone, meetingRooms, meetingRoomsDone, targetDate, note, ...building }) => ({
      ...building,
      listedState: building.listedState as RolloutState,
      note: note ?? '',
      figures:
        publicAreas === null
          ? null
          : {
              publicAreas,
              publicAreasDone: publicAreasDone!,
              meetingRooms: meetingRooms!,
              meetingRoomsDone: meetingRoomsDone!,
              targetDate,
            },
    }),
  );
}

/** All entries of buildings that are still in the layer, oldest first, by the days of Germany. */
export async function rolloutEntries(db: Kysely<Database>): Promise<RolloutEntry[]> {
  const { rows } = await sql<RolloutEntry>`
    select (e.at at time zone 'Europe/Berlin')::date::text as day, b.id::text as building, ${FIGURES}
    from wlan_rollout_entry e join data_source s on s.name = e.source and s.layer = 'public-buildings'
    join public_building b on b.source_id = s.id and b.key = e.building_key order by e.at, e.id`.execute(db);
  return rows;
}

/** Adds an entry; state and target date of the layer follow it. @throws IssueError `wlan-rollout-building` */
export async function addRolloutEntry(
  db: Kysely<Database>,
  id: number,
  figures: RolloutFigures,
  note: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: number }>`
      insert into wlan_rollout_entry (source, building_key, public_areas, public_areas_done, meeting_rooms,
        meeting_rooms_done, target_date, note)
      select s.name, b.key, ${figures.publicAreas}::int, ${figures.publicAreasDone}::int, ${figures.meetingRooms}::int,
        ${figures.meetingRoomsDone}::int, ${figures.targetDate}::date, ${note}::text
      from public_building b join data_source s on s.id = b.source_id where b.id = ${id}::int
      returning id`.execute(tx);
    if (rows.length === 0) throw new IssueError(issue('wlan-rollout-building', 'id', String(id), {}));
    await sql`update public_building set wlan_state = ${stateOfFigures(figures)}, wlan_target_date = ${figures.targetDate}::date
      where id = ${id}::int`.execute(tx);
  });
}
