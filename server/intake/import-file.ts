import { type Kysely, sql } from 'kysely';
import { chooseFormat, IMPORTABLE_LAYERS } from '#core/intake/index.ts';
import type { ParsedFile, RejectedRow, StagedRow } from '#core/intake/intake-format.ts';
import { type IntakeIssue, rowIssue, type Treatment } from '#core/intake/intake-issue.ts';
import { applyMapping, type FieldMapping } from '#core/intake/records/apply-mapping.ts';
import { IssueError } from '#core/issue.ts';
import { ewkbHex } from '../db/ewkb.ts';
import type { Database } from '../db/schema.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { type ReadFile, readIntakeFile } from './read-file.ts';
import { mappingIssue, savedMapping, saveMapping } from './saved-mapping.ts';
import { swapClaims } from './swap-claims.ts';
import { type SwapResult, swapDataSet } from './swap-data-set.ts';
import { TARGET_TABLES, type TargetTable } from './target-tables.ts';

export interface ImportRequest {
  readonly layer: string;
  readonly path: string;
  readonly source: string;
  readonly asOf: string | null;
  readonly licence: string | null;
  /** Id of a format; null lets the content decide. */
  readonly format: string | null;
  readonly srid: number | null;
  /** Layer inside the file, where it has several. */
  readonly layerInFile: string | null;
  readonly treatment: Treatment;
  /** Column → field of the file; null takes what was saved for this source. */
  readonly mapping?: FieldMapping | null;
  readonly dryRun: boolean;
  readonly replaceDemo: boolean;
  readonly limits?: IntakeLimits;
}

/** Where an import is: `read`, `check`, `swap`, `done`; rows of how many, where that is known. */
export interface ImportProgress {
  readonly phase: 'read' | 'check' | 'swap' | 'done';
  readonly rows: number;
  readonly of: number | null;
}

export interface ImportOutcome {
  readonly layer: string;
  readonly source: string;
  readonly format: string;
  /** 0 to 1: how sure it is that the file is of this format. */
  readonly formatSure: number;
  readonly srid: number;
  readonly read: number;
  readonly imported: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly issues: readonly IntakeIssue[];
  readonly rejectedRows: readonly RejectedRow[];
  readonly seconds: number;
}

/** What an import knows before it touches the layer: for previews. */
export interface StagedFile {
  readonly file: ReadFile;
  readonly format: string;
  readonly formatSure: number;
  readonly parsed: ParsedFile;
  readonly rows: readonly StagedRow[];
  readonly issues: readonly IntakeIssue[];
  readonly rejectedRows: readonly RejectedRow[];
}

/**
 * Reads a file, checks every record and swaps the data set in one transaction. Refused records are listed, the
 * others are taken.
 * @throws IssueError when the file as a whole cannot be taken; nothing is changed then
 */
export async function importFile(
  db: Kysely<Database>,
  request: ImportRequest,
  onProgress: (progress: ImportProgress) => void = () => undefined,
  onStaged: (staged: StagedFile) => void = () => undefined,
): Promise<ImportOutcome> {
  const started = performance.now();
  const target = TARGET_TABLES[request.layer];
  if (!target || !IMPORTABLE_LAYERS.includes(request.layer)) {
    const params = { value: request.layer, known: IMPORTABLE_LAYERS.join(', ') };
    throw new IssueError({ code: 'layer-not-importable', severity: 'error', where: 'layer', params });
  }
  onProgress({ phase: 'read', rows: 0, of: null });
  const file = await readIntakeFile(request.path, {
    prefer: target.geometry,
    layerName: request.layerInFile,
    ...(request.limits ? { limits: request.limits } : {}),
  });
  const mapping = request.mapping ?? (await savedMapping(db, request.layer, request.source));
  const content = applyMapping(file.content, mapping);
  const { format, sure } = chooseFormat(content, request.layer, request.format, file.fileName);
  const parsed = format.parse(content, {
    layer: request.layer,
    treatment: request.treatment,
    srid: request.srid,
    source: request.source,
  });
  onProgress({ phase: 'check', rows: 0, of: parsed.rows.length });
  await requireKnownSrid(db, parsed.srid);
  const checked = target.trusted
    ? { rows: parsed.rows, issues: [], rejected: [] }
    : await checkGeometries(db, target, parsed.rows, parsed.srid, request.treatment);
  const mapped = mappingIssue(mapping, request.mapping === undefined || request.mapping === null);
  const issues = [...file.issues, ...mapped, ...parsed.issues, ...checked.issues];
  const rejectedRows = [...parsed.rejected, ...checked.rejected];
  onStaged({ file, format: format.id, formatSure: sure, parsed, rows: checked.rows, issues, rejectedRows });
  const removesOnly = parsed.rows.length === 0 && (parsed.update?.removedKeys.length ?? 0) > 0;
  if (checked.rows.length === 0 && !removesOnly) {
    const none = {
      code: 'no-rows',
      severity: 'error',
      where: 'file',
      params: { value: file.fileName },
    } as const;
    throw new IssueError([none, ...issues.slice(0, 20)]);
  }
  const options = [
    request.srid === null ? '' : ` crs=${request.srid}`,
    request.layerInFile === null ? '' : ` layer=${request.layerInFile}`,
    ...Object.entries(mapping).map(([column, field]) => ` ${column}=${field}`),
    ...[...request.treatment.repair].sort().map((code) => ` repair=${code}`),
    ...[...request.treatment.accept].sort().map((code) => ` accept=${code}`),
  ];
  const dataSet = {
    layer: request.layer,
    source: request.source,
    asOf: request.asOf,
    licence: request.licence,
    fileName: file.fileName,
    sha256: file.sha256,
    format: format.id + options.join(''),
  };
  const swapOptions = {
    replaceDemo: request.replaceDemo,
    dryRun: request.dryRun,
    ...parsed.update,
  };
  const onRows = (rows: number) => onProgress({ phase: 'swap', rows, of: checked.rows.length });
  let swap: SwapResult;
  try {
    if (target.table === 'supply_claim') {
      const { treatment } = request;
      const claims = await swapClaims(db, dataSet, checked.rows, parsed.srid, treatment, swapOptions, onRows);
      issues.push(...claims.issues);
      rejectedRows.push(...claims.rejected);
      swap = claims;
    } else swap = await swapDataSet(db, target, dataSet, checked.rows, parsed.srid, swapOptions, onRows);
  } catch (error) {
    throw notStorable(error, file.fileName);
  }
  if (request.mapping && !request.dryRun)
    await saveMapping(db, request.layer, request.source, request.mapping);
  onProgress({ phase: 'done', rows: checked.rows.length, of: checked.rows.length });
  if (swap.removed > 0)
    issues.push(rowIssue('rows-gone', 'info', null, null, request.source, { count: swap.removed }));
  if (request.dryRun) issues.push(rowIssue('dry-run', 'info', null, null, null));
  return {
    layer: request.layer,
    source: request.source,
    format: format.id,
    formatSure: sure,
    srid: parsed.srid,
    read: parsed.read,
    imported: swap.imported,
    updated: swap.updated,
    unchanged: swap.unchanged,
    removed: swap.removed,
    rejected: rejectedRows.length,
    skipped: parsed.skipped,
    issues,
    rejectedRows,
    seconds: Math.round(performance.now() - started) / 1000,
  };
}

