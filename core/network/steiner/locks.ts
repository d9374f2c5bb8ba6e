import { IssueError } from '#core/issue.ts';
import { buildGraph, type SteinerInstance, terminalsApart } from '../graph.ts';

interface Locks {
  /** Edges that must be in the tree. */
  readonly forced?: Int32Array;
  /** Edges that must not. */
  readonly forbidden?: Int32Array;
}

/** Locked edges cost nothing and their ends become terminals; forbidden edges are masked out. */
export function applyLocks(instance: SteinerInstance, options: Locks) {
  const forced = options.forced ?? new Int32Array(0);
  const cost = instance.cost.slice();
  const terminals = new Set<number>(instance.terminals);
  let forcedCost = 0;
  let mask: Uint8Array | undefined;
  if (options.forbidden && options.forbidden.length > 0) {
    mask = new Uint8Array(instance.from.length).fill(1);
    for (const e of options.forbidden) mask[e] = 0;
  }
  for (const e of new Set(forced)) {
    forcedCost += cost[e];
    cost[e] = 0;
    if (mask) mask[e] = 1;
    terminals.add(instance.from[e]);
    terminals.add(instance.to[e]);
  }
  return {
    effective: { ...instance, cost, terminals: Int32Array.from(terminals) },
    mask,
    forcedCost,
    forced,
  };
}

/**
 * Refuses what has no tree or cannot be counted exactly (issue codes: `steiner-no-terminals`, `steiner-cost-not-whole`,
 * `steiner-costs-too-large`, `steiner-disconnected`).
 * @throws IssueError
 */
export function refuseUnsolvable(instance: SteinerInstance, mask: Uint8Array | undefined): void {
  if (instance.terminals.length === 0)
    throw new IssueError({ code: 'steiner-no-terminals', severity: 'error' });
  let total = 0;
  for (let e = 0; e < instance.cost.length; e++) {
    const c = instance.cost[e];
    if (!Number.isInteger(c) || c < 0)
      throw new IssueError({
        code: 'steiner-cost-not-whole',
        severity: 'error',
        where: `edge ${e + 1}`,
        params: { value: c },
      });
    total += c;
  }
  if (total > Number.MAX_SAFE_INTEGER)
    throw new IssueError({ code: 'steiner-costs-too-large', severity: 'error', params: { value: total } });
  const apart = terminalsApart(buildGraph(instance, mask));
  if (apart.length > 0)
    throw new IssueError({
      code: 'steiner-disconnected',
      severity: 'error',
      where: `terminal ${apart[0] + 1}`,
      params: { value: apart.length, terminals: instance.terminals.length, first: instance.terminals[0] + 1 },
    });
}
