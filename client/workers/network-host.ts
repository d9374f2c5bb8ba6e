import type { EdgeDetour } from '#core/network/edge-detour.ts';
import type { NetworkPlan } from '#core/network/plan.ts';
import type {
  DetourQuestion,
  FromNetworkWorker,
  NetworkChoices,
  NetworkInputs,
  NetworkStep,
  ToNetworkWorker,
} from './network-messages.ts';
import { WorkerFailure } from './planner-host.ts';

type WorkerEnd = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

interface Running {
  readonly id: number;
  readonly onStep: (step: NetworkStep) => void;
  readonly resolve: (plan: NetworkPlan) => void;
  readonly reject: (error: Error) => void;
}

/** The page's end of the network worker: one search at a time; `stop` ends it with the best plan so far. */
export class NetworkHost {
  readonly #asked = new Map<number, (detour: EdgeDetour | null) => void>();
  readonly #start: () => WorkerEnd;
  #worker: WorkerEnd | null = null;
  #running: Running | null = null;
  #sent: NetworkInputs | null = null;
  #nextId = 1;

  constructor(start: () => WorkerEnd = startWorker) {
    this.#start = start;
  }

  /** @throws WorkerFailure with the code of the issue; `replaced` where a later search took its place */
  run(
    inputs: NetworkInputs,
    choices: NetworkChoices,
    onStep: (step: NetworkStep) => void,
  ): Promise<NetworkPlan> {
    this.#worker ??= this.#watched(this.#start());
    this.drop();
    const id = this.#nextId++;
    const message: ToNetworkWorker = { id, inputs: inputs === this.#sent ? null : inputs, choices };
    this.#sent = inputs;
    return new Promise((resolve, reject) => {
      this.#running = { id, onStep, resolve, reject };
      this.#worker!.postMessage(message);
    });
  }

  /** What it would take to do without an edge; null where the plan has no such edge. */
  detour(inputs: NetworkInputs, question: DetourQuestion): Promise<EdgeDetour | null> {
    this.#worker ??= this.#watched(this.#start());
    const ask = this.#nextId++;
    const message: ToNetworkWorker = { ask, inputs: inputs === this.#sent ? null : inputs, ...question };
    this.#sent = inputs;
    return new Promise((resolve) => {
      this.#asked.set(ask, resolve);
      this.#worker!.postMessage(message);
    });
  }

  /** Ends the search; its promise resolves with the best plan so far. */
  stop(): void {
    if (this.#running) this.#worker?.postMessage({ stop: this.#running.id } satisfies ToNetworkWorker);
  }

  /** Ends the search; nobody wants its plan any more. */
  drop(): void {
    this.stop();
    this.#running?.reject(new WorkerFailure('replaced', 'replaced'));
    this.#running = null;
  }

  #watched(worker: WorkerEnd): WorkerEnd {
    worker.addEventListener('message', (event) =>
      this.#receive((event as MessageEvent<FromNetworkWorker>).data),
    );
    worker.addEventListener('error', (event) => {
      // A worker that died is replaced at the next search.
      worker.terminate();
      this.#worker = null;
      this.#sent = null;
      for (const resolve of this.#asked.values()) resolve(null);
      this.#asked.clear();
      const running = this.#running;
      this.#running = null;
      running?.reject(new WorkerFailure((event as ErrorEvent).message || 'worker', 'worker'));
    });
    return worker;
  }

  #receive(message: FromNetworkWorker): void {
    if ('ask' in message) {
      this.#asked.get(message.ask)?.(message.detour);
      this.#asked.delete(message.ask);
      return;
    }
    const running = this.#running;
    if (!running || message.id !== running.id) return;
    if ('step' in message) {
      running.onStep(message.step);
      return;
    }
    this.#running = null;
    if ('plan' in message) running.resolve(message.plan);
    else running.reject(new WorkerFailure(message.error.message, message.error.code));
  }
}

function startWorker(): Worker {
  const name = document.documentElement.lang === 'en' ? 'network-en' : 'network-de';
  return new Worker(new URL('./network-worker.ts', import.meta.url), { type: 'module', name });
}
