import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Issue, IssueError } from '#core/issue.ts';
import { isUuid } from '../../db/is-uuid.ts';
import { ImportJobs, type JobOutcome, type ResumedTask } from '../../jobs/import-jobs.ts';
import type { ImportChoices, ImportTask, Recognition } from '../../jobs/import-task.ts';
import type { Services } from '../../route.ts';
import { isDatabaseGone } from '../../trust/database-gone.ts';
import { needsStaging, sourceOfFile } from './choices.ts';
import { receiveUpload } from './receive-upload.ts';
import {
  changeImport,
  deleteImport,
  findImport,
  insertImport,
  listImports,
  type StoredImport,
  sourceOfEarlierFile,
  wasCommitted,
} from './store.ts';

/** Imports of this server: uploads, staging, committing. Their state is in the database, their files in DATA_DIR. */
export class ImportService {
  readonly #services: Services;
  readonly jobs: ImportJobs;
  #recovered: Promise<void> | null = null;
  /** Imports that are worked on. While the embedded database is busy with one, its progress can still be told. */
  readonly #active = new Map<string, StoredImport>();

  constructor(services: Services) {
    this.#services = services;
    this.jobs = new ImportJobs(
      services,
      (queued) => this.#resumed(queued.importId, queued.kind),
      (error) => console.error(error),
    );
    services.lifetime?.onReady(() => this.recover());
    services.lifetime?.onClose(() => this.jobs.queue.stop());
  }

