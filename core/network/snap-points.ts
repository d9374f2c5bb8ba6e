import { EdgeIndex, type Foot } from './edge-index.ts';
import { addEdge, type Point, type StreetGraph } from './street-graph.ts';

/** Where points were joined to the graph. */
export interface Snapped {
  readonly graph: StreetGraph;
  /** Node of each point, −1 where no street was within reach. */
  readonly node: Int32Array;
  /** Straight distance from each point to its node in metres. */
  readonly dropM: Float64Array;
}

/** Feet closer than this are one, metres. */
const SAME_PLACE_M = 0.01;

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
  const index = new EdgeIndex(graph);
  return splitAtFeet(
    graph,
    points.map((point) => index.nearest(point, maxDropM, usable)),
  );
}

/** A new graph with a node at each foot; `null` stays out. */
export function splitAtFeet(graph: StreetGraph, feet: readonly (Foot | null)[]): Snapped {
  const node = new Int32Array(feet.length).fill(-1);
  const dropM = new Float64Array(feet.length).fill(Number.NaN);
  const split: StreetGraph = {
    eastingM: graph.eastingM.slice(),
    northingM: graph.northingM.slice(),
    from: [],
    to: [],
    lengthM: [],
    origin: [],
  };
  const onEdge = new Map<number, { share: number; point: number }[]>();
  feet.forEach((foot, point) => {
    if (!foot) return;
    dropM[point] = foot.distanceM;
    const list = onEdge.get(foot.edge);
    if (list) list.push({ share: foot.share, point });
    else onEdge.set(foot.edge, [{ share: foot.share, point }]);
  });
  for (let e = 0; e < graph.from.length; e++) {
    const [u, v] = [graph.from[e]!, graph.to[e]!];
    const lengthM = graph.lengthM[e]!;
    let previous = u;
    let at = 0;
    const along = (onEdge.get(e) ?? []).sort((a, b) => a.share - b.share || a.point - b.point);
    for (const { share, point } of along) {
      if (share * lengthM < SAME_PLACE_M) node[point] = u;
      else if ((1 - share) * lengthM < SAME_PLACE_M) node[point] = v;
      else if (at > 0 && (share - at) * lengthM < SAME_PLACE_M) node[point] = previous;
      else {
        split.northingM.push(graph.northingM[u]! + share * (graph.northingM[v]! - graph.northingM[u]!));
        const foot =
          split.eastingM.push(graph.eastingM[u]! + share * (graph.eastingM[v]! - graph.eastingM[u]!)) - 1;
        addEdge(split, previous, foot, graph.origin[e]!);
        previous = foot;
        at = share;
        node[point] = foot;
      }
    }
    addEdge(split, previous, v, graph.origin[e]!);
  }
  return { graph: split, node, dropM };
}
