import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Issue, IssueError } from '#core/issue.ts';
import type { Services } from '../route.ts';
import { ImportQueue, type QueuedImport } from './import-queue.ts';
import type {
  CommitResult,
  ImportAnswer,
  ImportTask,
  JobProgress,
  Recognition,
  StagedImport,
} from './import-task.ts';

/** Heap of a job, in MB: a file of the largest accepted size fits, the server stays up beside it. */
const HEAP_MB = 3072;

/** A task that is taken up again, and who waits for what comes of it. */
export interface ResumedTask {
  readonly task: ImportTask;
  follow(done: Promise<JobOutcome>): void;
}

export interface JobOutcome {
  readonly recognition: Recognition | null;
  readonly staged: StagedImport | null;
  readonly result: CommitResult | null;
  /** Why it could not be done. */
  readonly issues: readonly Issue[] | null;
  readonly cancelled: boolean;
}

interface Job {
  /** Its id in the queue. */
  readonly id: string;
  readonly task: ImportTask;
  progress: JobProgress;
  /** When its phase began, for the time that is left. */
  phaseSince: number;
  process: ChildProcess | null;
  cancelled: boolean;
  readonly done: Promise<JobOutcome>;
  readonly finish: (outcome: JobOutcome) => void;
}

/**
 * Runs imports one after the other as the queue in the database gives them out, each in a process of its own with a database connection of its own: whatever a
 * file does to its reader, the server stays up, and ending the process rolls back what it had begun.
 */
export class ImportJobs {
  readonly #jobs = new Map<string, Job>();
  readonly #log: (error: unknown) => void;
  /** Jobs that this server sent: one of them that is no longer known was cancelled. */
  readonly #sent = new Set<string>();
  readonly queue: ImportQueue;

  /** `resume` makes a task of what an earlier server left in the queue, or null when nothing is to be done. */
  constructor(
    services: Pick<Services, 'db' | 'config'>,
    resume: (queued: QueuedImport) => Promise<ResumedTask | null>,
    log: (error: unknown) => void,
  ) {
    this.#log = log;
    const handler = (id: string, queued: QueuedImport) => this.#work(id, queued, resume);
    this.queue = new ImportQueue(services.db, services.config.DATA_DIR, handler, log);
  }

  /** Starts a task when its turn comes; a task of the same import that is under way is ended first. */
  async start(task: ImportTask): Promise<{ readonly done: Promise<JobOutcome> }> {
    await this.cancel(task.importId);
    const job = this.#admit(randomUUID(), task);
    this.#sent.add(job.id);
    try {
      await this.queue.send(job.id, { importId: task.importId, kind: task.kind });
    } catch (error) {
      this.#settle(job, { ...NOTHING, cancelled: true });
      throw error;
    }
    return { done: job.done };
  }

  #admit(id: string, task: ImportTask): Job {
    const { promise, resolve } = Promise.withResolvers<JobOutcome>();
    const job: Job = {
      id,
      task,
      progress: { phase: 'queued', rows: 0, of: null },
      phaseSince: performance.now(),
      process: null,
      cancelled: false,
      done: promise,
      finish: resolve,
    };
    this.#jobs.set(task.importId, job);
    return job;
  }

  /** The queue gives out a job: one that this server sent, or one that an earlier server left. */
  async #work(
    id: string,
    queued: QueuedImport,
    resume: (queued: QueuedImport) => Promise<ResumedTask | null>,
  ): Promise<void> {
    let job = this.#jobs.get(queued.importId);
    if (!job) {
      if (this.#sent.has(id)) return;
      const resumed = await resume(queued);
      // It may have been sent anew while we asked.
      if (!resumed || this.#jobs.has(queued.importId)) return;
      job = this.#admit(id, resumed.task);
      resumed.follow(job.done);
    }
    if (job.id !== id || job.cancelled || job.process) return;
    this.#settle(job, await this.#run(job));
  }

  isActive(importId: string): boolean {
    return this.#jobs.has(importId);
  }

  /** Progress with the seconds that are left, where rows were counted long enough to tell. */
  progressOf(importId: string): (JobProgress & { secondsLeft: number | null }) | null {
    const job = this.#jobs.get(importId);
    if (!job) return null;
    const { rows, of } = job.progress;
    const seconds = (performance.now() - job.phaseSince) / 1000;
    const secondsLeft =
      of !== null && rows > 0 && seconds >= 1 ? Math.ceil((seconds / rows) * (of - rows)) : null;
    return { ...job.progress, secondsLeft };
  }

  /** Ends a task; resolves when it is over. What it had not committed is rolled back. */
  async cancel(importId: string): Promise<void> {
    const job = this.#jobs.get(importId);
    if (!job) return;
    job.cancelled = true;
    if (job.process) job.process.kill('SIGKILL');
    else {
      this.#settle(job, { ...NOTHING, cancelled: true });
      await this.queue.cancel(job.id).catch(this.#log);
    }
    await job.done;
  }

  #settle(job: Job, outcome: JobOutcome): void {
    if (this.#jobs.get(job.task.importId) === job) this.#jobs.delete(job.task.importId);
    job.finish(outcome);
  }

  #run(job: Job): Promise<JobOutcome> {
    const child = fork(PROGRAM, {
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        // What reading leaves behind lies in the folder of the import and goes with it.
        TMPDIR: job.task.folder,
        // Compiled once, not for every step of every import: half of the time a small file takes.
        NODE_COMPILE_CACHE: getCompileCacheDir() ?? join(job.task.config.DATA_DIR, 'compiled'),
      },
    });
    job.process = child;
    let complaint = '';
    child.stderr!.on('data', (data: Buffer) => {
      complaint = (complaint + data.toString()).slice(-2000);
    });
    child.send(job.task);
    let outcome: JobOutcome = NOTHING;
    return new Promise((done) => {
      child.on('message', (sent) => {
        const message = sent as ImportAnswer;
        if (message.kind === 'progress') {
          if (message.progress.phase !== job.progress.phase) job.phaseSince = performance.now();
          job.progress = message.progress;
        } else if (message.kind === 'recognised') outcome = { ...outcome, recognition: message.recognition };
        else if (message.kind === 'staged') outcome = { ...outcome, staged: message.staged };
        else if (message.kind === 'committed') outcome = { ...outcome, result: message.result };
        else if (message.kind === 'refused') outcome = { ...outcome, issues: message.issues };
        else {
          this.#log(new Error(message.reason));
          outcome = { ...outcome, issues: [crashed(message.reason)] };
        }
      });
      child.on('error', (error) => {
        this.#log(error);
        outcome = { ...outcome, issues: [crashed(error.message)] };
      });
      // The channel is empty by then, which it need not be at `exit`.
      child.once('close', () => {
        const finished = outcome.staged || outcome.result || outcome.issues;
        if (finished) done(outcome);
        else if (job.cancelled) done({ ...outcome, cancelled: true });
        else {
          this.#log(new Error(`An import ended without an answer: ${complaint}`));
          done({ ...outcome, issues: [crashed('the reading process ended')] });
        }
      });
    });
  }
}

const PROGRAM = fileURLToPath(new URL('./import-process.ts', import.meta.url));

const NOTHING: JobOutcome = { recognition: null, staged: null, result: null, issues: null, cancelled: false };

function crashed(reason: string): Issue {
  const params = { reason: reason.split('\n')[0]!.slice(0, 300) };
  return new IssueError({ code: 'import-crashed', severity: 'error', where: 'file', params }).issues[0]!;
}
