import type { AddressUse } from '#core/columns/address-table.ts';
import type { Technology } from '#core/supply/technologies.ts';

/** A city made up from a seed. Every coordinate is EPSG:25832 in metres. No address, school or operator is real. */
export interface DemoCity {
  readonly seed: number;
  readonly districts: readonly DemoDistrict[];
  readonly streets: readonly DemoStreet[];
  readonly addresses: readonly DemoAddress[];
  readonly householdCells: readonly DemoCell[];
  readonly businessParks: readonly DemoBusinessPark[];
  readonly schools: readonly DemoSchool[];
  readonly publicBuildings: readonly DemoPublicBuilding[];
  readonly hotspots: readonly DemoHotspot[];
}

export type Position = [eastingM: number, northingM: number];
export type Ring = Position[];

export interface DemoDistrict {
  readonly key: string;
  readonly name: string;
  readonly level: 'city' | 'bezirk' | 'stadtteil';
  readonly parentName: string | null;
  readonly population: number | null;
  readonly populationAsOf: string | null;
  /** Polygons → rings. */
  readonly polygons: Ring[][];
}

/** Class of a street as OpenStreetMap's `highway` names it. */
export type StreetClass = 'motorway' | 'primary' | 'secondary' | 'tertiary' | 'residential' | 'living_street';

export interface DemoStreet {
  readonly key: string;
  readonly name: string | null;
  readonly class: StreetClass;
  readonly postcode: string | null;
  readonly lengthM: number;
  readonly line: Position[];
}

export interface DemoAddress {
  readonly key: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly use: AddressUse;
  readonly households: number;
  readonly businesses: number;
  /** Index of its Stadtteil in the facts. */
  readonly quarter: number;
  readonly position: Position;
  readonly claims: readonly DemoClaim[];
}

export interface DemoClaim {
  readonly operator: string;
  readonly technology: Technology;
  readonly downMbit: number | null;
  readonly upMbit: number | null;
  readonly peakTime: boolean;
  readonly planned?: boolean;
  readonly binding?: boolean;
  readonly milestones?: boolean;
  readonly fundedElsewhere?: boolean;
  readonly readyBy?: string;
}

export interface DemoCell {
  /** Cell id of the census grid, `CRS3035RES100mN…E…`. */
  readonly key: string;
  readonly households: number;
  readonly buildings: number;
  readonly ring: Ring;
}

export interface DemoBusinessPark {
  readonly key: string;
  readonly name: string;
  readonly businesses: number;
  readonly ring: Ring;
}

export interface DemoSchool {
  readonly key: string;
  readonly name: string;
  readonly schoolNumber: string;
  readonly schoolType: string;
  readonly carrier: string;
  readonly street: string;
  readonly postcode: string;
  readonly classes: number;
  readonly pupils: number;
  readonly position: Position;
}

export interface DemoPublicBuilding {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly department: string;
  readonly address: string;
  readonly wlanState: 'none' | 'planned' | 'partial' | 'complete';
  readonly wlanTargetDate: string | null;
  readonly position: Position;
}

export interface DemoHotspot {
  readonly key: string;
  readonly name: string;
  readonly ssid: string;
  readonly operator: string;
  readonly address: string;
  readonly openingHours: string | null;
  readonly access: 'free' | 'login' | 'customers';
  readonly indoor: boolean;
  readonly state: 'works' | 'disturbed' | 'unknown';
  readonly position: Position;
}
