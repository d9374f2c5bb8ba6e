import type { BuildingIndex } from './building-index.ts';
import { EdgeIndex, type Foot } from './edge-index.ts';
import { type Snapped, splitAtFeet } from './snap-points.ts';
import type { Point, StreetGraph } from './street-graph.ts';

export interface SnappedTargets extends Snapped {
  /** Points that have a street near, but a building of others before every way to it. */
  readonly blocked: ReadonlySet<number>;
}

/** Feet other than the nearest ones are tried so far apart along an edge, metres. */
const STEP_M = 5;

/**
 * Joins points to the streets by straight drops: the shortest one that crosses no building but the point's own. Without
 * `buildings` the nearest street is taken.
 */
export function snapTargets(
  graph: StreetGraph,
  points: readonly Point[],
  maxDropM: number,
  usable: (edge: number) => boolean,
  buildings: BuildingIndex | null,
): SnappedTargets {
  const index = new EdgeIndex(graph);
  const blocked = new Set<number>();
  const feet = points.map((point, i) => {
    const nearest = index.nearest(point, maxDropM, usable);
    if (!nearest || !buildings || buildings.isFree(point, placeOf(graph, nearest))) return nearest;
    const free = freeFoot(graph, index, point, maxDropM, usable, buildings);
    if (!free) blocked.add(i);
    return free;
  });
  return { ...splitAtFeet(graph, feet), blocked };
}

function freeFoot(
  graph: StreetGraph,
  index: EdgeIndex,
  point: Point,
  maxDropM: number,
  usable: (edge: number) => boolean,
  buildings: BuildingIndex,
): Foot | null {
  const feet = index
    .feet(point, maxDropM, usable)
    .flatMap((foot) => [foot, ...along(graph, foot.edge, point)]);
  return (
    feet
      .filter((foot) => foot.distanceM <= maxDropM)
      .sort((a, b) => a.distanceM - b.distanceM || a.edge - b.edge || a.share - b.share)
      .find((foot) => buildings.isFree(point, placeOf(graph, foot))) ?? null
  );
}

function along(graph: StreetGraph, edge: number, point: Point): Foot[] {
  const steps = Math.max(1, Math.ceil(graph.lengthM[edge]! / STEP_M));
  return Array.from({ length: steps + 1 }, (_, i): Foot => {
    const foot = { edge, share: i / steps, distanceM: 0 };
    const place = placeOf(graph, foot);
    const distanceM = Math.hypot(place.eastingM - point.eastingM, place.northingM - point.northingM);
    return { ...foot, distanceM };
  });
}

function placeOf(graph: StreetGraph, { edge, share }: Pick<Foot, 'edge' | 'share'>): Point {
  const [u, v] = [graph.from[edge]!, graph.to[edge]!];
  return {
    eastingM: graph.eastingM[u]! + share * (graph.eastingM[v]! - graph.eastingM[u]!),
    northingM: graph.northingM[u]! + share * (graph.northingM[v]! - graph.northingM[u]!),
  };
}
