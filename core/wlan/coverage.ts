import { discUnion } from '../geo/disc-union.ts';
import { proximityGraph } from '../geo/proximity-graph.ts';
import { type DeviceClass, type Footprint, footprint } from './footprint.ts';

/** Access points in planning coordinates (EPSG:25832, metres), each with the id of its device class. */
export interface Hotspots {
  readonly eastingM: Float64Array;
  readonly northingM: Float64Array;
  readonly deviceClass: readonly string[];
}

/** What is to be reached: residents, schools, stops … as weighted places of districts, in the same coordinates. */
export interface Places {
  readonly eastingM: Float64Array;
  readonly northingM: Float64Array;
  readonly weight: Float64Array | Uint16Array;
  /** Index into `districts`; anything beyond lies in none. */
  readonly districtIndex: Uint8Array | Uint16Array;
  readonly districts: readonly string[];
}

export interface ClassCoverage {
  readonly deviceClass: string;
  readonly hotspots: number;
  readonly footprint: Footprint;
  /** Area of the union of the discs of this class. */
  readonly areaM2: number;
}

export interface DistrictCoverage {
  /** Null for places that lie in no district. */
  readonly district: string | null;
  readonly total: number;
  readonly covered: number;
  /** What the access points of each class reach alone, by its id; a place within reach of two classes counts in both. */
  readonly coveredBy: Readonly<Record<string, number>>;
}

export interface Coverage {
  readonly classes: readonly ClassCoverage[];
  readonly districts: readonly DistrictCoverage[];
  /** Radii are calculated, never measured. */
  readonly confidence: 'assumed';
}

/**
 * Coverage by device class (area of the disc union) and by district (places within reach of any access point,
 * counted once). A place exactly at the edge is covered. Places in no district are a row of their own.
 * @throws RangeError for an access point whose class is not among `classes`
 */
export function wlanCoverage(hotspots: Hotspots, classes: readonly DeviceClass[], places: Places): Coverage {
  const members = new Map<string, number[]>(classes.map((device) => [device.id, []]));
  hotspots.deviceClass.forEach((id, index) => {
    const list = members.get(id);
    if (!list) {
      const known = [...members.keys()].join(', ');
      throw new RangeError(`hotspot ${index}: no device class "${id}"; known are ${known}`);
    }
    list.push(index);
  });

  const covered = new Map<string, Uint8Array>();
  const result: ClassCoverage[] = [];
  for (const device of classes) {
    const own = members.get(device.id)!;
    if (own.length === 0) continue;
    const reach = footprint(device);
    const eastingM = Float64Array.from(own, (index) => hotspots.eastingM[index]!);
    const northingM = Float64Array.from(own, (index) => hotspots.northingM[index]!);
    // A radius of 0 covers nothing and has no union.
    const areaM2 =
      reach.radiusM > 0 ? discUnion(proximityGraph(eastingM, northingM), reach.radiusM).areaM2 : 0;
    const reached = new Uint8Array(places.weight.length);
    if (reach.radiusM > 0) markWithin(eastingM, northingM, reach.radiusM, places, reached);
    covered.set(device.id, reached);
    result.push({ deviceClass: device.id, hotspots: own.length, footprint: reach, areaM2 });
  }
  return { classes: result, districts: byDistrict(places, covered), confidence: 'assumed' };
}

/** Marks the places within `radiusM` of any centre, through a hash grid with cells of that size. */
function markWithin(
  eastingM: Float64Array,
  northingM: Float64Array,
  radiusM: number,
  places: Places,
  covered: Uint8Array,
): void {
  const cells = new Map<string, number[]>();
  const cell = (value: number) => Math.floor(value / radiusM);
  eastingM.forEach((east, index) => {
    const key = `${cell(east)},${cell(northingM[index]!)}`;
    const list = cells.get(key);
    if (list) list.push(index);
    else cells.set(key, [index]);
  });
  for (let place = 0; place < covered.length; place++) {
    const east = places.eastingM[place]!;
    const north = places.northingM[place]!;
    search: for (let column = -1; column <= 1; column++) {
      for (let row = -1; row <= 1; row++) {
        for (const index of cells.get(`${cell(east) + column},${cell(north) + row}`) ?? []) {
          if (Math.hypot(eastingM[index]! - east, northingM[index]! - north) <= radiusM) {
            covered[place] = 1;
            break search;
          }
        }
      }
    }
  }
}

function byDistrict(places: Places, covered: ReadonlyMap<string, Uint8Array>): DistrictCoverage[] {
  const none = places.districts.length;
  const totals = new Float64Array(none + 1);
  const reached = new Float64Array(none + 1);
  const alone = new Map([...covered.keys()].map((id) => [id, new Float64Array(none + 1)]));
  for (let place = 0; place < places.weight.length; place++) {
    const district = Math.min(places.districtIndex[place]!, none);
    const weight = places.weight[place]!;
    let isCovered = false;
    for (const [id, marks] of covered) {
      if (!marks[place]) continue;
      isCovered = true;
      alone.get(id)![district]! += weight;
    }
    totals[district]! += weight;
    if (isCovered) reached[district]! += weight;
  }
  return [...places.districts, null]
    .map((district, index) => ({
      district,
      total: totals[index]!,
      covered: reached[index]!,
      coveredBy: Object.fromEntries([...alone].map(([id, figures]) => [id, figures[index]!])),
    }))
    .filter(({ district, total }) => district !== null || total > 0);
}
