import { type Kysely, sql } from 'kysely';

/**
 * What the public is not told is worked out anew only where something changed. `withhold_cells` (0017, 0020) looks at every
 * cell; it stays for what concerns all of them, and as the measure of `withhold_touched`, which must come to the same.
 *
 * Why that suffices: whatever is withheld stays so by its place, so a second run of `withhold_cells` over the same figures
 * finds every group of cells either sound or with nothing left to withhold. Such a group changes only when a member is
 * added, lost, changed or withheld, or a coarser cell over it is. `known_cell` holds the group every cell was in; the
 * groups of touched cells, before and after, are looked at, and those under a coarser cell that is withheld on the way.
 * Another cell at a place that was withheld or shown just now is withheld at the next change, as before: it is left in
 * `touched_cell`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  await sql`select withhold_cells()`.execute(db);
  await sql`select remember_groups()`.execute(db);
}

const FIGURES = `greatest(h.households, h.buildings, h.population) > 0`;
const SMALL = `coalesce(least(nullif(h.households, 0), nullif(h.buildings, 0), nullif(h.population, 0)) < least_count, false)`;
/** A place as `withheld_place` and `shown_place` name it. */
const AT = `cell_size_m = k.size and at.east_m = round(st_x(k.centre))::integer
  and at.north_m = round(st_y(k.centre))::integer`;
const LACKS = (column: string) =>
  `count(*) filter (where held and ${column} > 0) = 1
    or sum(${column}) filter (where held) between 1 and least_count - 1`;

