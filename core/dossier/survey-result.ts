import { answerDayText, decisionText, OPERATOR_COLUMNS } from '../survey/operator-words.ts';
import type { DossierModel } from './dossier-model.ts';
import { type Cell, type Sheet, xlsxBytes } from './xlsx.ts';

/** What one operator says about the addresses of the application. Counts are addresses. */
export interface OperatorAnswer {
  readonly operator: string;
  readonly existing: number;
  readonly planned: number;
  readonly binding: number;
  /** Binding and with a project-specific plan of milestones (Meilensteinplan). */
  readonly withMilestones: number;
}

/** What a market survey was finished with. */
export interface DossierSurvey {
  readonly name: string;
  readonly issuer: string;
  readonly onDate: string;
  readonly validUntil: string | null;
  /** Hash of the kept result. */
  readonly sha256: string;
  readonly operators: readonly SurveyedOperator[];
  /** Every promise, column by column as the result lists them. */
  readonly columns: readonly string[];
  readonly promises: readonly (readonly string[])[];
}

interface SurveyedOperator {
  readonly name: string;
  readonly answer: { readonly asOf: string | null } | null;
  readonly decision: 'considered' | 'set-aside' | null;
  readonly reason: string;
  /** Addresses of the survey; null while there is no answer. */
  readonly addresses: number | null;
  readonly promises: number | null;
  readonly binding: number | null;
  readonly withMilestones: number | null;
  readonly counting: number | null;
}

export const SURVEY_SUMS = {
  addresses: 'me_adressen',
  eligible: 'me_foerderfaehig',
  selfBuild: 'me_eigenausbau',
  /** Only with a kept result. */
  operators: 'me_betreiber',
  promises: 'me_zusagen',
} as const;

/** Result of the Markterkundung (market survey): what operators claim, what that leaves, and the days it was held. */
export function surveyWorkbook(model: DossierModel): Uint8Array {
  const { addresses, operators, procedures, survey: kept } = model;
  const survey = procedures.markterkundung;
  const head = (titles: readonly string[]): Cell[] => titles.map((value) => ({ value, style: 'head' }));
  const last = addresses.length + 1;
  const list: Sheet = {
    name: 'Adressen',
    columnWidths: [8, 8, 12, 10, 10, 10, 10, 12],
    frozenRows: 1,
    rows: [
      head(['id', 'gebiet', 'klasse', 'bestand_dl', 'bestand_ul', 'foerderf', 'ewa', 'ewa_bis']),
      ...addresses.map((a): Cell[] => [
        { value: a.id },
        { value: a.areaId },
        { value: a.supplyClass },
        { value: a.downMbit },
        { value: a.upMbit },
        { value: Number(a.eligible) },
        { value: Number(a.selfBuild) },
        { value: a.selfBuildBy ?? '' },
      ]),
    ],
  };
  const range = (column: string) => `Adressen!$${column}$2:$${column}$${Math.max(2, last)}`;
  const sum = (label: string, value: number, formula: string): Cell[] => [
    { value: label },
    { value, formula, style: 'whole' },
  ];
  const result: Sheet = {
    name: 'Ergebnis',
    columnWidths: [46, 18],
    rows: [
      head(['Angabe', 'Wert']),
      sum('Adressen des Projektgebiets', addresses.length, `COUNT(${range('A')})`),
      sum('davon förderfähig', addresses.filter((a) => a.eligible).length, `SUM(${range('F')})`),
      sum('mit verbindlichem Eigenausbau', addresses.filter((a) => a.selfBuild).length, `SUM(${range('G')})`),
      [{ value: 'Stand der Markterkundung' }, { value: survey?.state ?? 'nicht durchgeführt' }],
      [{ value: 'veröffentlicht am' }, { value: survey?.dates.veroeffentlicht ?? '–' }],
      [{ value: 'Ende der Abfrage' }, { value: survey?.dates.ende ?? '–' }],
      [{ value: 'Ergebnis vom' }, { value: kept?.onDate ?? survey?.dates.abgeschlossen ?? '–' }],
      ...(kept ? keptRows(kept) : [[{ value: surveyOrigin(null), style: 'note' } satisfies Cell]]),
    ],
  };
  const answers: Sheet = {
    name: kept ? 'Angaben je Adresse' : 'Betreiber',
    columnWidths: [36, 14, 14, 14, 20],
    frozenRows: 1,
    rows: [
      head(['Betreiber', 'Bestand', 'geplant', 'verbindlich', 'mit Meilensteinen']),
      ...operators.map((each): Cell[] => [
        { value: each.operator },
        { value: each.existing, style: 'whole' },
        { value: each.planned, style: 'whole' },
        { value: each.binding, style: 'whole' },
        { value: each.withMilestones, style: 'whole' },
      ]),
    ],
  };
  return xlsxBytes({
    title: `Ergebnis der Markterkundung ${model.name}`,
    creator: model.applicant,
    day: model.onDate,
    sheets: kept ? [result, operatorSheet(kept), promiseSheet(kept), answers, list] : [result, answers, list],
    names: {
      [SURVEY_SUMS.addresses]: 'Ergebnis!$B$2',
      [SURVEY_SUMS.eligible]: 'Ergebnis!$B$3',
      [SURVEY_SUMS.selfBuild]: 'Ergebnis!$B$4',
      ...(kept ? { [SURVEY_SUMS.operators]: 'Ergebnis!$B$9', [SURVEY_SUMS.promises]: 'Ergebnis!$B$10' } : {}),
    },
  });
}

