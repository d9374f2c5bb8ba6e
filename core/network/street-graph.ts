/** A street in planning coordinates (metres). */
export interface StreetLine {
  readonly class: string | null;
  readonly line: readonly (readonly number[])[];
  /** Value of OpenStreetMap's `surface` or of the catalogue's own words, where known. */
  readonly surface?: string | null;
  readonly name?: string | null;
}

export interface Point {
  readonly eastingM: number;
  readonly northingM: number;
}

/** What an edge is part of; shared by all its pieces. */
export interface EdgeOrigin {
  readonly kind: 'trench' | 'crossing' | 'existing-duct' | 'joint-trench';
  readonly class: string | null;
  readonly surface: string | null;
  readonly name: string | null;
  /** Id of the existing line it runs in. */
  readonly existing: string | null;
  /** Year of the works of others. */
  readonly year: number | null;
}

/** Streets as straight edges between nodes; streets meet where they share a vertex (to the centimetre). */
export interface StreetGraph {
  readonly eastingM: number[];
  readonly northingM: number[];
  readonly from: number[];
  readonly to: number[];
  readonly lengthM: number[];
  readonly origin: EdgeOrigin[];
}

export function emptyStreetGraph(): StreetGraph {
  return { eastingM: [], northingM: [], from: [], to: [], lengthM: [], origin: [] };
}

/** Looks nodes up by place, to the centimetre, and adds what is new. */
export function nodeFinder(graph: StreetGraph): (eastingM: number, northingM: number) => number {
  const nodes = new Map<string, number>();
  const key = (eastingM: number, northingM: number) =>
    `${Math.round(eastingM * 100)} ${Math.round(northingM * 100)}`;
  for (let v = 0; v < graph.eastingM.length; v++) nodes.set(key(graph.eastingM[v]!, graph.northingM[v]!), v);
  return (eastingM, northingM) => {
    const place = key(eastingM, northingM);
    const known = nodes.get(place);
    if (known !== undefined) return known;
    nodes.set(place, graph.eastingM.length);
    graph.northingM.push(northingM);
    return graph.eastingM.push(eastingM) - 1;
  };
}

/** Adds an edge of the straight length between its nodes. */
export function addEdge(graph: StreetGraph, u: number, v: number, origin: EdgeOrigin): void {
  graph.from.push(u);
  graph.to.push(v);
  graph.lengthM.push(
    Math.hypot(graph.eastingM[u]! - graph.eastingM[v]!, graph.northingM[u]! - graph.northingM[v]!),
  );
  graph.origin.push(origin);
}

/**
 * The graph of some streets. A crossing without a common vertex is taken for a bridge or a tunnel, as OpenStreetMap draws
 * them; stretches drawn twice are kept once.
 */
export function streetGraph(streets: Iterable<StreetLine>): StreetGraph {
  const graph = emptyStreetGraph();
  const nodeAt = nodeFinder(graph);
  const edges = new Set<string>();
  for (const street of streets) {
    const origin: EdgeOrigin = {
      kind: 'trench',
      class: street.class,
      surface: street.surface ?? null,
      name: street.name ?? null,
      existing: null,
      year: null,
    };
    let previous = -1;
    for (const position of street.line) {
      const node = nodeAt(position[0]!, position[1]!);
      const key = previous < node ? `${previous} ${node}` : `${node} ${previous}`;
      if (previous >= 0 && previous !== node && !edges.has(key)) {
        edges.add(key);
        addEdge(graph, previous, node, origin);
      }
      previous = node;
    }
  }
  return graph;
}
