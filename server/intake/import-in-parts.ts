import { open, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Kysely } from 'kysely';
import type { RecordContent } from '#core/intake/content.ts';
import { chooseFormat } from '#core/intake/index.ts';
import type { IntakeFormat, RejectedRow, StagedRow } from '#core/intake/intake-format.ts';
import type { IntakeIssue } from '#core/intake/intake-issue.ts';
import { IssueError } from '#core/issue.ts';
import type { Database } from '../db/schema.ts';
import { formatWithOptions, noRows, notStorable, outcomeOf } from './import-outcome.ts';
import type { ImportOutcome, ImportProgress, ImportRequest, StagedFile } from './import-request.ts';
import { INTAKE_LIMITS } from './intake-limits.ts';
import { radioOfToday } from './radio-limits.ts';
import type { TextDialect } from './read-file.ts';
import { openInParts, type TableInParts } from './read-in-parts.ts';
import { RegionCheck } from './region-check.ts';
import type { RowSource } from './row-source.ts';
import { type SwapResult, swapDataSet } from './swap-data-set.ts';
import { TARGET_TABLES } from './target-tables.ts';

/** More refused rows than this in a table read in parts: it is not what it was taken for, and memory ends. */
const MAX_REFUSED = 200_000;
/** Rows of a table in parts that are kept for the preview. */
const SAMPLE_ROWS = 2_000;

export interface LargeTable {
  readonly table: TableInParts;
  readonly format: IntakeFormat;
  readonly sure: number;
  readonly fileName: string;
}

/**
 * A file that is better not held whole: delimited text of some size in a format that reads in parts. Null for any
 * other, and where a mapping renames its columns.
 * @throws IssueError `file-too-large`
 */
export async function openLargeTable(
  request: ImportRequest,
  mapping: Readonly<Record<string, string>>,
): Promise<LargeTable | null> {
  const limits = request.limits ?? INTAKE_LIMITS;
  const { path } = request;
  const isText = ['.csv', '.txt', '.tsv'].includes(extname(path).toLowerCase());
  const info = isText && Object.keys(mapping).length === 0 ? await stat(path).catch(() => null) : null;
  if (!info?.isFile() || info.size < limits.inPartsBytes) return null;
  const fileName = basename(path);
  if (info.size > limits.tableBytes) {
    const mb = (bytes: number) => Math.round(bytes / 1048576);
    const params = { value: fileName, sizeMb: mb(info.size), limitMb: mb(limits.tableBytes) };
    throw new IssueError({ code: 'file-too-large', severity: 'error', where: 'file', params });
  }
  if (await isUtf16(path)) return null;
  const table = await openInParts(path, fileName, info.size, request.dialect ?? {});
  const first = await table.parts().next();
  const sample = { ...table.head.content, records: first.value?.records.slice(0, 500) ?? [] };
  const { format, sure } = chooseFormat(sample, request.layer, request.format, fileName);
  return format.inParts ? { table, format, sure, fileName } : null;
}

/** The beginning of delimited text that is better not held whole; null for any other file. */
export async function largeTableHead(path: string, dialect: TextDialect): Promise<RecordContent | null> {
  if (!['.csv', '.txt', '.tsv'].includes(extname(path).toLowerCase())) return null;
  const info = await stat(path).catch(() => null);
  if (!info?.isFile() || info.size < INTAKE_LIMITS.inPartsBytes || (await isUtf16(path))) return null;
  const table = await openInParts(path, basename(path), info.size, dialect);
  const first = await table.parts().next();
  return { ...table.head.content, records: first.value?.records.slice(0, 500) ?? [] };
}

async function isUtf16(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.equals(Buffer.from([0xff, 0xfe])) || buffer.equals(Buffer.from([0xfe, 0xff]));
  } finally {
    await file.close();
  }
}

