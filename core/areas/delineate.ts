import type { AddressTable } from '../columns/address-table.ts';
import { ringPolygon } from '../geo/arc-rings.ts';
import { dbscan } from '../geo/dbscan.ts';
import { discUnion } from '../geo/disc-union.ts';
import { PointGrid } from '../geo/point-grid.ts';
import { intersectPolygons, type Polygons, withoutSlivers } from '../geo/polygon.ts';
import { type MultiPolygonCoordinates, PolygonIndex } from '../geo/polygon-index.ts';
import { type ProximityGraph, proximityGraph } from '../geo/proximity-graph.ts';
import { type AreaFigures, figuresOf, type Places } from './figures.ts';

/** What is the same for every reach: the chosen addresses and who is whose neighbour. */
export interface Selection {
  /** Indexes of the chosen addresses in the table. */
  readonly indexes: Uint32Array;
  readonly graph: ProximityGraph;
}

export interface DelineateOptions {
  readonly table: AddressTable;
  /** 1 for every chosen (underserved) address. */
  readonly selected: Uint8Array;
  /** Radius around every chosen address in metres; two are in one area when their discs touch. */
  readonly reachM: number;
  /** Groups with fewer chosen addresses become no area. */
  readonly minAddresses: number;
  /**
   * Chosen addresses (itself counted) that must lie within twice the reach of one for a group to grow from it: the
   * `minPoints` of DBSCAN. Default 1: every address counts and groups are the parts of the disc union. With more,
   * stragglers are left out first; groups whose discs still touch are one area, so that no two areas overlap.
   */
  readonly minNeighbours?: number;
  /** Areas end here (planning coordinates), e.g. at the city limits. */
  readonly boundary?: MultiPolygonCoordinates;
  readonly schools?: Places;
  /** Holes up to this size are closed; default a quarter of a disc, never more than a disc, as others fit in there. */
  readonly leastHoleM2?: number;
  /** Greatest distance of a chord from its arc; default 0.5 m. */
  readonly sagittaM?: number;
  /** From `selectAddresses`, when the same selection is outlined again with another reach. */
  readonly selection?: Selection;
  /** All addresses of the table in cells; made when not given. */
  readonly grid?: PointGrid;
  /** Asked between the areas; once it says true, `DelineationStopped` is thrown. */
  readonly shouldStop?: () => boolean;
}

/** Thrown when `shouldStop` said so: a newer question has made this one pointless. */
export class DelineationStopped extends Error {
  constructor() {
    super('the delineation was stopped');
    this.name = 'DelineationStopped';
  }
}

export interface ProposedArea {
  /** Coordinates of a MultiPolygon in planning coordinates. */
  readonly polygons: Polygons;
  /** Indexes of the chosen addresses this area was made for. */
  readonly members: Uint32Array;
  readonly figures: AreaFigures;
  /** Exact area of the disc union before cutting and closing holes. */
  readonly exactDiscAreaM2: number;
}

export interface Delineation {
  /** Most households first. */
  readonly areas: readonly ProposedArea[];
  /** Chosen addresses in no area: stragglers, groups below `minAddresses`, groups wholly outside the boundary. */
  readonly leftOutAddresses: number;
  /** Number of such groups, without stragglers. */
  readonly leftOutGroups: number;
  readonly selectedAddresses: number;
  readonly totals: DelineationTotals;
}

/** Sums over all areas; they do not overlap. */
export interface DelineationTotals extends AreaFigures {
  readonly areas: number;
  readonly exactDiscAreaM2: number;
}

/** Picks the chosen addresses and finds their neighbours; O(n log n), once per selection. */
export function selectAddresses(table: AddressTable, selected: Uint8Array): Selection {
  let count = 0;
  for (let i = 0; i < table.length; i++) count += selected[i] ? 1 : 0;
  const indexes = new Uint32Array(count);
  const eastingM = new Float64Array(count);
  const northingM = new Float64Array(count);
  for (let i = 0, k = 0; i < table.length; i++) {
    if (!selected[i]) continue;
    indexes[k] = i;
    eastingM[k] = table.eastingM[i]!;
    northingM[k] = table.northingM[i]!;
    k++;
  }
  return { indexes, graph: proximityGraph(eastingM, northingM) };
}

/**
 * Proposes areas: groups of chosen addresses whose discs touch, outlined by the exact union of the discs, cut to the
 * boundary, small holes closed, and measured. Every chosen address is in exactly one area or counted as left out.
 */
export function delineate(options: DelineateOptions): Delineation {
  const { table, selected, reachM, minAddresses, minNeighbours = 1 } = options;
  const all = options.selection ?? selectAddresses(table, selected);
  const selection = minNeighbours > 1 ? withoutStragglers(table, all, reachM, minNeighbours) : all;
  const { graph, indexes } = selection;
  const union = discUnion(graph, reachM);
  const members = membersOfParts(selection, union.partOfSite, union.parts);
  const outlines = outlinesOfParts(options, graph, union, members);
  const boundary = options.boundary ? new PolygonIndex(options.boundary) : null;
  const grid = options.grid ?? new PointGrid(table.eastingM, table.northingM);
  let leftOutAddresses = all.indexes.length - indexes.length;
  let leftOutGroups = 0;
  const areas: ProposedArea[] = [];
  for (let part = 0; part < union.parts; part++) {
    if (options.shouldStop?.()) throw new DelineationStopped();
    const own = members[part]!;
    if (own.length < minAddresses) {
      leftOutAddresses += own.length;
      leftOutGroups++;
      continue;
    }
    const polygons = boundary ? cutTo(outlines[part]!, options.boundary!, boundary) : outlines[part]!;
    if (polygons.length === 0) {
      leftOutAddresses += own.length;
      leftOutGroups++;
      continue;
    }
    const figures = figuresOf({
      table,
      polygons,
      selected,
      grid,
      ...(options.schools ? { schools: options.schools } : {}),
    });
    areas.push({ polygons, members: own, figures, exactDiscAreaM2: union.partAreaM2[part]! });
  }
  areas.sort(
    (a, b) =>
      b.figures.households - a.figures.households ||
      b.members.length - a.members.length ||
      table.eastingM[a.members[0]!]! - table.eastingM[b.members[0]!]! ||
      table.northingM[a.members[0]!]! - table.northingM[b.members[0]!]!,
  );
  return {
    areas,
    leftOutAddresses,
    leftOutGroups,
    selectedAddresses: all.indexes.length,
    totals: totalsOf(areas),
  };
}

