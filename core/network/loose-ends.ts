import { EdgeIndex, type Foot } from './edge-index.ts';
import { splitAtFeet } from './snap-points.ts';
import { addEdge, type StreetGraph } from './street-graph.ts';

/** A dead end this near to another street is taken for a slip of the pen, metres. */
const SLIP_M = 0.5;

/**
 * Joins dead ends that stop within half a metre of another street: drawn so, they are meant to meet. Nothing else is moved;
 * streets that cross without a vertex stay apart (bridges).
 */
export function joinLooseEnds(streets: StreetGraph): {
  readonly graph: StreetGraph;
  readonly joinedEnds: number;
} {
  const degree = new Int32Array(streets.eastingM.length);
  for (let e = 0; e < streets.from.length; e++) {
    degree[streets.from[e]!]!++;
    degree[streets.to[e]!]!++;
  }
  const index = new EdgeIndex(streets);
  const ends: number[] = [];
  const feet: Foot[] = [];
  degree.forEach((count, v) => {
    if (count !== 1) return;
    const point = { eastingM: streets.eastingM[v]!, northingM: streets.northingM[v]! };
    const foot = index.nearest(point, SLIP_M, (e) => streets.from[e] !== v && streets.to[e] !== v);
    if (!foot) return;
    ends.push(v);
    feet.push(foot);
  });
  if (ends.length === 0) return { graph: streets, joinedEnds: 0 };
  const { graph, node } = splitAtFeet(streets, feet);
  let joinedEnds = 0;
  const seen = new Set<string>();
  ends.forEach((v, i) => {
    const w = node[i]!;
    const key = v < w ? `${v} ${w}` : `${w} ${v}`;
    // Two ends that lie near each other are joined once.
    if (v === w || seen.has(key)) return;
    seen.add(key);
    joinedEnds++;
    addEdge(graph, v, w, streets.origin[feet[i]!.edge]!);
  });
  return { graph, joinedEnds };
}