/**
 * Data the database refuses (SQLSTATE classes 22 and 23, and PROJ's complaints) were checked too little before: the
 * user learns the reason and that nothing changed. Anything else is a fault of ours and stays one.
 */
function notStorable(error: unknown, fileName: string): unknown {
  if (!(error instanceof Error)) return error;
  const state = (error as { code?: unknown }).code;
  const data = typeof state === 'string' && (/^2[23]/.test(state) || error.message.startsWith('transform:'));
  if (!data) return error;
  const params = { value: fileName, reason: error.message.slice(0, 300) };
  return new IssueError({ code: 'rows-not-storable', severity: 'error', where: 'file', params });
}

async function requireKnownSrid(db: Kysely<Database>, srid: number): Promise<void> {
  const { rows } = await sql`select from spatial_ref_sys where srid = ${srid}`.execute(db);
  if (rows.length > 0) return;
  const params = {
    value: `EPSG:${srid}`,
    known: 'EPSG:4326, EPSG:25832, EPSG:25833, EPSG:3035, EPSG:31467, …',
  };
  throw new IssueError({ code: 'unknown-crs', severity: 'error', where: 'crs', params });
}

/** Lets PostGIS judge polygons; invalid ones are refused, or mended where that was asked for. */
async function checkGeometries(
  db: Kysely<Database>,
  target: TargetTable,
  rows: readonly StagedRow[],
  srid: number,
  treatment: Treatment,
): Promise<{ rows: readonly StagedRow[]; issues: IntakeIssue[]; rejected: RejectedRow[] }> {
  if (target.geometry !== 'Polygon') return { rows, issues: [], rejected: [] };
  const issues: IntakeIssue[] = [];
  const rejected: RejectedRow[] = [];
  const taken: StagedRow[] = [];
  for (let from = 0; from < rows.length; from += 500) {
    const part = rows.slice(from, from + 500);
    const hexes = part.map((row) => ewkbHex(row.geometry as Parameters<typeof ewkbHex>[0], srid));
    const faults = await sql<{ index: number; reason: string; mended: string | null }>`
      select (i - 1)::int as index, reason,
        st_asgeojson(st_multi(st_collectionextract(st_makevalid(g::geometry), 3)), 12) as mended
      from unnest(${hexes}::text[]) with ordinality as t(g, i),
        lateral (select st_isvalidreason(g::geometry) as reason) as check_
      where not st_isvalid(g::geometry)
    `.execute(db);
    const faultAt = new Map(faults.rows.map((fault) => [fault.index, fault]));
    part.forEach((row, i) => {
      const fault = faultAt.get(i);
      if (!fault) {
        taken.push(row);
        return;
      }
      const repair = treatment.repair.has('geometry-invalid');
      const mended = fault.mended === null ? null : (JSON.parse(fault.mended) as StagedRow['geometry']);
      const params = { reason: fault.reason, repaired: repair };
      const usable = repair && mended !== null && mended.coordinates.length > 0;
      issues.push(rowIssue('geometry-invalid', usable ? 'info' : 'error', row.row, null, row.key, params));
      if (usable) taken.push({ ...row, geometry: mended });
      else {
        const asked = treatment.accept.has('geometry-invalid');
        rejected.push({
          row: row.row,
          codes: ['geometry-invalid'],
          asked,
          record: { key: row.key, ...row.values },
        });
      }
    });
  }
  return { rows: taken, issues, rejected };
}
