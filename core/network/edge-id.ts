import { EdgeIndex } from './edge-index.ts';
import type { StreetGraph } from './street-graph.ts';

/**
 * Name of an edge by where it lies: its ends in centimetres (EPSG:25832), the western (then southern) one first. It
 * outlives a change of targets, which only splits lines elsewhere.
 */
export function edgeId(graph: StreetGraph, e: number): string {
  const [u, v] = [graph.from[e]!, graph.to[e]!];
  const [ax, ay] = [Math.round(graph.eastingM[u]! * 100), Math.round(graph.northingM[u]! * 100)];
  const [bx, by] = [Math.round(graph.eastingM[v]! * 100), Math.round(graph.northingM[v]! * 100)];
  const isFirst = ax < bx || (ax === bx && ay <= by);
  return isFirst ? `${ax}_${ay}_${bx}_${by}` : `${bx}_${by}_${ax}_${ay}`;
}

/** Edges of a graph by id, made once; a graph does not change after it is built. */
const edgesById = new WeakMap<StreetGraph, ReadonlyMap<string, number>>();

function idsOf(graph: StreetGraph): ReadonlyMap<string, number> {
  const known = edgesById.get(graph);
  if (known) return known;
  const ids = new Map<string, number>();
  for (let e = 0; e < graph.from.length; e++) ids.set(edgeId(graph, e), e);
  edgesById.set(graph, ids);
  return ids;
}

const ID = /^-?\d{1,10}_-?\d{1,10}_-?\d{1,10}_-?\d{1,10}$/;
/** Pieces may lie this far off the line they are named by, metres. */
const OFF_M = 0.03;

/**
 * Edges named by ids: the edge itself, else all edges that share most of the shorter of both lengths with the named line
 * (its pieces after a split, or the whole where it was a piece). Ids that name nothing come back in `unknown`.
 */
export function edgesOfIds(
  graph: StreetGraph,
  ids: readonly string[],
): { readonly edges: Int32Array; readonly unknown: readonly string[] } {
  if (ids.length === 0) return { edges: new Int32Array(0), unknown: [] };
  const exact = idsOf(graph);
  let index: EdgeIndex | null = null;
  const found = new Set<number>();
  const unknown: string[] = [];
  for (const id of ids) {
    const e = exact.get(id);
    if (e !== undefined) {
      found.add(e);
      continue;
    }
    index ??= new EdgeIndex(graph);
    const pieces = ID.test(id)
      ? piecesAlong(
          graph,
          index,
          id.split('_').map((cm) => Number(cm) / 100),
        )
      : [];
    if (pieces.length === 0) unknown.push(id);
    for (const piece of pieces) found.add(piece);
  }
  return { edges: Int32Array.from(found).sort(), unknown };
}

function piecesAlong(graph: StreetGraph, index: EdgeIndex, line: readonly number[]): number[] {
  const [ax, ay, bx, by] = line as [number, number, number, number];
  const lengthM = Math.hypot(bx - ax, by - ay);
  if (lengthM === 0) return [];
  const middle = { eastingM: (ax + bx) / 2, northingM: (ay + by) / 2 };
  const on = (v: number): { at: number; offM: number } => {
    const [x, y] = [graph.eastingM[v]! - ax, graph.northingM[v]! - ay];
    return {
      at: (x * (bx - ax) + y * (by - ay)) / lengthM,
      offM: Math.abs(x * (by - ay) - y * (bx - ax)) / lengthM,
    };
  };
  return index.around(middle, lengthM / 2 + 1).filter((e) => {
    const [u, v] = [on(graph.from[e]!), on(graph.to[e]!)];
    if (u.offM > OFF_M || v.offM > OFF_M) return false;
    const common = Math.min(lengthM, Math.max(u.at, v.at)) - Math.max(0, Math.min(u.at, v.at));
    return common > 0.5 * Math.min(lengthM, graph.lengthM[e]!);
  });
}