const STATEMENTS = [
  // Every cell with a figure, as it was when its group was last looked at. `coarse`: coarser cells with figures over it.
  `create table known_cell (id integer primary key, size integer not null, centre geometry(Point, 25832) not null,
    districts text, coarse integer[] not null, cell_group text)`,
  `create index known_cell_group on known_cell (cell_group)`,
  `create index known_cell_centre on known_cell using gist (centre)`,
  `create index known_cell_coarse on known_cell using gin (coarse) where coarse <> '{}'`,
  `create table known_district (id integer primary key, geom geometry(MultiPolygon, 25832) not null)`,
  `create table touched_cell (id integer primary key)`,
  `alter table withholding_due add column everything boolean not null default false,
    add column districts boolean not null default false`,
  `create function coarser_cells(of_size integer, centre geometry) returns integer[] language sql stable as $$
    select coalesce(array_agg(h.id order by h.id), '{}') from household_cell h
    where h.cell_size_m > of_size and h.geom && centre and st_intersects(h.geom, centre) and ${FIGURES} $$`,
  `create function told_districts(centre geometry) returns text language sql stable as $$
    select string_agg(d.id::text, ',' order by d.id) from known_district d
    where d.geom && centre and st_intersects(d.geom, centre) $$`,
  `create function group_of(source_id integer, size integer, districts text, coarse integer[]) returns text
    language sql stable as $$
    select case when coalesce(districts, open) is not null
      then concat_ws('|', source_id, size, coalesce(districts, '-'), coalesce(open, '-')) end
    from (select string_agg(id::text, ',' order by id) as open from unnest(coarse) id
      where not exists (select from withheld_cell w where w.cell_id = id)) o $$`,
  // What is withheld at the next change whatever it is: the place counts, and so far only another cell there did.
  `create function touch_same_places(only_at integer[]) returns void language plpgsql as $$
    declare
      least_count integer;
      there integer[] := case when only_at is null then array(select id from known_cell)
        else array(select distinct k.id from known_cell o
          join known_cell k on k.size = o.size and k.centre && st_expand(o.centre, 1) where o.id = any(only_at)) end;
    begin
      select floor into least_count from public_floor;
      insert into touched_cell
        select k.id from known_cell k join household_cell h using (id)
          where k.id = any(there)
            and (not exists (select from withheld_cell w where w.cell_id = k.id)
                and exists (select from withheld_place at where at.${AT})
              or ${SMALL} and exists (select from unnest(k.coarse) c
                  where not exists (select from withheld_cell w where w.cell_id = c))
                and exists (select from shown_place at where at.${AT}))
        on conflict do nothing;
    end $$`,
  // After withhold_cells, from the tables it has made.
  `create function remember_groups() returns void language plpgsql as $$
    begin
      delete from touched_cell;
      delete from known_district;
      insert into known_district select id, geom from district_public where population > 0;
      delete from known_cell;
      insert into known_cell
        select f.id, f.size, f.centre, f.districts, coalesce(c.above, '{}'),
          case when coalesce(f.districts, c.open) is not null
            then concat_ws('|', f.source_id, f.size, coalesce(f.districts, '-'), coalesce(c.open, '-')) end
        from pg_temp.figure f left join (
          select k.fine, array_agg(k.coarse order by k.coarse) as above,
            string_agg(k.coarse::text, ',' order by k.coarse) filter (where not o.held) as open
          from pg_temp.coarser k join pg_temp.figure o on o.id = k.coarse group by k.fine) c on c.fine = f.id;
      analyze known_cell;
      perform touch_same_places(null);
    end $$`,
  `create function withhold_touched(districts_too boolean) returns void language plpgsql as $$
    declare
      least_count integer;
      touched integer[] := array(select id from touched_cell);
      moved integer[] := '{}';
      under integer[] := '{}';
      added integer[];
      all_added integer[] := '{}';
      dirty text[];
    begin
      select floor into least_count from public_floor;
      delete from touched_cell;
      if districts_too then
        -- A district that is told anew, not told any more, or of another shape.
        with told as materialized (select id, geom from district_public where population > 0),
          changed as materialized (select coalesce(t.id, k.id) as id, k.geom as before, t.geom as after
            from known_district k full join told t using (id) where st_asewkb(k.geom) is distinct from st_asewkb(t.geom)),
          forgotten as (delete from known_district where id in (select id from changed where after is null)),
          remembered as (insert into known_district select id, after from changed where after is not null
            on conflict (id) do update set geom = excluded.geom)
        select coalesce(array_agg(distinct k.id), '{}') into moved
          from changed cross join unnest(array[before, after]) as shape
          join known_cell k on shape && k.centre and st_intersects(shape, k.centre);
      end if;
      under := array(select id from known_cell where coarse && touched and coarse <> '{}');
      under := under || array(select k.id from household_cell h
        join known_cell k on k.size < h.cell_size_m and h.geom && k.centre and st_intersects(h.geom, k.centre)
        where h.id = any(touched) and ${FIGURES});
      dirty := array(select distinct cell_group from known_cell
        where (id = any(touched) or id = any(moved) or id = any(under)) and cell_group is not null);
      delete from known_cell where id = any(touched);
      insert into known_cell (id, size, centre, coarse)
        select h.id, h.cell_size_m, st_centroid(h.geom), '{}' from household_cell h where h.id = any(touched) and ${FIGURES};
      update known_cell set districts = told_districts(centre) where id = any(touched) or id = any(moved);
      update known_cell set coarse = coarser_cells(size, centre) where id = any(touched) or id = any(under);
      delete from withheld_cell where cell_id = any(touched);
      insert into withheld_cell
        select k.id from known_cell k join household_cell h using (id)
        where k.id = any(touched) and (${SMALL} or exists (select from withheld_place at where at.${AT}));
      -- Became small after it was shown (0020).
      with held as (insert into withheld_cell
          select distinct c from known_cell k join household_cell h using (id) cross join unnest(k.coarse) c
          where (k.id = any(touched) or k.id = any(under)) and ${SMALL}
            and exists (select from shown_place at where at.${AT})
          on conflict do nothing returning cell_id)
        select coalesce(array_agg(cell_id), '{}') into added from held;
      all_added := added;
      under := under || array(select id from known_cell where coarse && added and coarse <> '{}');
      with grouped as (update known_cell k
          set cell_group = group_of((select source_id from household_cell h where h.id = k.id), size, districts, coarse)
          where id = any(touched) or id = any(moved) or id = any(under) returning cell_group)
        select dirty || coalesce(array_agg(distinct cell_group), '{}') into dirty from grouped where cell_group is not null;
      dirty := dirty || array(select cell_group from known_cell where id = any(added) and cell_group is not null);
      loop
        with member as (select k.id, k.cell_group, coalesce(h.households, 0) as h, coalesce(h.buildings, 0) as b,
              coalesce(h.population, 0) as p, exists (select from withheld_cell w where w.cell_id = k.id) as held
            from known_cell k join household_cell h using (id) where k.cell_group = any(dirty)),
          lack as (select cell_group, ${LACKS('h')} as h, ${LACKS('b')} as b, ${LACKS('p')} as p
            from member group by cell_group having bool_or(held)),
          held as (insert into withheld_cell select distinct on (m.cell_group) m.id from member m join lack l using (cell_group)
            where not m.held and (l.h and m.h > 0 or l.b and m.b > 0 or l.p and m.p > 0)
            order by m.cell_group, m.h + m.b + m.p, m.id returning cell_id)
          select array_agg(cell_id) into added from held;
        if added is null then
          with member as (select k.id, k.cell_group, k.coarse, coalesce(h.households, 0) as h, coalesce(h.buildings, 0) as b,
                coalesce(h.population, 0) as p, exists (select from withheld_cell w where w.cell_id = k.id) as held
              from known_cell k join household_cell h using (id) where k.cell_group = any(dirty)),
            lack as (select cell_group from member group by cell_group having bool_or(held)
              and (${LACKS('h')} or ${LACKS('b')} or ${LACKS('p')})),
            held as (insert into withheld_cell select distinct c from member join lack using (cell_group) cross join unnest(coarse) c
              where member.held on conflict do nothing returning cell_id)
            select array_agg(cell_id) into added from held;
          exit when added is null;
        end if;
        all_added := all_added || added;
        with grouped as (update known_cell k
            set cell_group = group_of((select source_id from household_cell h where h.id = k.id), size, districts, coarse)
            where coarse && added and coarse <> '{}' returning cell_group)
          select dirty || coalesce(array_agg(distinct cell_group), '{}') into dirty from grouped where cell_group is not null;
        dirty := dirty || array(select cell_group from known_cell where id = any(added) and cell_group is not null);
      end loop;
      insert into withheld_place (cell_size_m, east_m, north_m, is_demo)
        select k.size, round(st_x(k.centre)), round(st_y(k.centre)), bool_and(s.is_demo)
        from known_cell k join household_cell h using (id) join data_source s on s.id = h.source_id
        where (k.id = any(touched) or k.id = any(all_added)) and exists (select from withheld_cell w where w.cell_id = k.id)
        group by 1, 2, 3
        on conflict (cell_size_m, east_m, north_m) do update set is_demo = false
          where withheld_place.is_demo and not excluded.is_demo;
      insert into shown_place (cell_size_m, east_m, north_m, is_demo)
        select k.size, round(st_x(k.centre)), round(st_y(k.centre)), bool_and(s.is_demo)
        from known_cell k join household_cell h using (id) join data_source s on s.id = h.source_id
        where k.id = any(touched) and not exists (select from withheld_cell w where w.cell_id = k.id)
        group by 1, 2, 3
        on conflict (cell_size_m, east_m, north_m) do update set is_demo = false
          where shown_place.is_demo and not excluded.is_demo;
      perform touch_same_places(touched || all_added);
      insert into layer_revision (layer, revision) values ('households', 1), ('districts', 1)
        on conflict (layer) do update set revision = layer_revision.revision + 1;
    end $$`,
  `create or replace function withhold_when_due() returns trigger language plpgsql as $$
    declare is_all boolean; districts_too boolean;
    begin
      delete from withholding_due returning everything, districts into is_all, districts_too;
      if not found then return null; end if;
      if is_all
        -- Places of the demo city are forgotten with it.
        or not exists (select from data_source where layer = 'households' and is_demo)
          and (exists (select from withheld_place where is_demo) or exists (select from shown_place where is_demo))
        or 4 * (select count(*) from touched_cell) > (select count(*) from known_cell) then
        perform withhold_cells();
        perform remember_groups();
      else
        perform withhold_touched(districts_too);
      end if;
      return null;
    end $$`,
  `create or replace function mark_withholding_due() returns trigger language plpgsql as $$
    begin
      -- A floor set anew is a decision about all places.
      if tg_table_name = 'public_floor' then delete from withheld_place; end if;
      insert into withholding_due (everything, districts) values (tg_table_name <> 'district', tg_table_name = 'district')
        on conflict (one) do update set everything = withholding_due.everything or excluded.everything,
          districts = withholding_due.districts or excluded.districts;
      return null;
    end $$`,
  `create function touch_cells() returns trigger language plpgsql as $$
    begin
      insert into withholding_due default values on conflict do nothing;
      if tg_op <> 'DELETE' then insert into touched_cell select id from fresh on conflict do nothing; end if;
      if tg_op <> 'INSERT' then insert into touched_cell select id from gone on conflict do nothing; end if;
      return null;
    end $$`,
  // Once a statement it fired where nothing was changed too, at every start, and forgot what was withheld.
  `drop trigger public_floor_withhold on public_floor`,
  `create trigger public_floor_withhold after update on public_floor
    for each row when (old.floor <> new.floor) execute function mark_withholding_due()`,
  `drop trigger household_cell_withhold on household_cell`,
  `create trigger household_cell_withhold after truncate on household_cell
    for each statement execute function mark_withholding_due()`,
  `create trigger household_cell_added after insert on household_cell referencing new table as fresh
    for each statement execute function touch_cells()`,
  `create trigger household_cell_changed after update on household_cell referencing new table as fresh old table as gone
    for each statement execute function touch_cells()`,
  `create trigger household_cell_gone after delete on household_cell referencing old table as gone
    for each statement execute function touch_cells()`,
];
