import { INTAKE_FORMATS } from '#core/intake/index.ts';
import type { Decision, IntakeIssue } from '#core/intake/intake-issue.ts';
import { unitsOf } from '#core/intake/records/units.ts';
import { SURVEY_COLUMNS } from '#core/intake/survey/format.ts';
import type { Language } from '#core/issue-texts.ts';
import { TARGET_TABLES } from '../../intake/target-tables.ts';
import type { ImportJobs } from '../../jobs/import-jobs.ts';
import type { ImportChoices } from '../../jobs/import-task.ts';
import { screenSentence } from './screen-sentence.ts';
import type { StoredImport } from './store.ts';

/** Part of the whole that each phase is done with; only an estimate, rows are what is exact. */
const PHASES = ['queued', 'recognise', 'read', 'check', 'swap', 'done'] as const;
const SHARE = { queued: 0, recognise: 0.02, read: 0.2, check: 0.4, swap: 0.5, done: 1 } as const;

/** What the interface is told of an import. Sentences are in the caller's language. */
export function importDocument(row: StoredImport, jobs: ImportJobs, language: Language) {
  const { staged } = row;
  return {
    id: row.id,
    state: row.state,
    file: { name: row.fileName, bytes: Number(row.fileBytes), sha256: staged?.sha256 ?? null },
    request: row.request,
    fields: 'fields' in row.recognised ? row.recognised.fields : [],
    layersInFile: ('layers' in row.recognised && row.recognised.layers) || [],
    /** The first records as they stand in the file, by `fields`. */
    sample: ('sample' in row.recognised && row.recognised.sample) || [],
    units: Object.fromEntries(
      columnsOf(staged?.layer ?? row.request.layer)
        .map((column) => [column, unitsOf(column)] as const)
        .filter(([, units]) => units.length > 0),
    ),
    columns: columnsOf(staged?.layer ?? row.request.layer),
    recognised: ('formats' in row.recognised ? row.recognised.formats : []).map(({ title, ...rest }) => ({
      ...rest,
      title: title[language],
    })),
    layer: staged?.layer ?? row.request.layer,
    format: staged?.format ?? row.request.format,
    formatTitle: INTAKE_FORMATS.find((format) => format.id === staged?.format)?.title[language] ?? null,
    formatSureness: staged?.formatSure ?? null,
    srid: staged?.srid ?? row.request.srid,
    sridFrom: staged?.sridFrom ?? null,
    sridSureness: staged?.sridSureness ?? null,
    driver: staged?.driver ?? null,
    encoding: staged?.encoding ?? null,
    delimiter: staged?.delimiter ?? null,
    read: staged?.read ?? null,
    importable: staged?.importable ?? null,
    rejected: staged?.rejected ?? null,
    undecided: staged?.undecided ?? null,
    skipped: staged?.skipped ?? null,
    issues: (staged?.issues ?? []).map((group) => ({
      ...group,
      message: screenSentence(group.first[0]!, language),
      treatment: treatmentOf(row.request, group.code),
      first: group.first.map(({ row: number, column, value, place, ...issue }) => ({
        row: number,
        column,
        value,
        severity: issue.severity,
        message: screenSentence(issue, language),
        place,
        // Of this row alone, where it is not that of all.
        treatment: number === null ? null : treatmentOf(row.request, `${group.code}@${number}`),
      })),
    })),
    preview: staged?.preview ?? null,
    diff: staged?.diff ?? null,
    samples: staged?.samples ?? null,
    demo: staged?.demo ?? false,
    progress: progressOf(row, jobs),
    failure: row.failure?.map((issue) => ({ ...issue, message: screenSentence(issue, language) })) ?? null,
    result: row.result,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function treatmentOf(request: ImportChoices, name: string): Decision | null {
  if (request.refuse?.includes(name)) return 'refuse';
  if (request.repair.includes(name)) return 'repair';
  return request.accept.includes(name) ? 'accept' : null;
}

/** Where a record lies and what it is called, in every layer that has places. */
const PLACE_COLUMNS = ['id', 'lon', 'lat', 'x', 'y', 'wkt'];

/** Columns of a layer that a field of the file can be mapped to. */
function columnsOf(layer: string | null): readonly string[] {
  if (layer === 'supply') return Object.keys(SURVEY_COLUMNS);
  const target = layer === null ? undefined : TARGET_TABLES[layer];
  return target ? [...Object.keys(target.columns), ...PLACE_COLUMNS] : [];
}

function progressOf(row: StoredImport, jobs: ImportJobs) {
  const progress = jobs.progressOf(row.id);
  if (!progress) return null;
  const { phase, rows, of } = progress;
  const from = SHARE[phase];
  const to = SHARE[PHASES[Math.min(PHASES.indexOf(phase) + 1, PHASES.length - 1)]!];
  return { ...progress, share: of ? from + (to - from) * (rows / of) : from };
}

/** One line an issue, as the command line writes it too. */
export function issueFields(issue: IntakeIssue, language: Language): unknown[] {
  return [issue.code, issue.severity, issue.row, issue.column, issue.value, screenSentence(issue, language)];
}