function totalsOf(areas: readonly ProposedArea[]): DelineationTotals {
  const sum = (of: (area: ProposedArea) => number) => areas.reduce((total, area) => total + of(area), 0);
  return {
    areas: areas.length,
    exactDiscAreaM2: sum((area) => area.exactDiscAreaM2),
    areaM2: sum(({ figures }) => figures.areaM2),
    outlineM: sum(({ figures }) => figures.outlineM),
    addresses: sum(({ figures }) => figures.addresses),
    selectedAddresses: sum(({ figures }) => figures.selectedAddresses),
    households: sum(({ figures }) => figures.households),
    selectedHouseholds: sum(({ figures }) => figures.selectedHouseholds),
    businesses: sum(({ figures }) => figures.businesses),
    schools: sum(({ figures }) => figures.schools),
  };
}

/** The selection without what DBSCAN calls noise. */
function withoutStragglers(
  table: AddressTable,
  { indexes }: Selection,
  reachM: number,
  minNeighbours: number,
): Selection {
  const { label } = dbscan(
    Float64Array.from(indexes, (i) => table.eastingM[i]!),
    Float64Array.from(indexes, (i) => table.northingM[i]!),
    2 * reachM,
    minNeighbours,
  );
  const kept = new Uint8Array(table.length);
  for (let k = 0; k < indexes.length; k++) if (label[k]! >= 0) kept[indexes[k]!] = 1;
  return selectAddresses(table, kept);
}

/** Table indexes of the addresses in each part, ascending. */
function membersOfParts({ graph, indexes }: Selection, partOfSite: Int32Array, parts: number): Uint32Array[] {
  const sizes = new Uint32Array(parts);
  for (let k = 0; k < indexes.length; k++) sizes[partOfSite[graph.siteOfPoint[k]!]!]!++;
  const members = Array.from(sizes, (size) => new Uint32Array(size));
  sizes.fill(0);
  for (let k = 0; k < indexes.length; k++) {
    const part = partOfSite[graph.siteOfPoint[k]!]!;
    members[part]![sizes[part]!++] = indexes[k]!;
  }
  return members;
}

/** Each part as polygons: its outer rings, each with the holes inside it. */
function outlinesOfParts(
  { reachM, minAddresses, sagittaM = 0.5, leastHoleM2 }: DelineateOptions,
  graph: ProximityGraph,
  union: ReturnType<typeof discUnion>,
  members: readonly Uint32Array[],
): Polygons[] {
  const discM2 = Math.PI * reachM * reachM;
  const leastHole = Math.min(leastHoleM2 ?? discM2 / 4, discM2);
  const outlines: Polygons[] = members.map(() => []);
  const holes: number[][][][] = members.map(() => []);
  for (const ring of union.rings()) {
    const part = union.partOfSite[ring.site]!;
    if (members[part]!.length < minAddresses) continue;
    const polygon = ringPolygon(graph, reachM, union.arcs, ring, sagittaM);
    if (polygon.length < 4) continue;
    if (ring.areaM2 >= 0) outlines[part]!.push([polygon]);
    else if (-ring.areaM2 >= leastHole) holes[part]!.push(polygon);
  }
  holes.forEach((list, part) => {
    const outers = outlines[part]!;
    // A connected part has one outer ring; only discs that touch in a single point give it several.
    const indexes =
      outers.length > 1 && list.length > 0 ? outers.map((outer) => new PolygonIndex([outer])) : [];
    for (const hole of list) {
      // The middle of a chord lies inside a disc, not on the outline.
      const [e0, n0] = hole[0] as [number, number];
      const [e1, n1] = hole[1] as [number, number];
      const owner = indexes.findIndex((index) => index.contains((e0 + e1) / 2, (n0 + n1) / 2));
      outers[Math.max(0, owner)]!.push(hole);
    }
  });
  return outlines;
}

/** The part inside the boundary. The overlay is only asked where the outline may cross it. */
function cutTo(polygons: Polygons, boundary: MultiPolygonCoordinates, index: PolygonIndex): Polygons {
  const own = new PolygonIndex(polygons);
  const allInside = polygons.every((polygon) => polygon[0]!.every(([e, n]) => index.contains(e!, n!)));
  const boundaryEnters = boundary.some((polygon) =>
    polygon.some((ring) => ring.some(([e, n]) => own.contains(e!, n!))),
  );
  if (allInside && !boundaryEnters) return polygons;
  return withoutSlivers(intersectPolygons(polygons, boundary), 1, 1);
}