/** Imports a table part by part: what is read is written before the next part, all in one transaction. */
export async function importInParts(
  db: Kysely<Database>,
  request: ImportRequest,
  { table, format, sure, fileName }: LargeTable,
  onProgress: (progress: ImportProgress) => void,
  onStaged: (staged: StagedFile) => void,
): Promise<ImportOutcome> {
  const started = performance.now();
  const { layer, treatment, srid, source } = request;
  const content = table.head.content;
  const reader = format.inParts!(content, { layer, treatment, srid, source, radio: radioOfToday() });
  const issues: IntakeIssue[] = [...table.issues];
  const rejected: RejectedRow[] = [];
  const sample: StagedRow[] = [];
  let region: RegionCheck | null = null;
  let importable = 0;
  let share = 0;
  let end: ReturnType<typeof reader.finish> | null = null;
  const rows: RowSource = {
    count: null,
    async *parts(connection) {
      for await (const part of table.parts()) {
        const parsed = reader.read(part.records);
        region ??= await RegionCheck.of(connection, layer, parsed.srid, treatment);
        share = part.share;
        issues.push(...part.issues, ...parsed.issues);
        rejected.push(...parsed.rejected);
        if (rejected.length > MAX_REFUSED) {
          const params = { value: fileName, count: rejected.length };
          throw new IssueError([
            { code: 'too-many-refused', severity: 'error', where: 'file', params },
            ...issues.slice(0, 20),
          ]);
        }
        const inside = region.inside(parsed.rows);
        const every = Math.ceil(inside.length / 20);
        for (let at = 0; at < inside.length && sample.length < SAMPLE_ROWS; at += importable < 20 ? 1 : every)
          sample.push(inside[at]!);
        importable += inside.length;
        yield { rows: inside, srid: parsed.srid };
      }
      end = reader.finish();
      yield { rows: end.rows, srid: end.srid };
    },
    removedKeys: () => end?.update?.removedKeys ?? null,
  };
  // How many rows there are shows only at the end; until then the bytes tell.
  const onRows = (done: number) =>
    onProgress({
      phase: 'swap',
      rows: done,
      of: share > 0 ? Math.max(done, Math.round(importable / share)) : null,
    });
  let swap: SwapResult | null = null;
  try {
    if (request.stageOnly) {
      for await (const _ of rows.parts(db)) onRows(importable);
    } else
      swap = await swapDataSet(
        db,
        TARGET_TABLES[layer]!,
        {
          layer,
          source,
          asOf: request.asOf,
          licence: request.licence,
          fileName,
          sha256: table.sha256,
          format: formatWithOptions(format.id, request, {}),
        },
        requireRows(
          rows,
          () => importable,
          () => noRows(fileName, issues),
        ),
        {
          replaceDemo: request.replaceDemo,
          dryRun: request.dryRun,
          ...(request.corrections ? { corrections: request.corrections } : {}),
        },
        onRows,
      );
  } catch (error) {
    throw notStorable(error, fileName);
  }
  const done = end!;
  const found = region as RegionCheck | null;
  issues.push(...done.issues, ...(found?.issues() ?? []));
  rejected.push(...done.rejected, ...(found?.refused ?? []));
  onStaged({
    file: { fileName, sha256: table.sha256, content, issues: [], layers: [] },
    format: format.id,
    formatSure: sure,
    srid: done.srid,
    read: done.read,
    skipped: done.skipped,
    removedKeys: rows.removedKeys(),
    rows: sample,
    importable,
    issues: [...issues],
    rejectedRows: rejected,
  });
  issues.push(...(swap?.issues ?? []));
  onProgress({ phase: 'done', rows: importable, of: importable });
  return outcomeOf(request, swap ?? NOTHING, {
    format: format.id,
    formatSure: sure,
    srid: done.srid,
    read: done.read,
    skipped: done.skipped,
    issues,
    rejectedRows: rejected,
    started,
  });
}

/** Fails when everything was read and nothing could be taken, before anything is removed. */
function requireRows(rows: RowSource, count: () => number, failure: () => IssueError): RowSource {
  return {
    ...rows,
    async *parts(connection) {
      yield* rows.parts(connection);
      if (count() === 0 && (rows.removedKeys()?.length ?? 0) === 0) throw failure();
    },
  };
}

const NOTHING: SwapResult = {
  imported: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
  sourceId: 0,
  replaced: false,
  issues: [],
};
