import type { SteinerInstance } from './graph.ts';

/** What is wrong with a solution, in words for tests and logs; empty where nothing is. */
export interface SteinerCheck {
  readonly cost: number;
  readonly faults: readonly string[];
}

/**
 * Recomputes a solution from scratch, sharing no code with the solver: edges exist and occur once, they form one
 * cycle-free piece that holds every terminal, their cost is the value claimed, and the bound does not exceed it.
 */
export function checkSteiner(
  instance: SteinerInstance,
  claimed: { readonly value: number; readonly lowerBound: number; readonly edges: Int32Array },
): SteinerCheck {
  const faults: string[] = [];
  const group = Int32Array.from({ length: instance.nodes }, (_, v) => v);
  const find = (v: number): number => {
    let x = v;
    while (group[x] !== x) x = group[x] = group[group[x]];
    return x;
  };
  const seen = new Set<number>();
  let cost = 0;
  for (const e of claimed.edges) {
    if (!(e >= 0 && e < instance.from.length)) {
      faults.push(`there is no edge ${e}`);
      continue;
    }
    if (seen.has(e)) faults.push(`edge ${e} occurs twice`);
    seen.add(e);
    cost += instance.cost[e];
    const a = find(instance.from[e]);
    const b = find(instance.to[e]);
    if (a === b) faults.push(`edge ${e} closes a cycle`);
    group[a] = b;
  }
  const home = find(instance.terminals[0]);
  for (const t of instance.terminals) if (find(t) !== home) faults.push(`terminal ${t} is not joined`);
  for (const e of seen) if (find(instance.from[e]) !== home) faults.push(`edge ${e} hangs on nothing`);
  if (cost !== claimed.value) faults.push(`the edges cost ${cost}, not ${claimed.value}`);
  if (claimed.lowerBound > cost) faults.push(`the bound ${claimed.lowerBound} exceeds the cost ${cost}`);
  return { cost, faults };
}