  folderOf(id: string): string {
    return join(this.#services.config.DATA_DIR, 'imports', id);
  }

  /** Takes a file in and begins to read it. */
  async upload(request: Request, name: string | null, given: Partial<ImportChoices>): Promise<StoredImport> {
    await this.recover();
    const { db } = this.#services;
    const id = randomUUID();
    const file = await receiveUpload(request, name, this.folderOf(id));
    const earlier = await sourceOfEarlierFile(db, file.fileName);
    const choices: ImportChoices = {
      layer: earlier?.layer ?? null,
      format: null,
      srid: null,
      layerInFile: null,
      source: earlier?.name ?? sourceOfFile(file.fileName),
      asOf: null,
      licence: null,
      accept: [],
      repair: [],
      mapping: null,
      ...given,
    };
    await insertImport(db, { id, fileName: file.fileName, fileBytes: file.bytes, request: choices });
    await this.#stage(id, file.fileName, choices);
    return this.find(id);
  }

  /** @throws IssueError `import-not-found` */
  async find(id: string): Promise<StoredImport> {
    const active = this.#active.get(id);
    if (active) return active;
    await this.recover();
    const row = isUuid(id) ? await findImport(this.#services.db, id) : undefined;
    if (row) return row;
    throw failure('import-not-found', 'id', { value: id });
  }

  async list(): Promise<StoredImport[]> {
    await this.recover();
    return listImports(this.#services.db);
  }

  /** Takes other choices; the file is read again where they change what is in it. */
  async change(row: StoredImport, choices: ImportChoices): Promise<void> {
    refuseDone(row);
    const again = needsStaging(row.request, choices) || row.state !== 'staged';
    const taken = await changeImport(this.#services.db, row.id, ['staging', 'staged', 'failed'], {
      request: choices,
      ...(again ? { state: 'staging', failure: null } : {}),
    });
    if (!taken) throw failure('import-busy', 'state', { state: 'committing' });
    const known = 'formats' in row.recognised && row.request.layerInFile === choices.layerInFile;
    const recognition = known ? (row.recognised as Recognition) : null;
    if (again) await this.#stage(row.id, row.fileName, choices, recognition);
  }

  /** @throws IssueError `import-busy`, `import-done`, `import-not-ready`, `demo-data-present` */
  async commit(row: StoredImport, replaceDemo: boolean): Promise<void> {
    const { db } = this.#services;
    refuseDone(row);
    if (row.state === 'staging' || row.state === 'committing')
      throw failure('import-busy', 'state', { state: row.state });
    if (row.state === 'failed' || !row.staged || (row.staged.importable === 0 && row.staged.diff.gone === 0))
      throw failure('import-not-ready', 'state', { reason: row.failure?.[0]?.code ?? 'no-rows' });
    if (row.staged.demo && !replaceDemo) throw failure('demo-data-present', 'replaceDemo', {});
    // What was shown is what is committed: layer and format as they were found.
    const request = { ...row.request, layer: row.staged.layer, format: row.staged.format, replaceDemo };
    const taken = await changeImport(db, row.id, ['staged'], { state: 'committing', request });
    if (!taken) throw failure('import-busy', 'state', { state: 'committing' });
    const { done } = await this.jobs.start(this.#task('commit', row, request, replaceDemo));
    const active = { ...row, state: 'committing', request, failure: null } as const;
    this.#follow(active, done, (outcome) => this.#committed(row.id, outcome));
  }

  /** Ends what is under way and removes the file. An import that got through is only struck off the list. */
  async remove(row: StoredImport): Promise<void> {
    await this.jobs.cancel(row.id);
    this.#active.delete(row.id);
    if (row.state === 'committing') await this.#interrupted(row);
    await deleteImport(this.#services.db, row.id);
    await rm(this.folderOf(row.id), { recursive: true, force: true });
  }

  /** Waits until nothing is under way for the import, at most so long. */
  async settled(id: string, limitMs: number): Promise<StoredImport> {
    const deadline = performance.now() + limitMs;
    for (;;) {
      const row = await this.find(id);
      const under = row.state === 'staging' || row.state === 'committing';
      if (!under || performance.now() > deadline) return row;
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }

  /** After a restart: goes on reading what was being read, and finds out what became of commits. Once. */
  recover(): Promise<void> {
    this.#recovered ??= this.#recover().catch((error: unknown) => {
      this.#recovered = null;
      throw error;
    });
    return this.#recovered;
  }

  /** The file is in the layer now; the lists of problems and of refused rows stay with the import. */
  async #dropFile(id: string): Promise<void> {
    const row = await findImport(this.#services.db, id);
    if (row) await rm(join(this.folderOf(id), row.fileName), { force: true });
  }

  async #recover(): Promise<void> {
    const { db } = this.#services;
    const unfinished = (await listImports(db)).filter(
      ({ state }) => state === 'staging' || state === 'committing',
    );
    // Without any the queue need not be looked at, which on the first start would create it.
    if (unfinished.length === 0) return;
    const queued = new Set((await this.jobs.queue.unfinished()).map(({ importId }) => importId));
    for (const row of unfinished) {
      if (queued.has(row.id) && row.state === 'staging') continue;
      if (this.jobs.isActive(row.id) || !existsSync(join(this.folderOf(row.id), row.fileName))) continue;
      if (row.state === 'staging') await this.#stage(row.id, row.fileName, row.request);
      else if (row.state === 'committing') await this.#interrupted(row);
    }
  }

  /** A file that was being read when the server ended is read again; of a commit we find out what became of it. */
  async #resumed(id: string, kind: ImportTask['kind']): Promise<ResumedTask | null> {
    const row = await findImport(this.#services.db, id);
    if (kind !== 'stage' || row?.state !== 'staging') return null;
    if (!existsSync(join(this.folderOf(id), row.fileName))) return null;
    const recognition = 'formats' in row.recognised ? (row.recognised as Recognition) : null;
    return {
      task: this.#task('stage', row, row.request, false, recognition),
      follow: (done) => this.#follow(row, done, (outcome) => this.#staged(id, row.request, outcome)),
    };
  }

  async #stage(
    id: string,
    fileName: string,
    choices: ImportChoices,
    recognition: Recognition | null = null,
  ): Promise<void> {
    const row = await findImport(this.#services.db, id);
    const { done } = await this.jobs.start(
      this.#task('stage', { id, fileName }, choices, false, recognition),
    );
    this.#follow(row, done, (outcome) => this.#staged(id, choices, outcome));
  }

  /** Waits for a task in the background and writes down what came of it. */
  #follow(
    row: StoredImport | undefined,
    done: Promise<JobOutcome>,
    finish: (outcome: JobOutcome) => Promise<void>,
  ): void {
    if (row) this.#active.set(row.id, row);
    done
      .then((outcome) => onceThere(() => finish(outcome)))
      .catch((error: unknown) => console.error(error))
      .finally(() => {
        if (row && this.#active.get(row.id) === row) this.#active.delete(row.id);
      });
  }

  #task(
    kind: ImportTask['kind'],
    row: { id: string; fileName: string },
    choices: ImportChoices,
    replaceDemo: boolean,
    recognition: Recognition | null = null,
  ): ImportTask {
    const folder = this.folderOf(row.id);
    const { config } = this.#services;
    const plain = { ...config, DATABASE_POOL: 2, remarks: [] };
    return {
      kind,
      config: plain,
      importId: row.id,
      folder,
      path: join(folder, row.fileName),
      choices,
      replaceDemo,
      recognition,
    };
  }

  async #staged(id: string, choices: ImportChoices, outcome: JobOutcome): Promise<void> {
    if (outcome.cancelled) return;
    const { staged, issues } = outcome;
    const recognised: Recognition | readonly [] = outcome.recognition ?? [];
    await changeImport(
      this.#services.db,
      id,
      ['staging'],
      staged
        ? { state: 'staged', recognised, staged, failure: null }
        : { state: 'failed', recognised, staged: null, failure: issues ?? [] },
      choices,
    );
  }

