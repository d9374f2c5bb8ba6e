import { edgeId } from './edge-id.ts';
import { bridgesOf } from './only-ways.ts';
import type { PhaseYears } from './phases.ts';
import type { EdgeFlow, EdgeWhy, Place, PlanEdge } from './plan.ts';
import type { PlanDraft } from './plan-draft.ts';

const NO_FLOW: EdgeFlow = {
  targets: 0,
  homes: 0,
  drops: 0,
  feeders: 0,
  feederFibres: 0,
  fibres: 0,
  ducts: [],
};

/** The chosen edges with their cost, what they carry, and why they are there. */
export function planEdges(draft: PlanDraft, years: PhaseYears | null): PlanEdge[] {
  const { problem } = draft.prepared;
  const { graph, positions } = problem;
  const place = (v: number): Place => [graph.eastingM[v]!, graph.northingM[v]!];
  const locked = new Set(problem.locked);
  const preferred = new Set(problem.preferred);
  const bridges = bridgesOf(problem.instance, problem.forbidden);
  const why = (e: number): EdgeWhy => {
    if (locked.has(e)) return 'locked';
    if (bridges[e]) return 'only-way';
    const { kind } = positions[e]!;
    if (kind === 'existing-duct' || kind === 'joint-trench') return kind;
    return preferred.has(e) ? 'preferred' : 'cheapest';
  };
  return Array.from(draft.edges, (e) => {
    const [u, v] = [graph.from[e]!, graph.to[e]!];
    const isOutward = draft.rooted.distanceM[u]! <= draft.rooted.distanceM[v]!;
    const { kind, surface } = positions[e]!;
    const origin = graph.origin[e]!;
    return {
      id: edgeId(graph, e),
      line: isOutward ? [place(u), place(v)] : [place(v), place(u)],
      kind,
      surface,
      streetClass: origin.class,
      street: origin.name,
      lengthM: graph.lengthM[e]!,
      costCents: draft.edgeCents.get(e)!,
      flow: draft.sized.flow.get(e) ?? NO_FLOW,
      why: why(e),
      locked: locked.has(e),
      preferred: preferred.has(e),
      existing: origin.existing,
      year: years ? years.edges.get(e)! : null,
    };
  });
}
