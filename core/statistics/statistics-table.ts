import type { Cell, Sheet } from '../dossier/xlsx.ts';
import { CLASSES, WORDINGS } from '../rulebook/rule-set.ts';
import {
  CUSTOMERS,
  type Customer,
  customersOf,
  reachedPercent,
  SPEED_STEPS,
  type SupplyStatistics,
  TECHNOLOGY_GROUPS,
} from './supply-statistics.ts';

type Language = 'de' | 'en';

export interface StatisticsColumn {
  /** As the Breitbandatlas names its columns where it has them: `down_fn_hh_ftth_1000`. */
  readonly id: string;
  readonly title: string;
  readonly style: 'text' | 'whole' | 'percent';
  readonly value: (row: SupplyStatistics) => string | number | null;
}

const FIGURES = {
  de: {
    name: 'Gebiet',
    addresses: 'Adressen',
    households: 'Haushalte',
    businesses: 'Betriebe',
    schools: 'Schulen',
  },
  en: {
    name: 'Area',
    addresses: 'Addresses',
    households: 'Households',
    businesses: 'Businesses',
    schools: 'Schools',
  },
} as const;
const KINDS = ['addresses', 'households', 'businesses', 'schools'] as const;

/** Counts, counts by class, and percents by technology and speed. */
export function statisticsColumns(language: Language): StatisticsColumn[] {
  const words = FIGURES[language];
  return [
    { id: 'name', title: words.name, style: 'text', value: ({ name }) => name },
    ...KINDS.map(
      (id): StatisticsColumn => ({ id, title: words[id], style: 'whole', value: (row) => row[id] }),
    ),
    ...KINDS.flatMap((kind) =>
      CLASSES.map(
        (name): StatisticsColumn => ({
          id: `${kind}_${name}`,
          title: `${words[kind]} ${WORDINGS.class[name][language]}`,
          style: 'whole',
          value: (row) => row[`${kind}ByClass`][name],
        }),
      ),
    ),
    ...CUSTOMERS.flatMap((customer) =>
      TECHNOLOGY_GROUPS.flatMap((technology) =>
        SPEED_STEPS.map((downMbit, step): StatisticsColumn => {
          const id = `down_fn_${customer}_${technology}_${downMbit}`;
          return {
            id,
            title: id,
            style: 'percent',
            value: (row) => reachedPercent(row, customer, technology, step),
          };
        }),
      ),
    ),
  ];
}

const SHEETS = {
  de: {
    supply: 'Versorgung',
    technology: 'Technik',
    hh: 'Haushalte',
    gew: 'Betriebe',
    schulen: 'Schulen',
    alle: 'alle',
    hfc: 'Kabel (HFC)',
    sonst: 'sonstige',
  },
  en: {
    supply: 'Supply',
    technology: 'Technology',
    hh: 'Households',
    gew: 'Businesses',
    schulen: 'Schools',
    alle: 'all',
    hfc: 'Cable (HFC)',
    sonst: 'others',
  },
} as const;

/**
 * A sheet of counts by class, and one for households, firms and schools with a line for each area and technology:
 * narrow enough to be read and filtered. A technology that nobody has in an area has no line there.
 * `note` says under which rules and when.
 */
export function statisticsSheets(
  rows: readonly SupplyStatistics[],
  language: Language,
  note: readonly string[],
): Sheet[] {
  const words = SHEETS[language];
  const counts = statisticsColumns(language).filter(({ style }) => style !== 'percent');
  const sheet = (name: string, head: readonly string[], texts: number, lines: readonly Cell[][]): Sheet => ({
    name,
    columnWidths: head.map((_, i) => (i === 0 ? 34 : i < texts ? 16 : 14)),
    frozenRows: note.length + 1,
    rows: [
      ...note.map((text): Cell[] => [{ value: text, style: 'note' }]),
      head.map((title): Cell => ({ value: title, style: 'head' })),
      ...lines,
    ],
  });
  return [
    sheet(
      words.supply,
      counts.map(({ title }) => title),
      1,
      rows.map((row) => counts.map(({ value, style }): Cell => ({ value: value(row), style }))),
    ),
    ...CUSTOMERS.map((customer) =>
      sheet(
        words[customer],
        [
          FIGURES[language].name,
          words.technology,
          words[customer],
          ...SPEED_STEPS.map((s) => `≥ ${s} Mbit/s`),
        ],
        2,
        rows.flatMap((row) => reachedLines(row, customer, language)),
      ),
    ),
  ];
}

/** Percents as fractions with their format. */
function reachedLines(row: SupplyStatistics, customer: Customer, language: Language): Cell[][] {
  const words: Readonly<Record<string, string>> = SHEETS[language];
  const all = customersOf(row, customer);
  if (all === 0) return [];
  return TECHNOLOGY_GROUPS.filter(
    (technology) => technology === 'alle' || row.reached[customer][technology][0]! > 0,
  ).map((technology) => [
    { value: row.name, style: 'text' },
    { value: words[technology] ?? TECHNOLOGY_NAMES[technology] ?? technology.toUpperCase(), style: 'text' },
    { value: all, style: 'whole' },
    ...SPEED_STEPS.map(
      (_, step): Cell => ({ value: row.reached[customer][technology][step]! / all, style: 'percent' }),
    ),
  ]);
}

/** Written alike in both languages, where not simply in capitals. */
const TECHNOLOGY_NAMES: Readonly<Record<string, string>> = { ftthb: 'FTTH/B' };
