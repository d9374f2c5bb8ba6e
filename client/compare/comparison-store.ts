import { create } from 'zustand';
import { plannerHost, today, useAnalysis } from '../state/analysis.ts';
import type { ComparisonChoice } from '../state/permalink.ts';
import { useView } from '../state/view-store.ts';
import { latestWins } from '../workers/latest-wins.ts';
import type { BBox, ComparisonResult, RuleSetInfo } from '../workers/messages.ts';

interface Comparison {
  readonly result: ComparisonResult | null;
  /** What the map draws of it. */
  readonly shown: {
    readonly revision: number;
    readonly addresses: number;
    readonly bbox: BBox | null;
  } | null;
  readonly busy: boolean;
  readonly failure: unknown;
}

/** What the worker found out about two rule sets. */
export const useComparison = create<Comparison>(() => ({
  result: null,
  shown: null,
  busy: false,
  failure: null,
}));

/**
 * What is compared when the link says nothing: the newest rule set with the last before it that judges otherwise, both
 * today. Where all judge alike, with the one before.
 */
export function presetComparison(ruleSets: readonly RuleSetInfo[]): ComparisonChoice | null {
  const [b, ...earlier] = ruleSets
    .filter(({ draft }) => !draft)
    .sort((one, other) => (other.validFrom ?? '').localeCompare(one.validFrom ?? ''));
  const a = earlier.find(({ judgesBy }) => judgesBy !== b!.judgesBy) ?? earlier[0];
  if (!a || !b) return null;
  const side = (rules: string) => ({ rules, referenceDate: today() });
  return { a: side(a.id), b: side(b.id), by: 'eligible', cell: null };
}

/** The chosen comparison, as long as both rule sets exist. */
export function effectiveComparison(
  ruleSets: readonly RuleSetInfo[],
  chosen: ComparisonChoice | null,
): ComparisonChoice | null {
  const known = (id: string) => ruleSets.some((rules) => rules.id === id);
  return chosen && known(chosen.a.rules) && known(chosen.b.rules) ? chosen : presetComparison(ruleSets);
}

const sidesOf = ({ a, b }: ComparisonChoice) => JSON.stringify([a, b]);
let compared = '';

const run = latestWins(
  async (choice: ComparisonChoice) => {
    const worker = plannerHost();
    const { a, b, by, cell } = choice;
    let { result } = useComparison.getState();
    if (!result || compared !== sidesOf(choice)) {
      result = await worker.ask('compare', { a, b });
      compared = sidesOf(choice);
    }
    return { result, shown: await worker.ask('showChanges', { cell: cell ? { by, ...cell } : null }) };
  },
  (answer) => useComparison.setState({ ...answer, busy: false, failure: null }),
  (failure) => useComparison.setState({ failure, busy: false }),
);

/** Keeps the comparison in step with the link from now on; returns the way to stop. */
export function followComparison(): () => void {
  let last = '';
  const update = () => {
    const { phase, ruleSets } = useAnalysis.getState();
    const { tab, comparison } = useView.getState();
    if (phase !== 'ready' || tab !== 'compare') return;
    const choice = effectiveComparison(ruleSets, comparison);
    if (!choice || JSON.stringify(choice) === last) return;
    last = JSON.stringify(choice);
    useComparison.setState({ busy: true });
    run(choice);
  };
  const stops = [useView.subscribe(update), useAnalysis.subscribe(update)];
  update();
  return () => {
    for (const stop of stops) stop();
  };
}

/** Changes the comparison in the link; whatever the cell showed before belongs to the old one. */
export function chooseComparison(change: Partial<ComparisonChoice>): void {
  const now = effectiveComparison(useAnalysis.getState().ruleSets, useView.getState().comparison);
  if (now) useView.getState().set({ comparison: { ...now, cell: null, ...change } });
}
