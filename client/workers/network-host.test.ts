import { describe, expect, it } from 'vitest';
import type { NetworkPlan } from '#core/network/plan.ts';
import { NetworkHost } from './network-host.ts';
import type {
  FromNetworkWorker,
  NetworkChoices,
  NetworkInputs,
  ToNetworkWorker,
} from './network-messages.ts';

/** A worker that only notes what it is told. */
class NotedWorker {
  readonly told: ToNetworkWorker[] = [];
  readonly #listeners = new Map<string, (event: unknown) => void>();
  postMessage = (message: ToNetworkWorker) => void this.told.push(message);
  addEventListener = (type: string, listener: unknown) =>
    void this.#listeners.set(type, listener as (event: unknown) => void);
  terminate = () => undefined;
  say = (data: FromNetworkWorker) => this.#listeners.get('message')!({ data });
  die = () => this.#listeners.get('error')!({ message: 'out of memory' });
}

const inputs = { streets: [], targets: [] } as unknown as NetworkInputs;
const choices = { seconds: 1 } as NetworkChoices;
const plan = { trenchM: 1 } as NetworkPlan;

function started() {
  const workers: NotedWorker[] = [];
  const host = new NetworkHost(() => {
    const worker = new NotedWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  });
  return { host, workers };
}

describe('NetworkHost', () => {
  it('sends inputs once, hands on every step and the plan', async () => {
    const { host, workers } = started();
    const steps: number[] = [];
    const first = host.run(inputs, choices, ({ value }) => steps.push(value));
    workers[0]!.say({ id: 1, step: { value: 9, lowerBound: 5, gap: 0.4, seconds: 1, tree: null } });
    workers[0]!.say({ id: 1, plan });
    expect(await first).toBe(plan);
    void host.run(inputs, choices, () => undefined);
    expect(workers[0]!.told).toMatchObject([
      { id: 1, inputs },
      { id: 2, inputs: null },
    ]);
    expect(steps).toEqual([9]);
  });

  it('stops a search that keeps its plan; a later search takes the place of one under way', async () => {
    const { host, workers } = started();
    const first = host.run(inputs, choices, () => undefined);
    host.stop();
    expect(workers[0]!.told.at(-1)).toEqual({ stop: 1 });
    const second = host.run(inputs, choices, () => undefined);
    await expect(first).rejects.toMatchObject({ code: 'replaced' });
    workers[0]!.say({ id: 1, plan });
    workers[0]!.say({ id: 2, plan });
    expect(await second).toBe(plan);
  });

  it('tells what failed, and starts a new worker after one has died', async () => {
    const { host, workers } = started();
    const failed = host.run(inputs, choices, () => undefined);
    workers[0]!.say({ id: 1, error: { code: 'network-no-targets', message: 'nothing' } });
    await expect(failed).rejects.toMatchObject({ code: 'network-no-targets', message: 'nothing' });
    const died = host.run(inputs, choices, () => undefined);
    workers[0]!.die();
    await expect(died).rejects.toMatchObject({ code: 'worker' });
    void host.run(inputs, choices, () => undefined);
    expect(workers).toHaveLength(2);
    expect(workers[1]!.told).toMatchObject([{ inputs }]);
  });
});
