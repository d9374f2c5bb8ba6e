import type { EdgeWishes, NetworkPlan, Place } from './plan.ts';

/** A line of a plan made elsewhere, in planning coordinates. */
export interface ImportedLine {
  readonly line: readonly Place[];
  /** Item of the price catalogue that prices its metre; null where the file does not say, the default is taken then. */
  readonly surface: string | null;
}

/** What a saved plan consists of besides its name, prices and figures: one we worked out, or lines from elsewhere. */
export type PlanDocument =
  | {
      readonly kind: 'computed';
      readonly plan: NetworkPlan;
      /** What the planner wished by hand when it was worked out. */
      readonly wishes: EdgeWishes;
    }
  | { readonly kind: 'imported'; readonly lines: readonly ImportedLine[] };

/** The lines that are dug or used, with the item that prices their metre. */
export function linesOfDocument(document: PlanDocument): readonly ImportedLine[] {
  if (document.kind === 'imported') return document.lines;
  return document.plan.edges.map(({ line, surface }) => ({ line, surface }));
}

/** Length of a line in planning coordinates, metres. */
export function lineLengthM(line: readonly Place[]): number {
  let lengthM = 0;
  for (let i = 1; i < line.length; i++)
    lengthM += Math.hypot(line[i]![0] - line[i - 1]![0], line[i]![1] - line[i - 1]![1]);
  return lengthM;
}
