import type { Cell, Sheet } from '../dossier/xlsx.ts';
import { CLASSES, WORDINGS } from '../rulebook/rule-set.ts';
import {
  CUSTOMERS,
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

/** A sheet of real numbers; percents as fractions with their format. `note` says under which rules and when. */
export function statisticsSheet(
  rows: readonly SupplyStatistics[],
  language: Language,
  note: readonly string[],
): Sheet {
  const columns = statisticsColumns(language);
  const cell = (column: StatisticsColumn, row: SupplyStatistics): Cell => {
    const value = column.value(row);
    const isShare = column.style === 'percent' && typeof value === 'number';
    return { value: isShare ? value / 100 : value, style: column.style };
  };
  return {
    name: language === 'de' ? 'Versorgung' : 'Supply',
    columnWidths: columns.map(({ style }) => (style === 'text' ? 34 : 14)),
    frozenRows: note.length + 1,
    rows: [
      ...note.map((text): Cell[] => [{ value: text, style: 'note' }]),
      columns.map(({ title }): Cell => ({ value: title, style: 'head' })),
      ...rows.map((row) => columns.map((column) => cell(column, row))),
    ],
  };
}
