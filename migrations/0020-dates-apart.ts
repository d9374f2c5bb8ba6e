import { type Kysely, sql } from 'kysely';

/**
 * Two dates of the same figures must not be subtracted either. A cell that becomes small at a later date was shown
 * before, and so were its neighbours: whoever takes those for unchanged needs one exact sum over them to know it. So the
 * public has no such sum. Every coarser cell over one that became small after it was shown is withheld, for good like
 * any place; and the population of districts is told in round numbers, up or down by a chance that only the database
 * knows. See docs/decisions/0006-dates-apart.md.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  // The new steps go into the function as it stands, before and after its loop.
  const { rows } = await sql<{ text: string }>`
    select pg_get_functiondef('withhold_cells'::regproc) as text`.execute(db);
  const before = rows[0]!.text;
  const after = before
    .replace(/\n\s*loop\n\s*delete from grouped;/, (loop) => `${BECAME_SMALL}${loop}`)
    .replace(/\n\s*insert into layer_revision/, (revision) => `${SHOWN}${revision}`);
  if (!after.includes(BECAME_SMALL) || !after.includes(SHOWN))
    throw new Error('withhold_cells is not the function of migration 0017');
  await sql.raw(after).execute(db);
  await sql`select withhold_cells()`.execute(db);
}

/** A cell that is small now and was shown once: no coarser cell over it tells the sum. */
const BECAME_SMALL = `
      update figure set held = true where not held and id in (
        select k.coarse from coarser k join figure f on f.id = k.fine
          join shown_place s on s.cell_size_m = f.size
            and s.east_m = round(st_x(f.centre)) and s.north_m = round(st_y(f.centre))
          where least(nullif(f.h, 0), nullif(f.b, 0), nullif(f.p, 0)) < least_count);`;

const SHOWN = `
      delete from shown_place where is_demo
        and not exists (select from data_source where layer = 'households' and is_demo);
      insert into shown_place (cell_size_m, east_m, north_m, is_demo)
        select size, round(st_x(centre)), round(st_y(centre)), bool_and(is_demo) from figure where not held group by 1, 2, 3
        on conflict (cell_size_m, east_m, north_m) do update set is_demo = false
          where shown_place.is_demo and not excluded.is_demo;`;

const STATEMENTS = [
  `create table shown_place (cell_size_m integer not null, east_m integer not null, north_m integer not null,
    is_demo boolean not null, since timestamptz not null default now(), primary key (cell_size_m, east_m, north_m))`,
  // Never shown to anybody; part of a backup, so that a restored database rounds as before.
  `create table rounding_secret (one boolean primary key default true check (one),
    secret text not null default gen_random_uuid()::text)`,
  `insert into rounding_secret default values`,
  // To a multiple of twenty times the floor: up with the chance of what is above the lower one, so that no side is
  // favoured; the same figure of the same district always alike, so that asking again tells nothing more.
  `create function round_for_public(figure integer, what text) returns integer language sql stable as $$
    select case when figure is null then null else figure - figure % base
      + case when ('x' || substr(md5(secret || '|' || what || '|' || figure), 1, 7))::bit(28)::integer % base < figure % base
        then base else 0 end end
    from (select case when floor > 1 then floor * 20 else 1 end as base from public_floor) p cross join rounding_secret $$`,
  `create or replace view district_public as
    select d.id, d.source_id, d.key, d.name, d.level, d.parent_name,
      case when d.place <= d.small + 1 and d.small > 0 then null
        else nullif(round_for_public(d.population, concat_ws('|', d.level, d.parent_name, d.name)), 0) end as population,
      d.population_as_of, d.geom
    from (select district.*, count(*) filter (where population between 1 and p.floor - 1) over whole as small,
        row_number() over (partition by source_id, level, parent_name order by nullif(population, 0), district.id) as place
      from district cross join public_floor p window whole as (partition by source_id, level, parent_name)) d`,
];
