import i18next from 'i18next';
import { lonLatToUtm32 } from '#core/geo/utm.ts';
import type { EdgeDetour } from '#core/network/edge-detour.ts';
import type { NetworkPlan } from '#core/network/plan.ts';
import { formatEuro } from '../i18n/format.ts';
import { announce } from '../ui/announce.ts';
import { NetworkHost } from '../workers/network-host.ts';
import type { NetworkChoices, NetworkInputs, NetworkStep } from '../workers/network-messages.ts';
import { WorkerFailure } from '../workers/planner-host.ts';
import { networkApi } from './network-api.ts';
import { type HistoryStep, type NetworkStore, type PlanState, useNetwork } from './network-store.ts';
import { planBasis } from './plan-basis.ts';
import { choicesOf } from './plan-options.ts';
import { edgeWishes, type Wish, withWish } from './wishes.ts';

/** Undo goes back this far; each step holds a plan, and that of a whole city takes some 30 MB. */
const mostSteps = (edges: number) => (edges > 10_000 ? 8 : 30);
/** Time for the search after an edit: the last plan is the start, so it is short. */
const RESOLVE_SECONDS = 0.7;
/** Good enough to stop: a proved gap of 0.02 %. */
const GAP_GOAL = 0.0002;

let host: NetworkHost | null = null;
const networkHost = () => {
  host ??= new NetworkHost();
  return host;
};

/** Works the plan out anew for the chosen area and options. */
export async function startPlan(): Promise<void> {
  const { area, options, plan } = useNetwork.getState();
  if (!area) return;
  useNetwork.setState({ phase: 'loading', failure: null, trace: [], preview: null, comparison: null });
  const before = stateNow();
  await run({ phase: 'solving', seconds: options.seconds, previous: null }, (found) => {
    if (plan) remember({ label: 'network.edit.replan', before, after: { ...stateNow(), plan: found } });
    announce(i18next.t('network.announce.done', { cost: formatEuro(found.costCents.expected) }));
  });
}

/** Ends the search and keeps the best plan so far. */
export function stopPlan(): void {
  useNetwork.setState({ stopping: true });
  networkHost().stop();
}

/** What the planner wants of an edge; the plan follows from the last one. */
export async function wishEdge(edge: string, wish: Wish): Promise<void> {
  const before = stateNow();
  const wishes = withWish(before.wishes, edge, wish);
  const step: HistoryStep = { label: `network.edit.${wish}`, before, after: { wishes, plan: before.plan } };
  remember(step);
  useNetwork.setState({ wishes });
  await resolve(step);
}

/** What it would take to do without an edge of the plan; null where there is nothing to tell. */
export async function detourOf(edge: string): Promise<EdgeDetour | null> {
  const { plan, area } = useNetwork.getState();
  if (!plan || !area) return null;
  const question = {
    edge,
    choices: choices(0, null),
    // The worker looks for ids alone.
    plan: { edges: plan.edges, pops: plan.pops },
  };
  return networkHost().detour(await loadInputs(), question);
}

/** Searches on from the last plan. */
async function resolve(step: HistoryStep | null): Promise<void> {
  const { plan } = useNetwork.getState();
  if (!plan) return;
  await run({ phase: 'resolving', seconds: RESOLVE_SECONDS, previous: plan }, (found) => {
    if (step)
      useNetwork.setState(({ done }) => ({
        done: done.map((one) => (one === step ? { ...one, after: { ...one.after, plan: found } } : one)),
      }));
    announce(
      i18next.t('network.announce.resolved', {
        cost: formatEuro(found.costCents.expected),
        change: formatEuro(found.costCents.expected - plan.costCents.expected, true),
      }),
    );
  });
}

