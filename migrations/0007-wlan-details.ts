import { type Kysely, sql } from 'kysely';

/**
 * What people ask of a hotspot besides its network, what has changed among the hotspots, and how far the WLAN in
 * public buildings is: public areas and meeting rooms. An entry of the roll-out is never changed; a later one takes its
 * place, so that the history is what was said at the time. Buildings are named by data set and key, which outlive
 * a new import.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table hotspot add column step_free boolean, add column power boolean`,
  `create table hotspot_change (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    kind text not null check (kind in ('added', 'changed', 'removed')),
    source text not null,
    key text not null,
    name text not null,
    fields text[] not null default '{}'
  )`,
  `create index hotspot_change_at on hotspot_change (at, id)`,
  // The names of what has changed, not the values: they are in the layer.
  `create function record_hotspot_change() returns trigger language plpgsql as $$
    declare spot hotspot := coalesce(new, old); changed text[] := '{}'; source_name text;
    begin
      select name into source_name from data_source where id = spot.source_id;
      if tg_op = 'UPDATE' then
        select coalesce(array_agg(n.key order by n.key), '{}') into changed
          from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key)
          where n.value is distinct from o.value and n.key not in ('id', 'source_id');
        if changed = '{}' then return null; end if;
      end if;
      insert into hotspot_change (kind, source, key, name, fields) values (
        case tg_op when 'INSERT' then 'added' when 'DELETE' then 'removed' else 'changed' end,
        coalesce(source_name, '–'), spot.key, spot.name, changed);
      return null;
    end $$`,
  `create trigger hotspot_changes after insert or update or delete on hotspot
    for each row execute function record_hotspot_change()`,
  `create table wlan_rollout_entry (
    id integer generated always as identity primary key,
    source text not null,
    building_key text not null,
    at timestamptz not null default clock_timestamp(),
    public_areas integer not null check (public_areas between 0 and 10000),
    public_areas_done integer not null check (public_areas_done between 0 and public_areas),
    meeting_rooms integer not null check (meeting_rooms between 0 and 10000),
    meeting_rooms_done integer not null check (meeting_rooms_done between 0 and meeting_rooms),
    target_date date,
    note text not null default ''
  )`,
  `create index wlan_rollout_entry_building on wlan_rollout_entry (source, building_key, at desc, id desc)`,
  `create trigger wlan_rollout_entry_audit after insert or update or delete on wlan_rollout_entry
    for each row execute function record_audit()`,
];
