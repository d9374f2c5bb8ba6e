import Flatbush from 'flatbush';

/** A street in planning coordinates (metres). */
export interface StreetLine {
  readonly class: string | null;
  readonly line: readonly (readonly number[])[];
}

export interface Point {
  readonly eastingM: number;
  readonly northingM: number;
}

/** Streets as straight edges between nodes; streets meet where they share a vertex (to the centimetre). */
export interface StreetGraph {
  readonly eastingM: number[];
  readonly northingM: number[];
  readonly from: number[];
  readonly to: number[];
  readonly lengthM: number[];
  /** Class of the street an edge belongs to. */
  readonly class: (string | null)[];
}

/** Where points were joined to the graph. */
export interface Snapped {
  readonly graph: StreetGraph;
  /** Node of each point, −1 where no street was within reach. */
  readonly node: Int32Array;
  /** Straight distance from each point to its node in metres. */
  readonly dropM: Float64Array;
}

/**
 * The graph of some streets. A crossing without a common vertex is taken for a bridge or a tunnel, as OpenStreetMap draws
 * them; stretches drawn twice are kept once.
 */
export function streetGraph(streets: Iterable<StreetLine>): StreetGraph {
  const graph: StreetGraph = { eastingM: [], northingM: [], from: [], to: [], lengthM: [], class: [] };
  const nodes = new Map<string, number>();
  const edges = new Set<string>();
  const nodeAt = (eastingM: number, northingM: number): number => {
    const key = `${Math.round(eastingM * 100)} ${Math.round(northingM * 100)}`;
    const known = nodes.get(key);
    if (known !== undefined) return known;
    nodes.set(key, graph.eastingM.length);
    graph.northingM.push(northingM);
    return graph.eastingM.push(eastingM) - 1;
  };
  for (const street of streets) {
    let previous = -1;
    for (const position of street.line) {
      const node = nodeAt(position[0]!, position[1]!);
      const key = previous < node ? `${previous} ${node}` : `${node} ${previous}`;
      if (previous >= 0 && previous !== node && !edges.has(key)) {
        edges.add(key);
        addEdge(graph, previous, node, street.class);
      }
      previous = node;
    }
  }
  return graph;
}

function addEdge(graph: StreetGraph, u: number, v: number, streetClass: string | null): void {
  graph.from.push(u);
  graph.to.push(v);
  graph.lengthM.push(
    Math.hypot(graph.eastingM[u]! - graph.eastingM[v]!, graph.northingM[u]! - graph.northingM[v]!),
  );
  graph.class.push(streetClass);
}

/**
 * A new graph in which every point has a node: the foot of its perpendicular on the nearest street, which is split there.
 * Points further than `maxDropM` from any usable street stay out.
 * @param usable tells for each edge whether a point may be joined to it
 */
export function snapPoints(
  graph: StreetGraph,
  points: readonly Point[],
  maxDropM: number,
  usable: (edge: number) => boolean = () => true,
): Snapped {
  const node = new Int32Array(points.length).fill(-1);
  const dropM = new Float64Array(points.length).fill(Number.NaN);
  const split: StreetGraph = {
    eastingM: graph.eastingM.slice(),
    northingM: graph.northingM.slice(),
    from: [],
    to: [],
    lengthM: [],
    class: [],
  };
  const onEdge = new Map<number, { share: number; point: number }[]>();
  const index = edgeIndex(graph);
  points.forEach((point, i) => {
    const found = nearestEdge(graph, index, point, maxDropM, usable);
    if (!found) return;
    dropM[i] = found.distanceM;
    const list = onEdge.get(found.edge);
    if (list) list.push({ share: found.share, point: i });
    else onEdge.set(found.edge, [{ share: found.share, point: i }]);
  });
  for (let e = 0; e < graph.from.length; e++) {
    let previous = graph.from[e]!;
    let at = 0;
    for (const { share, point } of (onEdge.get(e) ?? []).sort(
      (a, b) => a.share - b.share || a.point - b.point,
    )) {
      const lengthM = graph.lengthM[e]!;
      // Feet closer than a centimetre are one.
      if (share * lengthM < 0.01) node[point] = graph.from[e]!;
      else if ((1 - share) * lengthM < 0.01) node[point] = graph.to[e]!;
      else if (at > 0 && (share - at) * lengthM < 0.01) node[point] = previous;
      else {
        const [u, v] = [graph.from[e]!, graph.to[e]!];
        split.northingM.push(graph.northingM[u]! + share * (graph.northingM[v]! - graph.northingM[u]!));
        const foot =
          split.eastingM.push(graph.eastingM[u]! + share * (graph.eastingM[v]! - graph.eastingM[u]!)) - 1;
        addEdge(split, previous, foot, graph.class[e]!);
        previous = foot;
        at = share;
        node[point] = foot;
      }
    }
    addEdge(split, previous, graph.to[e]!, graph.class[e]!);
  }
  return { graph: split, node, dropM };
}

function edgeIndex(graph: StreetGraph): Flatbush | null {
  if (graph.from.length === 0) return null;
  const index = new Flatbush(graph.from.length);
  for (let e = 0; e < graph.from.length; e++) {
    const [ux, uy] = [graph.eastingM[graph.from[e]!]!, graph.northingM[graph.from[e]!]!];
    const [vx, vy] = [graph.eastingM[graph.to[e]!]!, graph.northingM[graph.to[e]!]!];
    index.add(Math.min(ux, vx), Math.min(uy, vy), Math.max(ux, vx), Math.max(uy, vy));
  }
  index.finish();
  return index;
}

function nearestEdge(
  graph: StreetGraph,
  index: Flatbush | null,
  { eastingM, northingM }: Point,
  maxDropM: number,
  usable: (edge: number) => boolean,
): { edge: number; share: number; distanceM: number } | null {
  // Boxes are nearer than what is in them: widen until the nearest edge is nearer than the width searched.
  for (let widthM = Math.min(40, maxDropM); index; widthM = Math.min(2 * widthM, maxDropM)) {
    let best: { edge: number; share: number; distanceM: number } | null = null;
    const near = index.search(eastingM - widthM, northingM - widthM, eastingM + widthM, northingM + widthM);
    for (const edge of near) {
      if (!usable(edge)) continue;
      const [share, distanceM] = project(graph, edge, eastingM, northingM);
      const isNearer =
        !best || distanceM < best.distanceM || (distanceM === best.distanceM && edge < best.edge);
      if (distanceM <= widthM && isNearer) best = { edge, share, distanceM };
    }
    if (best) return best;
    if (widthM >= maxDropM) return null;
  }
  return null;
}

function project(graph: StreetGraph, edge: number, x: number, y: number): [share: number, distanceM: number] {
  const [u, v] = [graph.from[edge]!, graph.to[edge]!];
  const dx = graph.eastingM[v]! - graph.eastingM[u]!;
  const dy = graph.northingM[v]! - graph.northingM[u]!;
  const along = ((x - graph.eastingM[u]!) * dx + (y - graph.northingM[u]!) * dy) / (dx * dx + dy * dy);
  const share = Math.max(0, Math.min(1, along));
  const footX = graph.eastingM[u]! + share * dx;
  const footY = graph.northingM[u]! + share * dy;
  return [share, Math.hypot(x - footX, y - footY)];
}
