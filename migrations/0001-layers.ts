import { type Kysely, sql } from 'kysely';

/** Layers of the first release. Planning coordinates are EPSG:25832 (ETRS89 / UTM 32N). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists postgis`.execute(db);
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  for (const layer of Object.keys(TABLES)) await sql.raw(revisionTrigger(layer, TABLES[layer]!)).execute(db);
  // A claim is part of what the address layer says.
  await sql.raw(revisionTrigger('addresses', 'supply_claim')).execute(db);
}

/** Collection id → table. Frozen with this migration. */
const TABLES: Record<string, string> = {
  addresses: 'address',
  households: 'household_cell',
  'business-parks': 'business_park',
  schools: 'school',
  hotspots: 'hotspot',
  'public-buildings': 'public_building',
  districts: 'district',
  streets: 'street',
  areas: 'area',
};

const STATEMENTS = [
  // A data set of one layer: what was loaded, from where, under which licence.
  `create table data_source (
    id integer generated always as identity primary key,
    layer text not null,
    name text not null,
    as_of date,
    licence text,
    file_name text,
    file_sha256 text,
    format text,
    feature_count integer not null default 0,
    is_demo boolean not null default false,
    imported_at timestamptz not null default now(),
    unique (layer, name)
  )`,
  // Counts every change of a layer, so that caches know when to read it again.
  `create table layer_revision (layer text primary key, revision bigint not null default 0)`,
  `create function bump_layer_revision() returns trigger language plpgsql as $$
    begin
      insert into layer_revision (layer, revision) values (tg_argv[0], 1)
        on conflict (layer) do update set revision = layer_revision.revision + 1;
      return null;
    end $$`,
  // One spelling for search: case, umlauts, ß, and the many ways to write Straße fall together.
  `create function search_key(value text) returns text language sql immutable parallel safe as $$
    select regexp_replace(
      replace(replace(replace(replace(lower(value), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss'),
      'str(asse|\\.)', 'str', 'g') $$`,
  `create table district (
    id integer generated always as identity primary key,
    source_id integer not null references data_source on delete cascade,
    key text not null,
    name text not null,
    level text not null check (level in ('city', 'bezirk', 'stadtteil', 'gemeinde')),
    parent_name text,
    population integer,
    population_as_of text,
    geom geometry(MultiPolygon, 25832) not null,
    unique (source_id, key)
  )`,
  `create index district_geom on district using gist (geom)`,
  `create table address (
    id integer generated always as identity primary key,
    source_id integer not null references data_source on delete cascade,
    key text not null,
    street text,
    house_number text,
    postcode text,
    place text,
    use text not null default 'unknown'
      check (use in ('residential', 'business', 'mixed', 'school', 'public', 'unknown')),
    households integer not null default 0 check (households >= 0),
    businesses integer not null default 0 check (businesses >= 0),
    district_id integer references district on delete set null,
    geom geometry(Point, 25832) not null,
    unique (source_id, key)
  )`,
  `create index address_geom on address using gist (geom)`,
  `create index address_street on address (search_key(street) text_pattern_ops, house_number)`,
  // What an operator says of an address. Claims stand side by side; the rulebook decides which one counts.
  `create table supply_claim (
    id integer generated always as identity primary key,
    address_id integer not null references address on delete cascade,
    source_id integer not null references data_source on delete cascade,
    operator text not null,
    technology text not null check (technology in ('ftth', 'fttb', 'fttc', 'hfc', 'dsl', 'fwa', 'sonst')),
    down_mbit real check (down_mbit >= 0),
    up_mbit real check (up_mbit >= 0),
    peak_time boolean not null default false,
    planned boolean not null default false,
    binding boolean not null default false,
    milestones boolean not null default false,
    funded_elsewhere boolean not null default false,
    ready_by date
  )`,
  `create index supply_claim_address on supply_claim (address_id)`,
  `create index supply_claim_source on supply_claim (source_id)`,
  // Households (or dwellings) per grid cell; cells in EPSG:3035 drawn as polygons in planning coordinates.
  `create table household_cell (
    id integer generated always as identity primary key,
    source_id integer not null references data_source on delete cascade,
    key text not null,
    households integer not null check (households >= 0),
    buildings integer check (buildings >= 0),
    population integer check (population >= 0),
    cell_size_m integer not null,
    geom geometry(Polygon, 25832) not null,
    unique (source_id, key)
  )`,
  `create index household_cell_geom on household_cell using gist (geom)`,
  `create table business_park (
    id integer generated always as identity primary key,
    source_id integer not null references data_source on delete cascade,
    key text not null,
    name text,
    kind text not null default 'commercial',
    businesses integer check (businesses >= 0),
    geom geometry(MultiPolygon, 25832) not null,
    unique (source_id, key)
  )`,
  `create index business_park_geom on business_park using gist (geom)`,
  `create table school (
    id integer generated always as identity primary key,
    source_id integer not null references data_source on delete cascade,
    key text not null,
    name text not null,
    school_number text,
    school_type text,
    carrier text,
    street text,
    postcode text,
    place text,
    classes integer check (classes >= 0),
    pupils integer check (pupils >= 0),
    geom geometry(Point, 25832) not null,
    unique (source_id, key)
  )`,
  `create index school_geom on school using gist (geom)`,
  `create table hotspot (
    id integer generated always as identity primary key,
    source_id integer not null references data_source on delete cascade,
    key text not null,
    name text not null,
    ssid text,
    operator text,
    address text,
    opening_hours text,
    access text,
    indoor boolean,
    state text,
    geom geometry(Point, 25832) not null,
    unique (source_id, key)
  )`,
  `create index hotspot_geom on hotspot using gist (geom)`,
  `create table public_building (
    id integer generated always as identity primary key,
    source_id integer not null references data_source on delete cascade,
    key text not null,
    name text not null,
    kind text,
    department text,
    address text,
    wlan_state text not null default 'unknown'
      check (wlan_state in ('none', 'planned', 'partial', 'complete', 'unknown')),
    wlan_target_date date,
    geom geometry(Point, 25832) not null,
    unique (source_id, key)
  )`,
  `create index public_building_geom on public_building using gist (geom)`,
  `create table street (
    id integer generated always as identity primary key,
    source_id integer not null references data_source on delete cascade,
    key text not null,
    name text,
    class text,
    postcode text,
    length_m double precision not null,
    geom geometry(MultiLineString, 25832) not null,
    unique (source_id, key)
  )`,
  `create index street_geom on street using gist (geom)`,
  // Planning areas: proposed by the engine, corrected by hand. `version` carries optimistic locking.
  `create table area (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    rules text,
    parameters jsonb not null default '{}',
    figures jsonb not null default '{}',
    origin text not null default 'drawn' check (origin in ('proposed', 'drawn', 'imported')),
    note text not null default '',
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    geom geometry(MultiPolygon, 25832) not null
  )`,
  `create index area_geom on area using gist (geom)`,
];

function revisionTrigger(layer: string, table: string): string {
  return `create trigger ${table}_revision after insert or update or delete or truncate on ${table}
    for each statement execute function bump_layer_revision('${layer}')`;
}