async function run(
  {
    phase,
    seconds,
    previous,
  }: {
    phase: 'solving' | 'resolving';
    seconds: number;
    previous: NetworkPlan | null;
  },
  onFound: (plan: NetworkPlan) => void,
): Promise<void> {
  try {
    const inputs = await loadInputs();
    useNetwork.setState({ phase, failure: null, stopping: false });
    const used = useNetwork.getState();
    const found = await networkHost().run(inputs, choices(seconds, previous), onStep(phase));
    onFound(found);
    const now = useNetwork.getState();
    // Who changed something while it was worked out is told that the plan is older.
    const outdated = !sameChoices(now, used);
    useNetwork.setState({
      plan: found,
      basis: used.inputs!.basis,
      outdated,
      phase: 'idle',
      preview: null,
      stopping: false,
    });
  } catch (failure) {
    // A later search has taken its place and tells how it goes.
    if (failure instanceof WorkerFailure && failure.code === 'replaced') return;
    useNetwork.setState({ phase: 'idle', failure, preview: null, stopping: false });
  }
}

const onStep = (phase: 'solving' | 'resolving') => (step: NetworkStep) => {
  const { seconds, value, lowerBound } = step;
  useNetwork.setState(({ trace, preview }) => ({
    trace: phase === 'solving' ? [...trace, { seconds, value, lowerBound }] : trace,
    preview: phase === 'solving' ? (step.tree ?? preview) : null,
  }));
};

/** Streets, surroundings and targets of the area; asked for again only where their layers have changed. */
async function loadInputs(): Promise<NetworkInputs> {
  const { area, inputs } = useNetwork.getState();
  const basis = planBasis();
  if (inputs && inputs.of === area!.geometry && inputs.basis === basis) return inputs.data;
  const data = await networkApi.inputs(area!.geometry);
  useNetwork.setState({ inputs: { of: area!.geometry, basis, data } });
  return data;
}

function choices(seconds: number, previous: NetworkPlan | null): NetworkChoices {
  const { options, prices, pops, wishes } = useNetwork.getState();
  return {
    ...choicesOf(options),
    ...edgeWishes(wishes),
    prices,
    pops: pops.map(({ lon, lat }) => {
      const [eastingM, northingM] = lonLatToUtm32(lon, lat);
      return { eastingM, northingM };
    }),
    previous,
    seconds,
    seed: 1,
    gapGoal: GAP_GOAL,
  };
}

/** Whether both were worked out with the same; the time of the search does not count. */
const sameChoices = (a: NetworkStore, b: NetworkStore) =>
  a.prices === b.prices &&
  a.pops === b.pops &&
  JSON.stringify(choicesOf(a.options)) === JSON.stringify(choicesOf(b.options));

const stateNow = (): PlanState => {
  const { wishes, plan } = useNetwork.getState();
  return { wishes, plan };
};

function remember(step: HistoryStep): void {
  useNetwork.setState(({ done, plan }) => ({
    done: [...done, step].slice(-mostSteps(plan?.edges.length ?? 0)),
    undone: [],
  }));
}

/** Takes the last step back: wishes and plan are as before it, at once. */
export function undoPlan(): HistoryStep | null {
  const { done, undone } = useNetwork.getState();
  const step = done.at(-1);
  if (!step) return null;
  goTo(step.before, done.slice(0, -1), [...undone, step]);
  return step;
}

export function redoPlan(): HistoryStep | null {
  const { done, undone } = useNetwork.getState();
  const step = undone.at(-1);
  if (!step) return null;
  goTo(step.after, [...done, step], undone.slice(0, -1));
  // Its search was cut off by the undo: the plan does not know of the wish yet.
  if (step.after.plan === step.before.plan) void resolve(step);
  return step;
}

function goTo(state: PlanState, done: readonly HistoryStep[], undone: readonly HistoryStep[]): void {
  const { phase } = useNetwork.getState();
  const interrupted = phase === 'resolving';
  if (interrupted) networkHost().drop();
  useNetwork.setState({ ...state, done, undone, phase: interrupted ? 'idle' : phase, failure: null });
}
