import { create } from 'zustand';
import type { PlanArea } from '../areas/plan.ts';
import { usePlan } from '../areas/plan-store.ts';
import { loadRuleSets } from '../rules/rules-query.ts';
import { latestWins } from '../workers/latest-wins.ts';
import type {
  Classification,
  DistrictClasses,
  Ledger,
  Proposals,
  RuleSetInfo,
  TableInfo,
} from '../workers/messages.ts';
import { PlannerHost } from '../workers/planner-host.ts';
import { useView } from './view-store.ts';

interface Analysis {
  readonly phase: 'idle' | 'loading' | 'ready' | 'failed';
  /** Share of the address columns that has arrived; null while not known. */
  readonly progress: number | null;
  readonly failure: unknown;
  readonly table: TableInfo | null;
  readonly ruleSets: readonly RuleSetInfo[];
  readonly classification: Classification | null;
  readonly proposals: Proposals | null;
  readonly ledger: Ledger | null;
  readonly statistics: readonly DistrictClasses[] | null;
  /** A newer result is being worked out. */
  readonly busy: boolean;
}

/** What the worker has found out: addresses, classes, proposals, ledger. */
export const useAnalysis = create<Analysis>(() => ({
  phase: 'idle',
  progress: null,
  failure: null,
  table: null,
  ruleSets: [],
  classification: null,
  proposals: null,
  ledger: null,
  statistics: null,
  busy: false,
}));

let host: PlannerHost | null = null;
/** The worker of this page; started on first use. */
export function plannerHost(): PlannerHost {
  host ??= new PlannerHost();
  return host;
}

export const today = (): string => new Date().toISOString().slice(0, 10);

/** ISO date the rules and promises are judged at: the chosen one, else today. */
export const useReferenceDate = (): string => useView((view) => view.referenceDate) ?? today();

/** The chosen rule set, or the one in force at the reference date, or the first. */
export function effectiveRules(
  ruleSets: readonly RuleSetInfo[],
  chosen: string | null,
  referenceDate: string,
): RuleSetInfo | null {
  const inForce = (r: RuleSetInfo) =>
    !r.draft && (!r.validFrom || r.validFrom <= referenceDate) && (!r.validTo || r.validTo >= referenceDate);
  return (
    ruleSets.find((r) => r.id === chosen) ?? [...ruleSets].reverse().find(inForce) ?? ruleSets[0] ?? null
  );
}

/** Loads the address columns once and keeps every result in step with the view and the areas. */
export async function startAnalysis(): Promise<void> {
  const { phase } = useAnalysis.getState();
  if (phase === 'loading' || phase === 'ready') return;
  useAnalysis.setState({ phase: 'loading', progress: null, failure: null });
  const worker = plannerHost();
  worker.onProgress = (progress) => useAnalysis.setState({ progress });
  try {
    const ruleSets = await worker.ask('ruleSets', await storedRuleSets());
    useAnalysis.setState({ ruleSets });
    const items = '/ogc/collections';
    const crs = encodeURIComponent('http://www.opengis.net/def/crs/EPSG/0/25832');
    const table = await worker.ask('load', {
      columnsUrl: '/api/columns/addresses.arrow',
      districtsUrl: `${items}/districts/items?limit=10000&crs=${crs}`,
      schoolsUrl: `${items}/schools/items?limit=10000&crs=${crs}`,
    });
    useAnalysis.setState({ phase: 'ready', table });
    follow(worker);
  } catch (failure) {
    useAnalysis.setState({ phase: 'failed', failure });
  }
}

/** Rule sets made in the house, for the worker to add to those that ship. */
async function storedRuleSets() {
  const stored = (await loadRuleSets()).filter(({ state }) => state !== 'shipped');
  const of = (state: string) => stored.filter((one) => one.state === state).map(({ content }) => content);
  return { released: of('released'), drafts: of('draft') };
}

/** After a rule set was made, changed or released: everything follows. */
export async function refreshRuleSets(): Promise<void> {
  const ruleSets = await plannerHost().ask('ruleSets', await storedRuleSets());
  useAnalysis.setState({ ruleSets });
  reclassifyNow();
}

let reclassifyNow = () => {};

function follow(worker: PlannerHost): void {
  const onError = (failure: unknown) => useAnalysis.setState({ failure, busy: false });

  const classify = latestWins(
    (ask: { rules: string; referenceDate: string }) => worker.ask('classify', ask),
    async (classification) => {
      useAnalysis.setState({ classification, failure: null });
      keep(Object.values(usePlan.getState().areas));
      useAnalysis.setState({ statistics: await worker.ask('statistics', {}) });
    },
    onError,
  );
  const propose = latestWins(
    async (ask: { reachM: number; minAddresses: number; cut: boolean }) => {
      const proposals = await worker.ask('propose', ask);
      return { proposals, ledger: await worker.ask('ledger', {}) };
    },
    (result, { cut }) => useAnalysis.setState({ ...result, busy: !cut, failure: null }),
    onError,
  );
  // Cutting to the city's limits takes longest: it follows when the slider rests.
  let rest: ReturnType<typeof setTimeout> | undefined;
  const proposeNow = () => {
    const { reachM, minAddresses } = useView.getState();
    propose({ reachM, minAddresses, cut: false });
    clearTimeout(rest);
    rest = setTimeout(() => propose({ reachM, minAddresses, cut: true }), 350);
  };
  const keep = latestWins(
    (areas: readonly PlanArea[]) =>
      worker.ask('keepAreas', { areas: areas.map(({ key, geometry }) => ({ key, geometry })) }),
    ({ figures, overlaps }) => {
      usePlan.setState({ figures, overlaps });
      proposeNow();
    },
    onError,
  );

  let frame = 0;
  const next = (action: () => void) => {
    useAnalysis.setState({ busy: true });
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(action);
  };
  const reclassify = () => {
    const { rules, referenceDate } = useView.getState();
    const date = referenceDate ?? today();
    const set = effectiveRules(useAnalysis.getState().ruleSets, rules, date);
    if (set) classify({ rules: set.id, referenceDate: date });
  };
  useView.subscribe((view, before) => {
    if (view.rules !== before.rules || view.referenceDate !== before.referenceDate) reclassify();
    else if (view.reachM !== before.reachM || view.minAddresses !== before.minAddresses) {
      next(proposeNow);
    }
  });
  usePlan.subscribe((plan, before) => {
    if (plan.areas !== before.areas) next(() => keep(Object.values(plan.areas)));
  });
  reclassifyNow = reclassify;
  reclassify();
}
