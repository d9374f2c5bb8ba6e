import type { FromWorker, Messages, MessageType, ToWorker } from './messages.ts';

interface Pending {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** A failure inside the worker, with its stable code. */
export class WorkerFailure extends Error {
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.name = 'WorkerFailure';
    this.code = code;
  }
}

/** The page's end of the worker: one question, one promise. */
export class PlannerHost {
  readonly #worker: Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  /** Share of the address columns that has arrived; null while the size is not known. */
  onProgress: (share: number | null) => void = () => {};

  constructor(worker: Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'> = startWorker()) {
    this.#worker = worker;
    worker.addEventListener('message', (event) => this.#receive((event as MessageEvent<FromWorker>).data));
    worker.addEventListener('error', (event) => this.#fail((event as ErrorEvent).message || 'worker'));
  }

  ask<T extends MessageType>(
    type: T,
    request: Messages[T]['request'],
    signal?: AbortSignal,
  ): Promise<Messages[T]['result']> {
    if (signal?.aborted) return Promise.reject(aborted());
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as Pending['resolve'], reject });
      signal?.addEventListener(
        'abort',
        () => {
          if (!this.#pending.delete(id)) return;
          this.#worker.postMessage({ abort: id } satisfies ToWorker);
          reject(aborted());
        },
        { once: true },
      );
      this.#worker.postMessage({ id, type, request } as ToWorker);
    });
  }

  close(): void {
    this.#worker.terminate();
    this.#fail('closed');
  }

  #receive(message: FromWorker): void {
    if ('progress' in message) {
      this.onProgress(message.progress);
      return;
    }
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    this.#pending.delete(message.id);
    if ('error' in message) pending.reject(new WorkerFailure(message.error.message, message.error.code));
    else pending.resolve(message.result as never);
  }

  #fail(reason: string): void {
    for (const pending of this.#pending.values()) pending.reject(new WorkerFailure(reason, 'worker'));
    this.#pending.clear();
  }
}

function startWorker(): Worker {
  return new Worker(new URL('./planner-worker.ts', import.meta.url), { type: 'module', name: 'lueckenlos' });
}

const aborted = () => new DOMException('aborted', 'AbortError');
