import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { IMPORTABLE_LAYERS, recogniseFormats } from '#core/intake/index.ts';
import { applyMapping } from '#core/intake/records/apply-mapping.ts';
import { IssueError } from '#core/issue.ts';
import { openDatabase } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import { type ImportOutcome, importFile, type StagedFile } from '../intake/import-file.ts';
import { largeTableHead } from '../intake/import-in-parts.ts';
import { readIntakeFile, type TextDialect } from '../intake/read-file.ts';
import { mappingFor } from '../intake/saved-mapping.ts';
import { TARGET_TABLES } from '../intake/target-tables.ts';
import { differenceSamples } from './difference-samples.ts';
import type { CommitResult, Difference, ImportAnswer, ImportTask, Recognition } from './import-task.ts';
import { stagedImport } from './staged-import.ts';

const task = await new Promise<ImportTask>((given) => {
  process.once('message', (message) => given(message as ImportTask));
});
const answer = (message: ImportAnswer) => process.send?.(message);

/** Ends an import after it was checked, before it touches the layer. */
class StagedOnly extends Error {}

/** One task, one process, one connection: ending the process ends the transaction with it. */
async function main(): Promise<void> {
  const database = await openDatabase(task.config, { join: 'only' });
  try {
    if (task.kind === 'stage') await stage(database.db);
    else await commit(database.db);
  } finally {
    await database.close();
  }
}

async function stage(db: Kysely<Database>): Promise<void> {
  if (!task.recognition) answer({ kind: 'progress', progress: { phase: 'recognise', rows: 0, of: null } });
  const recognition = task.recognition ?? (await recognise(db));
  answer({ kind: 'recognised', recognition });
  const layer = task.choices.layer ?? recognition.formats[0]?.layer;
  if (layer === undefined) {
    const params = { value: fileName(), known: IMPORTABLE_LAYERS.join(', ') };
    throw new IssueError({ code: 'import-not-recognised', severity: 'error', where: 'layer', params });
  }
  const demo = await holdsDemo(db);
  let staged: StagedFile | null = null;
  let outcome: ImportOutcome | null = null;
  try {
    outcome = await importFile(
      db,
      { ...requestFor(layer, true, false), stageOnly: demo },
      onProgress,
      (file) => {
        // What is noted after this point speaks of the dry run, not of the file.
        staged = { ...file, issues: [...file.issues] };
        // Beside the demo city nothing real exists to compare with, and without rows there is nothing to swap.
        const removes = (file.removedKeys?.length ?? 0) > 0;
        if (demo || (file.importable === 0 && !removes)) throw new StagedOnly();
      },
    );
  } catch (error) {
    if (!(error instanceof StagedOnly)) throw error;
  }
  const found = staged as StagedFile | null;
  if (found === null) throw new Error('nothing was staged');
  const file = withLaterFindings(found, outcome);
  const diff: Difference = outcome
    ? {
        new: outcome.imported,
        changed: outcome.updated,
        unchanged: outcome.unchanged,
        gone: outcome.removed,
      }
    : { new: file.importable, changed: 0, unchanged: 0, gone: 0 };
  const dataSet = { layer, source: task.choices.source };
  const samples =
    diff.changed + diff.gone > 0
      ? await differenceSamples(db, TARGET_TABLES[layer]!, dataSet, file.rows, file.srid)
      : { changed: [], gone: [] };
  // A delivery of changes names what goes; what it does not name stays.
  const gone = file.removedKeys?.slice(0, 50).map((key) => ({ key, name: null }));
  await writeFile(join(task.folder, 'issues.json'), JSON.stringify(file.issues));
  await writeFile(join(task.folder, 'rejected.json'), JSON.stringify(file.rejectedRows));
  answer({
    kind: 'staged',
    staged: await stagedImport(db, file, {
      layer,
      choices: task.choices,
      diff,
      samples: gone ? { ...samples, gone } : samples,
      demo,
    }),
  });
}

