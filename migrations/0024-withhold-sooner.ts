import { type Kysely, sql } from 'kysely';

/**
 * The same is withheld, in a fraction of the time. Two things made `withhold_touched` (0023) and everything that reads
 * `district_public` slow:
 *
 * - Tables of one row are never analysed by themselves. The planner took the floor for thousands of rows, and a few
 *   districts for a million; a server database then compiled each query for a second that was over in a millisecond.
 * - Which groups lack a partner was joined to their members by comparing each with each: 15 s of 20 for the cells of
 *   one kilometre over those of 100 m of the Region Hannover. It is asked of the members' own group now, without a join.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['public_floor', 'rounding_secret']) await sql`analyze ${sql.table(table)}`.execute(db);
  const { rows } = await sql<{ text: string }>`
    select pg_get_functiondef('withhold_touched'::regproc) as text`.execute(db);
  const [head, partners, coarser, ...more] = rows[0]!.text.split(BEGIN);
  if (!partners?.includes(END) || !coarser?.includes(END) || more.length > 0)
    throw new Error('withhold_touched is not the function of migration 0023');
  const behind = (text: string) => text.slice(text.indexOf(END) + END.length);
  await sql.raw(head + HOLD_PARTNERS + behind(partners) + HOLD_COARSER + behind(coarser)).execute(db);
}

/** Between these stand its two statements that hold cells of a group, and then the coarser cells over it. */
const BEGIN = 'with member as (';
const END = 'into added from held;';

const lacks = (column: string) =>
  `(count(*) filter (where held and ${column} > 0) over together = 1
                or sum(${column}) filter (where held) over together between 1 and least_count - 1)`;

const MEMBERS = `member as (select k.id, k.cell_group, k.coarse, coalesce(h.households, 0) as h,
              coalesce(h.buildings, 0) as b, coalesce(h.population, 0) as p,
              exists (select from withheld_cell w where w.cell_id = k.id) as held
            from known_cell k join household_cell h using (id) where k.cell_group = any(dirty)),
          judged as (select member.*, bool_or(held) over together as any_held,
              ${lacks('h')} as lacks_h,
              ${lacks('b')} as lacks_b,
              ${lacks('p')} as lacks_p
            from member window together as (partition by cell_group))`;

const HOLD_PARTNERS = `with ${MEMBERS},
          held as (insert into withheld_cell select distinct on (cell_group) id from judged
            where any_held and not held and (lacks_h and h > 0 or lacks_b and b > 0 or lacks_p and p > 0)
            order by cell_group, h + b + p, id returning cell_id)
          select array_agg(cell_id) ${END}`;

const HOLD_COARSER = `with ${MEMBERS},
            held as (insert into withheld_cell select distinct c from judged cross join unnest(coarse) c
              where held and (lacks_h or lacks_b or lacks_p) on conflict do nothing returning cell_id)
            select array_agg(cell_id) ${END}`;
