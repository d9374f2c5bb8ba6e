import { type Kysely, sql } from 'kysely';

/**
 * Earlier states of data sets as differences, so that all of them are kept; corrections made by hand; and whether a
 * data set had states before that are lost.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  await sql.raw(copiesToDifferences()).execute(db);
}

const STATEMENTS = [
  // Null: the row was not there before the import that replaced this state.
  `alter table kept_row alter column record drop not null`,
  // Claims about an address that went with it.
  `alter table kept_row add column claims jsonb`,
  `alter table data_source add column earlier_lost boolean not null default false`,
  `update data_source d set earlier_lost = true
    where not is_demo and not exists (
      select from intake_import i where i.state = 'committed' and (i.result ->> 'sourceId')::int = d.id
        and not (i.result ->> 'replaced')::boolean)`,
  // What a planner corrected in a row of a data set: the row is named by its key, which the next edition has too.
  `create table hand_correction (
    id integer generated always as identity primary key,
    layer text not null,
    source text not null,
    key text not null,
    fields jsonb not null default '{}',
    was jsonb not null default '{}',
    geom geometry(Geometry, 25832),
    geom_was geometry(Geometry, 25832),
    reason text not null,
    decided_by text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (layer, source, key)
  )`,
  `create trigger hand_correction_audit after insert or update or delete on hand_correction
    for each row execute function record_audit()`,
];

/** Frozen with this migration. */
const TABLES: Record<string, string> = {
  districts: 'district',
  addresses: 'address',
  households: 'household_cell',
  'business-parks': 'business_park',
  schools: 'school',
  hotspots: 'hotspot',
  'public-buildings': 'public_building',
  coverage: 'coverage_area',
  streets: 'street',
};

/**
 * States were whole copies. What came later than a copy is noted in it as not there; rows that stayed the same do no
 * harm. Claims had no key that lasts: their copies go.
 */
function copiesToDifferences(): string {
  const layers = Object.entries(TABLES)
    .map(
      ([layer, table]) => `
      insert into kept_row (kept_id, key, record)
      select k.id, t.key, null from kept_data_set k
      join data_source d on d.layer = k.layer and d.name = k.name
      join ${table} t on t.source_id = d.id
      where k.layer = '${layer}'
      on conflict (kept_id, key) do nothing;`,
    )
    .join('\n');
  return `do $$ begin
    insert into kept_row (kept_id, key, record)
      select k.id, later.key, null from kept_data_set k
      join kept_data_set n on n.layer = k.layer and n.name = k.name and n.id > k.id
      join kept_row later on later.kept_id = n.id
      where k.layer <> 'supply' on conflict (kept_id, key) do nothing;
    ${layers}
    delete from kept_data_set where layer = 'supply' or replaced_by_imported_at is null;
  end $$`;
}