/** What only the comparison found out, e.g. claims whose address is not there. */
function withLaterFindings(file: StagedFile, outcome: ImportOutcome | null): StagedFile {
  if (outcome === null) return file;
  const refused = new Set(outcome.rejectedRows.map((row) => row.row));
  return {
    ...file,
    // These speak of the comparison, not of the file.
    issues: outcome.issues.filter(({ code }) => code !== 'dry-run' && code !== 'rows-gone'),
    rejectedRows: outcome.rejectedRows,
    importable: file.importable - (outcome.rejectedRows.length - file.rejectedRows.length),
    rows: file.rows.filter((row) => !refused.has(row.row)),
  };
}

async function commit(db: Kysely<Database>): Promise<void> {
  const { layer, source } = task.choices;
  if (layer === null) throw new Error('an import without a layer is not committed');
  const outcome = await importFile(db, requestFor(layer, false, task.replaceDemo), onProgress);
  const result: CommitResult = {
    layer,
    source,
    new: outcome.imported,
    changed: outcome.updated,
    unchanged: outcome.unchanged,
    gone: outcome.removed,
    rejected: outcome.rejected,
    seconds: outcome.seconds,
    sourceId: outcome.sourceId,
    replaced: outcome.replaced,
  };
  answer({ kind: 'committed', result });
}

/** Every layer and format the file could be, the surest first. */
async function recognise(db: Kysely<Database>): Promise<Recognition> {
  const dialect = dialectOf();
  const large = await largeTableHead(task.path, dialect);
  const { content, layers } = large
    ? { content: large, layers: [] }
    : await readIntakeFile(task.path, { prefer: null, layerName: task.choices.layerInFile, dialect });
  // An answer may call its columns as was entered for them.
  const answer = applyMapping(content, await mappingFor(db, 'supply', task.choices.source, content));
  const formats = IMPORTABLE_LAYERS.flatMap((layer) =>
    recogniseFormats(layer === 'supply' ? answer : content, layer).map(({ format, sure }) => ({
      layer,
      format: format.id,
      title: format.title,
      sureness: sure,
    })),
  ).sort((a, b) => b.sureness - a.sureness);
  if (content.kind !== 'records') return { formats, fields: [], layers };
  const fields = content.fields.slice(0, 500);
  const shown = fields.slice(0, SHOWN_FIELDS);
  const sample = content.records
    .slice(0, SHOWN_RECORDS)
    .map(({ properties }) => shown.map((field) => textOf(properties[field])));
  return { formats, fields, layers, sample };
}

/** Of the file as it is, for somebody who maps its columns. */
const SHOWN_RECORDS = 5;
const SHOWN_FIELDS = 60;

function textOf(value: unknown): string {
  const text =
    value === null || value === undefined
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  return text.slice(0, 60);
}

function dialectOf(): TextDialect {
  const { encoding, delimiter, decimal } = task.choices;
  return { encoding: encoding ?? null, delimiter: delimiter ?? null, decimal: decimal ?? null };
}

function requestFor(layer: string, dryRun: boolean, replaceDemo: boolean) {
  const { choices } = task;
  return {
    layer,
    path: task.path,
    source: choices.source,
    asOf: choices.asOf,
    licence: choices.licence,
    format: choices.format,
    srid: choices.srid,
    layerInFile: choices.layerInFile,
    mapping: choices.mapping ?? null,
    dialect: dialectOf(),
    corrections: choices.corrections ?? ('keep' as const),
    treatment: {
      accept: new Set(choices.accept),
      repair: new Set(choices.repair),
      refuse: new Set(choices.refuse ?? []),
    },
    dryRun,
    replaceDemo,
  };
}

function onProgress(progress: {
  phase: 'read' | 'check' | 'swap' | 'done';
  rows: number;
  of: number | null;
}) {
  // Nobody would learn what became of it.
  if (!process.connected) throw new Error('the server is gone');
  answer({ kind: 'progress', progress });
}

async function holdsDemo(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql`select from data_source where is_demo limit 1`.execute(db);
  return rows.length > 0;
}

const fileName = () => task.path.split(/[\\/]/).at(-1)!;

process.once('disconnect', () => process.exit(1));
await main().catch((error: unknown) => {
  if (error instanceof IssueError) answer({ kind: 'refused', issues: error.issues });
  else
    answer({
      kind: 'crashed',
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
});
process.removeAllListeners('disconnect');
process.disconnect?.();
