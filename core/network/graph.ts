/**
 * An undirected network with terminals: the Steiner tree problem asks for the cheapest set of edges that joins them.
 * Costs are integers (cents, decimetres); their sum must stay below 2^53 so that every figure is exact.
 */
export interface SteinerInstance {
  readonly nodes: number;
  /** Edge `e` joins `from[e]` and `to[e]`, 0-based, both directions. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Whole, not negative. */
  readonly cost: Float64Array;
  /** 0-based, each node at most once. */
  readonly terminals: Int32Array;
}

/** The instance with its adjacency in compressed sparse rows: slots `start[v] … start[v + 1] - 1` belong to node `v`. */
export interface Graph extends SteinerInstance {
  readonly edges: number;
  readonly start: Int32Array;
  /** Node at the other end, by slot. */
  readonly neighbour: Int32Array;
  /** Edge number, by slot. */
  readonly edgeAt: Int32Array;
  readonly isTerminal: Uint8Array;
}

/** A connected, cycle-free set of edges joining all terminals. */
export interface SteinerTree {
  readonly cost: number;
  /** Edge numbers of the graph it was found in. */
  readonly edges: Int32Array;
}

/** Adjacency of all edges, or of those with `mask[e] = 1` only (the edge numbers stay the same). */
export function buildGraph(instance: SteinerInstance, mask?: Uint8Array): Graph {
  const { nodes, from, to } = instance;
  const start = new Int32Array(nodes + 1);
  for (let e = 0; e < from.length; e++) {
    if (mask && !mask[e]) continue;
    start[from[e] + 1]++;
    start[to[e] + 1]++;
  }
  for (let v = 0; v < nodes; v++) start[v + 1] += start[v];
  const fill = start.slice();
  const neighbour = new Int32Array(start[nodes]);
  const edgeAt = new Int32Array(start[nodes]);
  for (let e = 0; e < from.length; e++) {
    if (mask && !mask[e]) continue;
    const u = from[e];
    const v = to[e];
    neighbour[fill[u]] = v;
    edgeAt[fill[u]++] = e;
    neighbour[fill[v]] = u;
    edgeAt[fill[v]++] = e;
  }
  const isTerminal = new Uint8Array(nodes);
  for (const t of instance.terminals) isTerminal[t] = 1;
  return { ...instance, edges: from.length, start, neighbour, edgeAt, isTerminal };
}

/** Terminals that no path joins with the first one. */
export function terminalsApart(graph: Graph): Int32Array {
  const { component } = graphComponents(graph);
  return graph.terminals.filter((t) => component[t] !== component[graph.terminals[0]]);
}

/** Component number of each node, numbered in the order of their first node. */
export function graphComponents(graph: Graph): {
  readonly component: Int32Array;
  readonly components: number;
} {
  const component = new Int32Array(graph.nodes).fill(-1);
  const stack = new Int32Array(graph.nodes);
  let components = 0;
  for (let first = 0; first < graph.nodes; first++) {
    if (component[first] >= 0) continue;
    let height = 0;
    stack[height++] = first;
    component[first] = components;
    while (height > 0) {
      const v = stack[--height];
      for (let q = graph.start[v]; q < graph.start[v + 1]; q++) {
        const w = graph.neighbour[q];
        if (component[w] >= 0) continue;
        component[w] = components;
        stack[height++] = w;
      }
    }
    components++;
  }
  return { component, components };
}
