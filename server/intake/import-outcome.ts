import { rowIssue } from '#core/intake/intake-issue.ts';
import { IssueError } from '#core/issue.ts';
import type { ImportOutcome, ImportRequest } from './import-request.ts';
import type { SwapResult } from './swap-data-set.ts';

/** What is told of an import that is done. */
export function outcomeOf(
  request: ImportRequest,
  swap: SwapResult,
  file: Pick<
    ImportOutcome,
    'format' | 'formatSure' | 'srid' | 'read' | 'skipped' | 'issues' | 'rejectedRows'
  > & { readonly started: number },
): ImportOutcome {
  const { started, ...rest } = file;
  const issues = [...file.issues];
  if (swap.removed > 0)
    issues.push(rowIssue('rows-gone', 'info', null, null, request.source, { count: swap.removed }));
  if (request.dryRun) issues.push(rowIssue('dry-run', 'info', null, null, null));
  return {
    ...rest,
    layer: request.layer,
    source: request.source,
    imported: swap.imported,
    updated: swap.updated,
    unchanged: swap.unchanged,
    removed: swap.removed,
    sourceId: swap.sourceId,
    replaced: swap.replaced,
    rejected: file.rejectedRows.length,
    issues,
    seconds: Math.round(performance.now() - started) / 1000,
  };
}

/** The format with everything that changes what is read from the same bytes. */
export function formatWithOptions(
  format: string,
  request: ImportRequest,
  mapping: Readonly<Record<string, string>>,
): string {
  const { srid, layerInFile, treatment, dialect } = request;
  return [
    format,
    srid === null ? '' : ` crs=${srid}`,
    layerInFile === null ? '' : ` layer=${layerInFile}`,
    ...Object.entries(dialect ?? {}).map(([name, value]) => (value ? ` ${name}=${value}` : '')),
    ...Object.entries(mapping).map(([column, field]) => ` ${column}=${field}`),
    ...[...treatment.repair].sort().map((code) => ` repair=${code}`),
    ...[...treatment.accept].sort().map((code) => ` accept=${code}`),
    ...[...(treatment.refuse ?? [])].sort().map((code) => ` refuse=${code}`),
  ].join('');
}

export function noRows(fileName: string, issues: ImportOutcome['issues']): IssueError {
  const none = { code: 'no-rows', severity: 'error', where: 'file', params: { value: fileName } } as const;
  return new IssueError([none, ...issues.slice(0, 20)]);
}

/**
 * Data the database refuses (SQLSTATE classes 22, 23 and 54, and PROJ's complaints) were checked too little before: the
 * user learns the reason and that nothing changed. Anything else is a fault of ours and stays one.
 */
export function notStorable(error: unknown, fileName: string): unknown {
  if (!(error instanceof Error)) return error;
  const state = (error as { code?: unknown }).code;
  const data =
    typeof state === 'string' && (/^(2[23]|54)/.test(state) || error.message.startsWith('transform:'));
  if (!data) return error;
  const params = { value: fileName, reason: error.message.slice(0, 300) };
  return new IssueError({ code: 'rows-not-storable', severity: 'error', where: 'file', params });
}
