import type { LayerTable } from '../layers/layer.ts';

/** Where an import's rows go: table, its columns with their PostgreSQL types, and its geometry. */
export interface TargetTable {
  readonly table: LayerTable | 'coverage_area' | 'supply_claim';
  readonly columns: Readonly<
    Record<string, 'text' | 'integer' | 'double precision' | 'jsonb' | 'boolean' | 'date'>
  >;
  /** Columns computed from the transformed geometry `g` and, as text, what the file says. */
  readonly computed?: Readonly<Record<string, string>>;
  readonly geometry: 'Point' | 'Line' | 'Polygon';
  /** Geometries are made by us and cannot be invalid. */
  readonly trusted?: boolean;
}

export const TARGET_TABLES: Readonly<Record<string, TargetTable>> = {
  // A layer's name comes from callers: `toString` must not find anything here.
  __proto__: null as never,
  districts: {
    table: 'district',
    columns: { name: 'text', level: 'text', parent_name: 'text', population: 'integer' },
    geometry: 'Polygon',
  },
  addresses: {
    table: 'address',
    columns: {
      street: 'text',
      house_number: 'text',
      postcode: 'text',
      place: 'text',
      use: 'text',
      households: 'integer',
      businesses: 'integer',
    },
    geometry: 'Point',
  },
  households: {
    table: 'household_cell',
    columns: { households: 'integer', buildings: 'integer', population: 'integer', cell_size_m: 'integer' },
    geometry: 'Polygon',
    trusted: true,
  },
  'business-parks': {
    table: 'business_park',
    columns: { name: 'text', kind: 'text', businesses: 'integer' },
    geometry: 'Polygon',
  },
  stops: { table: 'stop', columns: { name: 'text', kind: 'text' }, geometry: 'Point' },
  schools: {
    table: 'school',
    columns: {
      name: 'text',
      school_number: 'text',
      school_type: 'text',
      carrier: 'text',
      street: 'text',
      postcode: 'text',
      place: 'text',
      classes: 'integer',
      pupils: 'integer',
    },
    geometry: 'Point',
  },
  hotspots: {
    table: 'hotspot',
    columns: {
      name: 'text',
      ssid: 'text',
      operator: 'text',
      address: 'text',
      opening_hours: 'text',
      access: 'text',
      indoor: 'boolean',
      step_free: 'boolean',
      power: 'boolean',
      centre_mhz: 'double precision',
      width_mhz: 'double precision',
      eirp_dbm: 'double precision',
      reach_m: 'double precision',
      reach_kind: 'text',
      state: 'text',
    },
    geometry: 'Point',
  },
  'public-buildings': {
    table: 'public_building',
    columns: {
      name: 'text',
      kind: 'text',
      department: 'text',
      address: 'text',
      wlan_state: 'text',
      wlan_target_date: 'date',
    },
    geometry: 'Point',
  },
  // Claims find their address first; see `swap-claims.ts`.
  supply: { table: 'supply_claim', columns: {}, geometry: 'Point' },
  coverage: {
    table: 'coverage_area',
    columns: { scope: 'text', name: 'text', ags: 'text', cell_size_m: 'integer', shares: 'jsonb' },
    geometry: 'Polygon',
    trusted: true,
  },
  buildings: { table: 'building', columns: { name: 'text', kind: 'text' }, geometry: 'Polygon' },
  'existing-lines': {
    table: 'existing_line',
    columns: { kind: 'text', name: 'text', owner: 'text', year: 'integer' },
    geometry: 'Line',
  },
  streets: {
    table: 'street',
    columns: { name: 'text', class: 'text', postcode: 'text', length_m: 'double precision' },
    // A simplified line is shorter than the street and the file may know better, but never that it is shorter.
    computed: {
      length_m:
        'greatest(st_length(g), case when length_m::double precision <= 100000 then length_m::double precision end)',
    },
    geometry: 'Line',
  },
};
