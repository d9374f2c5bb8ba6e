import { strToU8 } from 'fflate';
import { type Cell, columnName, type Sheet, xlsxBytes } from '../dossier/xlsx.ts';
import { issueSentence } from '../issue-texts.ts';
import { LEDGER_BUCKETS, LEDGER_WORDINGS } from '../rulebook/ledger.ts';
import { answerDayText, decisionText, OPERATOR_COLUMNS } from './operator-words.ts';
import { type PlannedClaim, plannedAttributes, type SurveyResult } from './result.ts';

type Value = string | number | null;

/** The result as a workbook: ledger with its sums as formulas, operators, doubts, and every promise. */
export function resultWorkbook(result: SurveyResult, planned: readonly PlannedClaim[]): Uint8Array {
  return xlsxBytes({
    title: `Ergebnis der Markterkundung ${result.name}`,
    creator: result.issuer,
    day: result.onDate,
    sheets: [
      ledgerSheet(result),
      operatorSheet(result),
      findingSheet(result),
      remarkSheet(result),
      plannedSheet(planned),
    ],
    names: {},
  });
}

/** Every promise as CSV: UTF-8 with mark, `;`, decimal comma; the intake of answers reads it. */
export function plannedCsv(planned: readonly PlannedClaim[]): Uint8Array {
  const rows = planned.map(plannedAttributes);
  const lines = [PLANNED_COLUMNS.join(';'), ...rows.map((row) => Object.values(row).map(csvField).join(';'))];
  return strToU8(`\uFEFF${lines.join('\r\n')}\r\n`);
}

const PLANNED_COLUMNS = Object.keys(
  plannedAttributes({ address: {}, technology: 'ftth' } as unknown as PlannedClaim),
);

function ledgerSheet({ effect }: SurveyResult): Sheet {
  const buckets = LEDGER_BUCKETS.filter((bucket) => effect.before[bucket] || effect.after[bucket]);
  const last = buckets.length + 1;
  const sum = (column: string, value: number): Cell =>
    buckets.length === 0
      ? { value: 0, style: 'whole' }
      : { value, formula: `SUM(${column}2:${column}${last})`, style: 'whole' };
  return {
    name: 'Bilanz',
    columnWidths: [40, 16, 16, 16],
    rows: [
      head(['Stand der Adressen', 'ohne Antworten', 'mit Antworten', 'Unterschied']),
      ...buckets.map((bucket, i): Cell[] => {
        const [before, after] = [effect.before[bucket] ?? 0, effect.after[bucket] ?? 0];
        return [
          { value: LEDGER_WORDINGS[bucket].de },
          { value: before, style: 'whole' },
          { value: after, style: 'whole' },
          { value: after - before, formula: `C${i + 2}-B${i + 2}`, style: 'whole' },
        ];
      }),
      [{ value: 'Summe', style: 'bold' }, sum('B', effect.addresses), sum('C', effect.addresses)],
    ],
    frozenRows: 1,
  };
}

function operatorSheet({ operators }: SurveyResult): Sheet {
  return {
    name: 'Betreiber',
    columnWidths: [30, 14, 12, 12, 14, 18, 16, 13, 13, 18, 50, 18, 16],
    rows: [
      head([
        ...OPERATOR_COLUMNS,
        'früheste',
        'späteste',
        'Entscheidung',
        'Begründung',
        'Homes Connected',
        'Homes Passed',
      ]),
      ...operators.map(({ name, answer, report, decision, reason }): Cell[] => {
        const { promises } = report ?? {};
        return [
          name,
          answerDayText(answer),
          report?.addresses ?? null,
          promises?.addresses ?? null,
          promises?.binding ?? null,
          promises?.withMilestones ?? null,
          promises?.counting ?? null,
          promises?.firstDay ?? null,
          promises?.lastDay ?? null,
          decisionText(decision),
          reason,
          report?.homes.connected ?? null,
          report?.homes.passed ?? null,
        ].map(cell);
      }),
    ],
    frozenRows: 1,
  };
}

function findingSheet({ operators }: SurveyResult): Sheet {
  return notesSheet(
    'Plausibilität',
    'Hinweis',
    operators.flatMap(({ name, report }) =>
      (report?.findings ?? []).map((finding) => [
        name,
        finding.addressIds.length,
        issueSentence(finding, 'de'),
      ]),
    ),
  );
}

function remarkSheet({ operators }: SurveyResult): Sheet {
  return notesSheet('Bemerkungen', 'Bemerkung', [
    ...operators.flatMap(({ name, report }) =>
      (report?.remarks ?? []).map(({ text, addressIds }) => [name, addressIds.length, text]),
    ),
    ...operators.flatMap(({ name, report }) =>
      report?.moreRemarks ? [[name, null, `${report.moreRemarks} weitere Bemerkungen`]] : [],
    ),
  ]);
}

/** What is to be said of operators, each with the number of addresses it is about. */
function notesSheet(name: string, title: string, notes: readonly (string | number | null)[][]): Sheet {
  return {
    name,
    columnWidths: [30, 12, 110],
    rows: [head(['Betreiber', 'Adressen', title]), ...notes.map((note) => note.map(cell))],
    frozenRows: 1,
  };
}

function plannedSheet(planned: readonly PlannedClaim[]): Sheet {
  const last = planned.length + 1;
  const counts = columnName(PLANNED_COLUMNS.indexOf('zaehlt'));
  const counting = planned.filter((claim) => claim.counts).length;
  const total: Cell = planned.length
    ? { value: counting, formula: `COUNTIF(${counts}2:${counts}${last},"ja")`, style: 'whole' }
    : { value: 0, style: 'whole' };
  return {
    name: 'Zusagen',
    columnWidths: PLANNED_COLUMNS.map((name) => Math.max(10, name.length + 3)),
    rows: [
      head(PLANNED_COLUMNS),
      ...planned.map((claim) => Object.values(plannedAttributes(claim)).map(cell)),
      [{ value: 'zählen', style: 'bold' }, total],
    ],
    frozenRows: 1,
  };
}

function head(texts: readonly string[]): Cell[] {
  return texts.map((value) => ({ value, style: 'head' }));
}

function cell(value: Value): Cell {
  return {
    value,
    style: typeof value === 'number' ? (Number.isInteger(value) ? 'whole' : 'decimal') : 'text',
  };
}

/** A text that a spreadsheet would take for a formula is marked as text. */
function csvField(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
