import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Issue, IssueError } from '#core/issue.ts';
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

export interface JobOutcome {
  readonly recognition: Recognition | null;
  readonly staged: StagedImport | null;
  readonly result: CommitResult | null;
  /** Why it could not be done. */
  readonly issues: readonly Issue[] | null;
  readonly cancelled: boolean;
}

interface Job {
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
 * Runs imports one after the other, each in a process of its own with a database connection of its own: whatever a
 * file does to its reader, the server stays up, and ending the process rolls back what it had begun.
 */
export class ImportJobs {
  readonly #jobs = new Map<string, Job>();
  readonly #queue: Job[] = [];
  #running: Job | null = null;
  readonly #log: (error: unknown) => void;

  constructor(log: (error: unknown) => void) {
    this.#log = log;
  }

  /** Starts a task when its turn comes; a task of the same import that is under way is ended first. */
  async start(task: ImportTask): Promise<{ readonly done: Promise<JobOutcome> }> {
    await this.cancel(task.importId);
    const { promise, resolve } = Promise.withResolvers<JobOutcome>();
    const job: Job = {
      task,
      progress: { phase: 'queued', rows: 0, of: null },
      phaseSince: performance.now(),
      process: null,
      cancelled: false,
      done: promise,
      finish: resolve,
    };
    this.#jobs.set(task.importId, job);
    this.#queue.push(job);
    this.#next();
    return { done: promise };
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
    const waiting = this.#queue.indexOf(job);
    if (waiting >= 0) {
      this.#queue.splice(waiting, 1);
      this.#settle(job, { ...NOTHING, cancelled: true });
    } else job.process?.kill('SIGKILL');
    await job.done;
  }

  #next(): void {
    if (this.#running) return;
    const job = this.#queue.shift();
    if (!job) return;
    this.#running = job;
    void this.#run(job).then((outcome) => {
      this.#running = null;
      this.#settle(job, outcome);
      this.#next();
    });
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
      // What reading leaves behind lies in the folder of the import and goes with it.
      env: { TMPDIR: job.task.folder },
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
