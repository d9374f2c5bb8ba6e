import type { Access } from '../route.ts';

/** A text a user sees, in both languages of the interface. */
export interface Bilingual {
  readonly de: string;
  readonly en: string;
}

export type GeometryType = 'Point' | 'Polygon' | 'MultiPolygon' | 'MultiLineString';
export type PropertyType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'date-time' | 'object';

/** A property of a layer's features: its public name, where it is kept, and what it is. */
export interface LayerProperty {
  readonly name: string;
  /** Column of the layer's table, or of `data_source` when `from` says so. */
  readonly column: string;
  readonly from?: 'source';
  /** The column is the id of a district, the property its name. */
  readonly lookup?: 'district';
  readonly type: PropertyType;
  readonly title: Bilingual;
  /** UCUM unit of a number. */
  readonly unit?: string;
  /** The only values there are. */
  readonly values?: readonly string[];
  /** Carried by vector tiles. */
  readonly inTiles?: boolean;
}

/** One collection with who may see its features, as the table of rights in `trust/roles.ts` says. */
export interface Layer extends LayerManifest {
  readonly access: Access;
}

/** What a collection is: the manifest that OGC API, tiles, imports and the layer tree read. */
export interface LayerManifest {
  readonly id: string;
  readonly table: LayerTable;
  readonly title: Bilingual;
  readonly description: Bilingual;
  readonly geometryType: GeometryType;
  readonly idType: 'integer' | 'uuid';
  /** Records come from data sources (`data_source`); areas are our own. */
  readonly sourced: boolean;
  readonly properties: readonly LayerProperty[];
  /** The property `datetime` asks about. */
  readonly temporalProperty: 'sourceAsOf' | 'updatedAt';
  /** Smallest zoom at which tiles carry anything. */
  readonly minZoom: number;
}

export type LayerTable =
  | 'address'
  | 'area'
  | 'building'
  | 'business_park'
  | 'district'
  | 'district_public'
  | 'existing_line'
  | 'stop'
  | 'hotspot'
  | 'household_cell'
  | 'household_cell_public'
  | 'public_building'
  | 'school'
  | 'street';

/** What every record that came from a file says about where it came from. */
export const SOURCE_PROPERTIES: readonly LayerProperty[] = [
  {
    name: 'key',
    column: 'key',
    type: 'string',
    title: { de: 'Schlüssel in der Quelle', en: 'Key in the source' },
  },
  {
    name: 'sourceName',
    column: 'name',
    from: 'source',
    type: 'string',
    title: { de: 'Datenquelle', en: 'Data source' },
  },
  {
    name: 'sourceAsOf',
    column: 'as_of',
    from: 'source',
    type: 'date',
    title: { de: 'Stand der Daten', en: 'As of' },
  },
  {
    name: 'sourceLicence',
    column: 'licence',
    from: 'source',
    type: 'string',
    title: { de: 'Lizenz', en: 'Licence' },
  },
  {
    name: 'isDemo',
    column: 'is_demo',
    from: 'source',
    type: 'boolean',
    title: { de: 'Demodaten', en: 'Demonstration data' },
  },
];

/** Properties of a layer's features in the order they are written. */
export function allProperties(layer: Layer): readonly LayerProperty[] {
  return layer.sourced ? [...layer.properties, ...SOURCE_PROPERTIES] : layer.properties;
}

/** Properties that can be filtered by equality. */
export function queryables(layer: Layer): readonly LayerProperty[] {
  return allProperties(layer).filter((property) => property.type !== 'object');
}
