import type { PriceCatalogue } from './price-catalogue.ts';
import { addEdge, type EdgeOrigin, emptyStreetGraph, nodeFinder, type StreetGraph } from './street-graph.ts';

/** One end of an edge as seen from its node. */
interface Spoke {
  readonly edge: number;
  readonly angle: number;
  /** Half the width of the street, metres; 0 where it has no sides of its own. */
  readonly halfM: number;
}

/** Corners may lie this many half widths off their node where streets meet at a sharp angle. */
const FARTHEST_CORNER = 3;

/** Half the width of a class of street, metres; 0 for paths and whatever else has one line only. */
export function halfWidthOf({ sides }: PriceCatalogue, streetClass: string | null): number {
  return (streetClass === null ? undefined : sides.halfWidthM[streetClass]) ?? sides.defaultHalfWidthM;
}

/**
 * Both sides of every street: each edge becomes two, half its width to the left and to the right, that meet in the corners
 * between neighbouring streets. Changing sides costs a crossing, which is possible at every node and at least every
 * `sides.crossingEveryM`. Streets without width keep their line and join the corner they run into.
 */
export function bothSides(centres: StreetGraph, prices: PriceCatalogue): StreetGraph {
  const graph = subdivided(centres, prices.sides.crossingEveryM);
  const sides = emptyStreetGraph();
  const nodeAt = nodeFinder(sides);
  const half = graph.origin.map((origin) =>
    origin.class !== null && prices.trenchOfClass.forbidden.includes(origin.class)
      ? 0
      : halfWidthOf(prices, origin.class),
  );
  const spokes: Spoke[][] = Array.from(graph.eastingM, () => []);
  for (let e = 0; e < graph.from.length; e++) {
    const [u, v] = [graph.from[e]!, graph.to[e]!];
    const angle = Math.atan2(
      graph.northingM[v]! - graph.northingM[u]!,
      graph.eastingM[v]! - graph.eastingM[u]!,
    );
    spokes[u]!.push({ edge: e, angle, halfM: half[e]! });
    spokes[v]!.push({ edge: e, angle: angle > 0 ? angle - Math.PI : angle + Math.PI, halfM: half[e]! });
  }
  // Corner to the left and to the right of an edge, looking away from its first node (slot 2e) or its second (2e + 1).
  const left = new Int32Array(2 * graph.from.length);
  const right = new Int32Array(2 * graph.from.length);
  spokes.forEach((around, v) => {
    around.sort((a, b) => a.angle - b.angle || a.edge - b.edge);
    const slot = (spoke: Spoke) => 2 * spoke.edge + (graph.from[spoke.edge] === v ? 0 : 1);
    const wide = around.filter((spoke) => spoke.halfM > 0);
    const off = (angle: number, distanceM: number) =>
      nodeAt(
        graph.eastingM[v]! + distanceM * Math.cos(angle),
        graph.northingM[v]! + distanceM * Math.sin(angle),
      );
    const corners = wide.map((spoke, i) => {
      // At a dead end the left corner; the right one is added below.
      if (wide.length === 1) return off(spoke.angle + Math.PI / 2, spoke.halfM);
      return off(...cornerBetween(spoke, wide[(i + 1) % wide.length]!));
    });
    wide.forEach((spoke, i) => {
      left[slot(spoke)] = corners[i]!;
      right[slot(spoke)] =
        wide.length === 1
          ? off(spoke.angle - Math.PI / 2, spoke.halfM)
          : corners[(i + wide.length - 1) % wide.length]!;
    });
    for (const spoke of around) {
      if (spoke.halfM > 0) continue;
      // The last wide street before it, counter-clockwise: its left corner is the one this line runs into.
      const before = wide.findLastIndex((other) => other.angle <= spoke.angle);
      const corner =
        wide.length === 0
          ? nodeAt(graph.eastingM[v]!, graph.northingM[v]!)
          : corners[before < 0 ? wide.length - 1 : before]!;
      left[slot(spoke)] = right[slot(spoke)] = corner;
    }
  });
  const seen = new Set<string>();
  const add = (u: number, v: number, origin: EdgeOrigin): void => {
    const key = u < v ? `${u} ${v}` : `${v} ${u}`;
    if (u === v || seen.has(key)) return;
    seen.add(key);
    addEdge(sides, u, v, origin);
  };
  for (let e = 0; e < graph.from.length; e++) {
    const [near, far] = [2 * e, 2 * e + 1];
    add(left[near]!, right[far]!, graph.origin[e]!);
    add(right[near]!, left[far]!, graph.origin[e]!);
  }
  const crossing = new Map<EdgeOrigin, EdgeOrigin>();
  for (let e = 0; e < graph.from.length; e++) {
    if (half[e] === 0) continue;
    const origin = graph.origin[e]!;
    if (!crossing.has(origin)) crossing.set(origin, { ...origin, kind: 'crossing' });
    for (const at of [2 * e, 2 * e + 1]) add(left[at]!, right[at]!, crossing.get(origin)!);
  }
  return sides;
}

/** Where the left edge of one street meets the right edge of the next one, counter-clockwise, seen from their node. */
function cornerBetween(a: Spoke, b: Spoke): [angle: number, distanceM: number] {
  const turn = (b.angle - a.angle + 2 * Math.PI) % (2 * Math.PI) || 2 * Math.PI;
  const most = FARTHEST_CORNER * Math.max(a.halfM, b.halfM);
  const middle = a.angle + turn / 2;
  const sine = Math.sin(turn / 2);
  const meanM = (a.halfM + b.halfM) / 2;
  const distanceM = Math.min(most, sine > 1e-6 ? meanM / sine : most);
  return [middle, distanceM];
}

/** Long edges in equal pieces no longer than `mostM`. */
function subdivided(graph: StreetGraph, mostM: number): StreetGraph {
  const split: StreetGraph = {
    ...emptyStreetGraph(),
    eastingM: graph.eastingM.slice(),
    northingM: graph.northingM.slice(),
  };
  for (let e = 0; e < graph.from.length; e++) {
    const [u, v] = [graph.from[e]!, graph.to[e]!];
    const pieces = Math.max(1, Math.ceil(graph.lengthM[e]! / mostM));
    let previous = u;
    for (let i = 1; i < pieces; i++) {
      const share = i / pieces;
      split.northingM.push(graph.northingM[u]! + share * (graph.northingM[v]! - graph.northingM[u]!));
      const node =
        split.eastingM.push(graph.eastingM[u]! + share * (graph.eastingM[v]! - graph.eastingM[u]!)) - 1;
      addEdge(split, previous, node, graph.origin[e]!);
      previous = node;
    }
    addEdge(split, previous, v, graph.origin[e]!);
  }
  return split;
}
