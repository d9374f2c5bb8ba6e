import { sql } from 'kysely';

/** The level of districts that stand for boroughs: `bezirk`, or where a city has none `gemeinde`. */
export const BOROUGH_LEVEL = sql<string>`
  (select case when exists (select from district where level = 'bezirk') then 'bezirk' else 'gemeinde' end)`;

/** The name of the borough of a district that the query calls `d`; a quarter's borough is its parent. */
export const BOROUGH_NAME = sql<string>`case when d.level = 'stadtteil' then d.parent_name else d.name end`;