  async #committed(id: string, outcome: JobOutcome): Promise<void> {
    const { db } = this.#services;
    if (outcome.result) {
      await changeImport(db, id, ['committing'], {
        state: 'committed',
        result: outcome.result,
        failure: null,
      });
      await this.#dropFile(id);
      return;
    }
    const row = await findImport(db, id);
    if (!row || outcome.cancelled) return;
    await this.#interrupted(row, outcome.issues);
  }

  /** A commit that gave no answer: either it is in the database, or nothing of it is. */
  async #interrupted(row: StoredImport, issues: readonly Issue[] | null = null): Promise<void> {
    const { db } = this.#services;
    const done = await wasCommitted(db, row);
    if (done) {
      const { diff, rejected } = row.staged!;
      const { layer, source } = row.request;
      const result = {
        ...diff,
        layer: layer!,
        source,
        rejected,
        seconds: 0,
        sourceId: done.sourceId,
        replaced: diff.unchanged + diff.changed + diff.gone > 0,
      };
      await changeImport(db, row.id, ['committing'], { state: 'committed', result });
      await this.#dropFile(row.id);
      return;
    }
    const failed = issues ?? [{ code: 'import-interrupted', severity: 'error', where: 'state' } as const];
    await changeImport(db, row.id, ['committing'], { state: 'staged', failure: failed });
  }
}

/** What came of a task is written down as soon as the database is there; until then the import is under way. */
async function onceThere(write: () => Promise<void>): Promise<void> {
  for (let waitMs = 250; ; waitMs = Math.min(waitMs * 2, 10_000)) {
    try {
      return await write();
    } catch (error) {
      if (!isDatabaseGone(error) || (error as NodeJS.ErrnoException).code === 'CONNECTION_ENDED') throw error;
    }
    await new Promise((wake) => setTimeout(wake, waitMs).unref());
  }
}

function refuseDone(row: StoredImport): void {
  if (row.state === 'committed') throw failure('import-done', 'state', {});
}

function failure(code: string, where: string, params: Record<string, string>): IssueError {
  return new IssueError({ code, severity: 'error', where, params });
}