/** Where the result comes from, in a sentence for documents. */
export function surveyOrigin(kept: DossierSurvey | null): string {
  if (!kept)
    return 'Aus den Angaben der Betreiber in der Datenbank (Claims), nicht aus dem festgehaltenen Ergebnis einer Markterkundung.';
  return `Festgehaltenes Ergebnis der Markterkundung „${kept.name}“ (${kept.issuer}) vom ${kept.onDate}, SHA-256 ${kept.sha256}.`;
}

function keptRows(kept: DossierSurvey): Cell[][] {
  return [
    [
      { value: 'Betreiber gefragt' },
      {
        value: kept.operators.length,
        formula: `COUNTA(Betreiber!$A$2:$A$${kept.operators.length + 1})`,
        style: 'whole',
      },
    ],
    [{ value: 'Adressen mit Zusage (Zeilen)' }, { value: kept.promises.length, style: 'whole' }],
    [{ value: 'davon Betreiber mit Antwort' }, { value: answered(kept), style: 'whole' }],
    [{ value: 'Ergebnis gilt bis (nicht verifiziert)' }, { value: kept.validUntil ?? '–' }],
    [{ value: surveyOrigin(kept), style: 'note' }],
  ];
}

const answered = ({ operators }: DossierSurvey) => operators.filter(({ answer }) => answer !== null).length;

/** Who was asked, what was answered and when, and what was decided about it. Counts are addresses of the survey. */
function operatorSheet({ operators }: DossierSurvey): Sheet {
  const titles = [...OPERATOR_COLUMNS, 'Entscheidung', 'Begründung'];
  const whole = (value: number | null): Cell => ({ value, style: 'whole' });
  return {
    name: 'Betreiber',
    columnWidths: [36, 14, 12, 12, 14, 18, 16, 20, 50],
    frozenRows: 1,
    rows: [
      titles.map((value) => ({ value, style: 'head' })),
      ...operators.map((each): Cell[] => [
        { value: each.name },
        { value: answerDayText(each.answer) },
        whole(each.addresses),
        whole(each.promises),
        whole(each.binding),
        whole(each.withMilestones),
        whole(each.counting),
        { value: decisionText(each.decision) },
        { value: each.reason },
      ]),
    ],
  };
}

/** Every promise as the kept result lists it. */
function promiseSheet({ columns, promises }: DossierSurvey): Sheet {
  return {
    name: 'Zusagen',
    columnWidths: columns.map((name) => Math.max(10, name.length + 3)),
    frozenRows: 1,
    rows: [
      columns.map((value) => ({ value, style: 'head' })),
      ...promises.map((row) => row.map((value): Cell => ({ value }))),
    ],
  };
}
