import { Worker } from 'node:worker_threads';
import type { DocumentStep } from '#core/document-steps.ts';
import { type Issue, IssueError } from '#core/issue.ts';
import type { Services } from '../route.ts';
import type { DocumentMessage, DocumentOrder, DocumentOutcomes, DocumentTask } from './document-task.ts';

/** Threads at once; each takes a core, and the embedded database has one backend. */
const MOST_AT_ONCE = 1;
/** Who comes when so many wait is asked to come again. */
const MOST_WAITING = 20;
/** Heap of a thread, in MB: the documents of a large city fit, and what does not fit ends the thread, not the server. */
const HEAP_MB = 3072;

export interface DocumentWish {
  /** The caller's own word for this work, to ask how far it is. */
  readonly job?: string | undefined;
  /** Ends the work when nobody waits for it any more. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes documents away from the thread that answers requests, one after the other: the lists, maps and layers of a city of
 * 100,000 addresses take minutes of a processor, and everybody else would wait for them.
 */
export class DocumentJobs {
  readonly #config: Services['config'];
  readonly #steps = new Map<string, DocumentStep>();
  readonly #waiting: (() => void)[] = [];
  readonly #workers = new Set<Worker>();
  #running = 0;

  constructor({ config, lifetime }: Pick<Services, 'config' | 'lifetime'>) {
    this.#config = config;
    lifetime?.onClose(() => this.close());
  }

  /** @throws IssueError `documents-busy`, `document-crashed`, and those of the work itself */
  async make<K extends DocumentTask['kind']>(
    task: Extract<DocumentTask, { kind: K }>,
    { job, signal }: DocumentWish = {},
  ): Promise<DocumentOutcomes[K]> {
    if (this.#waiting.length >= MOST_WAITING) throw new IssueError(BUSY);
    if (job) this.#steps.set(job, 'waiting');
    try {
      await this.#turn(signal);
      try {
        const onStep = (step: DocumentStep) => job && this.#steps.set(job, step);
        return (await this.#run({ config: this.#config, task }, onStep, signal)) as DocumentOutcomes[K];
      } finally {
        this.#running--;
        this.#waiting.shift()?.();
      }
    } finally {
      if (job) this.#steps.delete(job);
    }
  }

  /** How far a job is; null where none of that name runs or waits. */
  stepOf(job: string): DocumentStep | null {
    return this.#steps.get(job) ?? null;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  async #turn(signal: AbortSignal | undefined): Promise<void> {
    while (this.#running >= MOST_AT_ONCE) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.push(resolve);
      signal?.addEventListener('abort', () => resolve(), { once: true });
      await promise;
      const left = this.#waiting.indexOf(resolve);
      if (left >= 0) this.#waiting.splice(left, 1);
      if (signal?.aborted) {
        // A turn that was given to somebody who has gone is given on.
        if (left < 0) this.#waiting.shift()?.();
        throw new IssueError(BUSY);
      }
    }
    this.#running++;
  }

  async #run(order: DocumentOrder, onStep: (step: DocumentStep) => void, signal: AbortSignal | undefined) {
    if (signal?.aborted) throw new IssueError(BUSY);
    const worker = new Worker(new URL('./document-thread.ts', import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    this.#workers.add(worker);
    const end = () => void worker.terminate();
    signal?.addEventListener('abort', end, { once: true });
    try {
      return await new Promise<DocumentOutcomes[keyof DocumentOutcomes]>((done, fail) => {
        worker.on('message', (message: DocumentMessage) => {
          if ('step' in message) onStep(message.step);
          else if ('made' in message) done(message.made);
          else fail(new IssueError([...message.issues]));
        });
        worker.once('error', (error: NodeJS.ErrnoException) =>
          // What is too large for the heap is an answer; anything else is a mistake of ours and logged as one.
          fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new IssueError(crashed('out of memory')) : error),
        );
        worker.once('exit', () => fail(new IssueError(crashed('the thread ended'))));
      });
    } finally {
      signal?.removeEventListener('abort', end);
      this.#workers.delete(worker);
      await worker.terminate();
    }
  }
}

const BUSY: Issue = { code: 'documents-busy', severity: 'error' };
const crashed = (reason: string): Issue => ({
  code: 'document-crashed',
  severity: 'error',
  params: { reason },
});

const JOBS = new WeakMap<object, DocumentJobs>();

/** The one place where the documents of a running server are made. */
export function documentJobs(services: Pick<Services, 'db' | 'config' | 'lifetime'>): DocumentJobs {
  const known = JOBS.get(services.db) ?? new DocumentJobs(services);
  JOBS.set(services.db, known);
  return known;
}
