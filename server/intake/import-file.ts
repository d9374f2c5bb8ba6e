import { type Kysely, sql } from 'kysely';
import { chooseFormat, IMPORTABLE_LAYERS } from '#core/intake/index.ts';
import { applyMapping } from '#core/intake/records/apply-mapping.ts';
import { IssueError } from '#core/issue.ts';
import type { Database } from '../db/schema.ts';
import { checkGeometries } from './check-geometries.ts';
import { importInParts, openLargeTable } from './import-in-parts.ts';
import { formatWithOptions, noRows, notStorable, outcomeOf } from './import-outcome.ts';
import type { ImportOutcome, ImportProgress, ImportRequest, StagedFile } from './import-request.ts';
import { radioOfToday } from './radio-limits.ts';
import { readIntakeFile } from './read-file.ts';
import { RegionCheck } from './region-check.ts';
import { rowsAtOnce } from './row-source.ts';
import { mappingFor, mappingIssue, savedMapping, saveMapping } from './saved-mapping.ts';
import { swapClaims } from './swap-claims.ts';
import { type SwapResult, swapDataSet } from './swap-data-set.ts';
import { TARGET_TABLES } from './target-tables.ts';

export type { ImportOutcome, ImportProgress, ImportRequest, StagedFile } from './import-request.ts';

/**
 * Reads a file, checks every record and swaps the data set in one transaction. Refused records are listed, the
 * others are taken. Large tables are read part by part.
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
  const stated = request.mapping ?? (await savedMapping(db, request.layer, request.source));
  const large = await openLargeTable(request, stated);
  if (large) return importInParts(db, request, large, onProgress, onStaged);
  const file = await readIntakeFile(request.path, {
    prefer: target.geometry,
    layerName: request.layerInFile,
    ...(request.dialect ? { dialect: request.dialect } : {}),
    ...(request.limits ? { limits: request.limits } : {}),
  });
  const mapping = request.mapping ?? (await mappingFor(db, request.layer, request.source, file.content));
  const content = applyMapping(file.content, mapping);
  const { format, sure } = chooseFormat(content, request.layer, request.format, file.fileName);
  const parsed = format.parse(content, {
    layer: request.layer,
    treatment: request.treatment,
    radio: radioOfToday(),
    srid: request.srid,
    source: request.source,
  });
  onProgress({ phase: 'check', rows: 0, of: parsed.rows.length });
  await requireKnownSrid(db, parsed.srid);
  const checked = target.trusted
    ? { rows: parsed.rows, issues: [], rejected: [] }
    : await checkGeometries(db, target, parsed.rows, parsed.srid, request.treatment);
  const region = await RegionCheck.of(db, request.layer, parsed.srid, request.treatment);
  const rows = region.inside(checked.rows);
  const mapped = mappingIssue(mapping, request.mapping === undefined || request.mapping === null);
  const issues = [...file.issues, ...mapped, ...parsed.issues, ...checked.issues, ...region.issues()];
  const rejectedRows = [...parsed.rejected, ...checked.rejected, ...region.refused];
  onStaged({
    file,
    format: format.id,
    formatSure: sure,
    srid: parsed.srid,
    read: parsed.read,
    skipped: parsed.skipped,
    removedKeys: parsed.update?.removedKeys ?? null,
    rows,
    importable: rows.length,
    issues,
    // What is refused later speaks of the comparison.
    rejectedRows: [...rejectedRows],
  });
  const removedKeys = parsed.update?.removedKeys ?? null;
  if (rows.length === 0 && (removedKeys?.length ?? 0) === 0) throw noRows(file.fileName, issues);
  const dataSet = {
    layer: request.layer,
    source: request.source,
    asOf: request.asOf,
    licence: request.licence,
    fileName: file.fileName,
    sha256: file.sha256,
    format: formatWithOptions(format.id, request, mapping),
  };
  const swapOptions = {
    replaceDemo: request.replaceDemo,
    dryRun: request.dryRun,
    ...(request.corrections ? { corrections: request.corrections } : {}),
  };
  const onRows = (done: number) => onProgress({ phase: 'swap', rows: done, of: rows.length });
  let swap: SwapResult;
  try {
    if (target.table === 'supply_claim') {
      const { treatment } = request;
      const claims = await swapClaims(db, dataSet, rows, parsed.srid, treatment, swapOptions, onRows);
      rejectedRows.push(...claims.rejected);
      swap = claims;
    } else {
      const source = rowsAtOnce(rows, parsed.srid, removedKeys);
      swap = await swapDataSet(db, target, dataSet, source, swapOptions, onRows);
    }
  } catch (error) {
    throw notStorable(error, file.fileName);
  }
  issues.push(...swap.issues);
  if (request.mapping && !request.dryRun)
    await saveMapping(db, request.layer, request.source, request.mapping);
  onProgress({ phase: 'done', rows: rows.length, of: rows.length });
  return outcomeOf(request, swap, {
    format: format.id,
    formatSure: sure,
    srid: parsed.srid,
    read: parsed.read,
    skipped: parsed.skipped,
    issues,
    rejectedRows,
    started,
  });
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
