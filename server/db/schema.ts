import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { AddressUse } from '#core/columns/address-table.ts';
import type { Technology } from '#core/supply/technologies.ts';

/** PostGIS geometry: never selected raw, always through `ST_As…`; written through `ST_GeomFrom…`. */
type Geometry = ColumnType<never, never, never>;
type Timestamp = ColumnType<Date, Date | string | undefined, Date | string>;
/** `date` columns are read as ISO text (`YYYY-MM-DD`), see `open.ts`. */
type IsoDate = string;

export interface Database {
  data_source: DataSourceTable;
  layer_revision: { layer: string; revision: number };
  district: SourcedTable & {
    name: string;
    level: 'city' | 'bezirk' | 'stadtteil' | 'gemeinde' | 'postcode';
    parent_name: string | null;
    population: number | null;
    population_as_of: string | null;
  };
  address: SourcedTable & {
    street: string | null;
    house_number: string | null;
    postcode: string | null;
    place: string | null;
    use: AddressUse;
    households: number;
    businesses: number;
    district_id: number | null;
  };
  supply_claim: SupplyClaimTable;
  household_cell: SourcedTable & {
    households: number | null;
    buildings: number | null;
    population: number | null;
    cell_size_m: number;
  };
  building: SourcedTable & { name: string | null; kind: string | null };
  existing_line: SourcedTable & {
    kind: 'existing-duct' | 'joint-trench';
    name: string | null;
    owner: string | null;
    year: number | null;
  };
  business_park: SourcedTable & { name: string | null; kind: string; businesses: number | null };
  school: SourcedTable & {
    name: string;
    school_number: string | null;
    school_type: string | null;
    carrier: string | null;
    street: string | null;
    postcode: string | null;
    place: string | null;
    classes: number | null;
    pupils: number | null;
  };
  stop: SourcedTable & { name: string; kind: string | null };
  hotspot: SourcedTable & {
    name: string;
    ssid: string | null;
    operator: string | null;
    address: string | null;
    opening_hours: string | null;
    access: string | null;
    indoor: boolean | null;
    step_free: Generated<boolean | null>;
    power: Generated<boolean | null>;
    centre_mhz: Generated<number | null>;
    width_mhz: Generated<number | null>;
    eirp_dbm: Generated<number | null>;
    reach_m: Generated<number | null>;
    reach_kind: Generated<'measured' | 'modelled' | null>;
    state: string | null;
  };
  public_building: SourcedTable & {
    name: string;
    kind: string | null;
    department: string | null;
    address: string | null;
    wlan_state: 'none' | 'planned' | 'partial' | 'complete' | 'unknown';
    wlan_target_date: IsoDate | null;
  };
  street: SourcedTable & {
    name: string | null;
    class: string | null;
    postcode: string | null;
    length_m: number;
  };
  coverage_area: SourcedTable & {
    scope: 'cell' | 'municipality' | 'county' | 'state';
    name: string | null;
    ags: string | null;
    cell_size_m: number | null;
    shares: JSONColumnType<Record<string, number>>;
  };
  column_mapping: {
    layer: string;
    source: string;
    fields: JSONColumnType<Record<string, string>>;
    saved_at: Timestamp;
  };
  area: AreaTable;
  rule_set: {
    id: string;
    content: JSONColumnType<Record<string, unknown>>;
    state: Generated<'draft' | 'released'>;
    version: Generated<number>;
    copied_from: string | null;
    created_at: Timestamp;
    updated_at: Timestamp;
    released_at: Timestamp | null;
  };
}

/** What every layer's record has: its data source, its key within it, its place. */
interface SourcedTable {
  id: Generated<number>;
  source_id: number;
  key: string;
  geom: Geometry;
}

interface DataSourceTable {
  id: Generated<number>;
  layer: string;
  name: string;
  as_of: IsoDate | null;
  licence: string | null;
  file_name: string | null;
  file_sha256: string | null;
  format: string | null;
  feature_count: Generated<number>;
  is_demo: Generated<boolean>;
  imported_at: Timestamp;
}

interface SupplyClaimTable {
  id: Generated<number>;
  address_id: number;
  source_id: number;
  operator: string;
  technology: Technology;
  down_mbit: number | null;
  up_mbit: number | null;
  peak_time: Generated<boolean>;
  planned: Generated<boolean>;
  binding: Generated<boolean>;
  milestones: Generated<boolean>;
  funded_elsewhere: Generated<boolean>;
  ready_by: IsoDate | null;
  /** Of existing supply, where an answer says so. */
  homes: Generated<'connected' | 'passed' | null>;
  /** What an answer says beside its columns. */
  remark: Generated<string | null>;
  /** A correction: counts in the place of the operator's other claims about this line. */
  replaces: Generated<boolean>;
}

interface AreaTable {
  id: Generated<string>;
  name: string;
  rules: string | null;
  parameters: JSONColumnType<Record<string, unknown>>;
  figures: JSONColumnType<Record<string, unknown>>;
  origin: 'proposed' | 'drawn' | 'imported';
  note: Generated<string>;
  version: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
  geom: Geometry;
}
