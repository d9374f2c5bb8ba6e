import { type Kysely, sql } from 'kysely';

/**
 * What the public is not told, so that it cannot be subtracted from what it is told (secondary suppression), and
 * entries of the audit trail whose content was erased.
 *
 * Equations the public has: the population of districts of every level, and coarser cells over finer ones. Cells
 * that lie in the same of them make a group; in each group nothing is withheld, or at least two cells, of each
 * measure at least the floor together. Then every equation holds the withheld cells of a group all or none, so only
 * their sum can ever be found. Where a group has no second cell, the coarser cell over it is withheld too.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  await sql`select withhold_cells()`.execute(db);
}

const STATEMENTS = [
  `create table withheld_cell (cell_id integer primary key references household_cell on delete cascade)`,
  // A place once withheld stays so: the figure of another date would tell the partner, and the partner the small one.
  `create table withheld_place (cell_size_m integer not null, east_m integer not null, north_m integer not null,
    is_demo boolean not null, since timestamptz not null default now(), primary key (cell_size_m, east_m, north_m))`,
  // Holds a row only inside a transaction that changed cells, districts or the floor; at its end they are withheld anew.
  `create table withholding_due (one boolean primary key default true check (one))`,
  // A district below the floor is withheld with the next smaller of its neighbours in the same whole.
  `create view district_public as
    select d.id, d.source_id, d.key, d.name, d.level, d.parent_name,
      case when d.place <= d.small + 1 and d.small > 0 then null else d.population end as population,
      d.population_as_of, d.geom
    from (select district.*, count(*) filter (where population between 1 and p.floor - 1) over whole as small,
        row_number() over (partition by source_id, level, parent_name order by nullif(population, 0), district.id) as place
      from district cross join public_floor p window whole as (partition by source_id, level, parent_name)) d`,
  `create or replace view household_cell_public as
    select c.id, c.source_id, c.key, case when s.held then null else c.households end as households,
      case when s.held then null else c.buildings end as buildings,
      case when s.held then null else c.population end as population, c.cell_size_m, c.geom
    from household_cell c cross join public_floor p cross join lateral (select coalesce(
      least(nullif(c.households, 0), nullif(c.buildings, 0), nullif(c.population, 0)) < p.floor, false)
      or exists (select from withheld_cell w where w.cell_id = c.id) as held) s`,
  `create function withhold_cells() returns void language plpgsql as $$
    declare least_count integer; added integer;
    begin
      select floor into least_count from public_floor;
      delete from withheld_place where is_demo
        and not exists (select from data_source where layer = 'households' and is_demo);
      delete from withheld_cell;
      drop table if exists pg_temp.figure;
      create temporary table figure on commit drop as
        select c.id, c.source_id, c.cell_size_m as size, st_centroid(c.geom) as centre, s.is_demo,
          coalesce(c.households, 0) as h, coalesce(c.buildings, 0) as b, coalesce(c.population, 0) as p,
          null::text as districts, false as held
        from household_cell c join data_source s on s.id = c.source_id
        where greatest(c.households, c.buildings, c.population) > 0;
      create index on figure (id);
      -- Without figures of its own the planner takes a table made in this transaction for small.
      analyze figure;
      update figure set held = coalesce(least(nullif(h, 0), nullif(b, 0), nullif(p, 0)) < least_count, false)
        or exists (select from withheld_place w where w.cell_size_m = size
          and w.east_m = round(st_x(centre)) and w.north_m = round(st_y(centre)));
      drop table if exists pg_temp.told_district;
      create temporary table told_district on commit drop as
        select id, geom from district_public where population > 0;
      update figure set districts = (select string_agg(d.id::text, ',' order by d.id) from told_district d
        where d.geom && figure.centre and st_intersects(d.geom, figure.centre))
        where exists (select from told_district);
      drop table if exists pg_temp.coarser;
      create temporary table coarser on commit drop as
        select f.id as fine, k.id as coarse from figure f join household_cell k
          on k.cell_size_m > f.size and k.geom && f.centre and st_intersects(k.geom, f.centre);
      create index on coarser (fine);
      analyze coarser;
      drop table if exists pg_temp.grouped;
      create temporary table grouped (id integer, cell_group text, lacks_h boolean, lacks_b boolean, lacks_p boolean)
        on commit drop;
      loop
        delete from grouped;
        insert into grouped
          with open_coarser as (select k.fine, string_agg(k.coarse::text, ',' order by k.coarse) as coarse
              from coarser k join figure o on o.id = k.coarse and not o.held group by k.fine),
          placed as (select f.*, c.coarse from figure f left join open_coarser c on c.fine = f.id),
          told as (select *, concat_ws('|', source_id, size, coalesce(districts, '-'), coalesce(coarse, '-')) as cell_group
            from placed where districts is not null or coarse is not null),
          lack as (select cell_group,
              count(*) filter (where held and h > 0) = 1 or sum(h) filter (where held) between 1 and least_count - 1 as h,
              count(*) filter (where held and b > 0) = 1 or sum(b) filter (where held) between 1 and least_count - 1 as b,
              count(*) filter (where held and p > 0) = 1 or sum(p) filter (where held) between 1 and least_count - 1 as p
            from told group by cell_group having bool_or(held))
          select t.id, t.cell_group, l.h, l.b, l.p from told t join lack l using (cell_group) where l.h or l.b or l.p;
        update figure set held = true where id in (
          select distinct on (g.cell_group) f.id from grouped g join figure f using (id)
          where not f.held and (g.lacks_h and f.h > 0 or g.lacks_b and f.b > 0 or g.lacks_p and f.p > 0)
          order by g.cell_group, f.h + f.b + f.p, f.id);
        get diagnostics added = row_count;
        if added = 0 then
          update figure set held = true where not held and id in (
            select k.coarse from grouped g join figure f using (id) join coarser k on k.fine = f.id where f.held);
          get diagnostics added = row_count;
          exit when added = 0;
        end if;
      end loop;
      insert into withheld_cell select id from figure where held;
      insert into withheld_place (cell_size_m, east_m, north_m, is_demo)
        select size, round(st_x(centre)), round(st_y(centre)), bool_and(is_demo) from figure where held group by 1, 2, 3
        on conflict (cell_size_m, east_m, north_m) do update set is_demo = false
          where withheld_place.is_demo and not excluded.is_demo;
      insert into layer_revision (layer, revision) values ('households', 1), ('districts', 1)
        on conflict (layer) do update set revision = layer_revision.revision + 1;
    end $$`,
  `create function mark_withholding_due() returns trigger language plpgsql as $$
    begin
      -- A floor set anew is a decision about all places.
      if tg_table_name = 'public_floor' then delete from withheld_place; end if;
      insert into withholding_due default values on conflict do nothing;
      return null;
    end $$`,
  `create function withhold_when_due() returns trigger language plpgsql as $$
    begin
      delete from withholding_due;
      perform withhold_cells();
      return null;
    end $$`,
  `create constraint trigger withhold after insert on withholding_due deferrable initially deferred
    for each row execute function withhold_when_due()`,
  `create trigger household_cell_withhold after insert or update or delete or truncate on household_cell
    for each statement execute function mark_withholding_due()`,
  `create trigger district_withhold after insert or update or delete or truncate on district
    for each statement execute function mark_withholding_due()`,
  `create trigger public_floor_withhold after update on public_floor
    for each statement execute function mark_withholding_due()`,
];
