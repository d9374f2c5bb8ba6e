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

export const SURVEY_SUMS = {
  addresses: 'me_adressen',
  eligible: 'me_foerderfaehig',
  selfBuild: 'me_eigenausbau',
} as const;

/** Result of the Markterkundung (market survey): what operators claim, what that leaves, and the days it was held. */
export function surveyWorkbook(model: DossierModel): Uint8Array {
  const { addresses, operators, procedures } = model;
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
      [{ value: 'Ergebnis vom' }, { value: survey?.dates.abgeschlossen ?? '–' }],
    ],
  };
  const answers: Sheet = {
    name: 'Betreiber',
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
    sheets: [result, answers, list],
    names: {
      [SURVEY_SUMS.addresses]: 'Ergebnis!$B$2',
      [SURVEY_SUMS.eligible]: 'Ergebnis!$B$3',
      [SURVEY_SUMS.selfBuild]: 'Ergebnis!$B$4',
    },
  });
}
