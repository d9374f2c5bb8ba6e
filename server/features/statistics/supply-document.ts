import { xlsxBytes } from '#core/dossier/xlsx.ts';
import type { Language } from '#core/issue-texts.ts';
import { statisticsColumns, statisticsSheets } from '#core/statistics/statistics-table.ts';
import { SPEED_STEPS } from '#core/statistics/supply-statistics.ts';
import { csvLine } from '../../cli/csv-line.ts';
import type { ChosenRules } from '../assessment/choose-rules.ts';
import type { CitySupply, StatisticsBy } from './supply-store.ts';

/** The answer as JSON. */
export function supplyDocument(by: StatisticsBy, chosen: ChosenRules, { rows, total, atlas }: CitySupply) {
  return {
    rules: chosen.ruleSet.id,
    on: chosen.date,
    confidence: chosen.ruleSet.confidence,
    by,
    speedsMbit: SPEED_STEPS,
    total,
    groups: rows,
    ...(atlas.length > 0 ? { atlas } : {}),
  };
}

/** CSV with the columns' ids as header, so that a program finds those of the Breitbandatlas by name. */
export function supplyCsv({ rows }: CitySupply, language: Language): string {
  const columns = statisticsColumns(language);
  const round = (value: string | number | null) =>
    typeof value === 'number' ? Math.round(value * 100) / 100 : value;
  return [columns.map(({ id }) => id), ...rows.map((row) => columns.map(({ value }) => round(value(row))))]
    .map(csvLine)
    .join('');
}

/** A workbook with real numbers and a note on what it rests on. */
export function supplyXlsx(
  { rows }: CitySupply,
  chosen: ChosenRules,
  language: Language,
  isDemo: boolean,
): Uint8Array {
  const title = language === 'de' ? 'Versorgung nach Gebieten' : 'Supply by area';
  const note =
    language === 'de'
      ? [
          `${title} nach ${chosen.ruleSet.title.de}, Stand ${chosen.date}`,
          'Anteile an allen Haushalten, Betrieben oder Schulen des Gebiets mit vorhandener Versorgung ab der Stufe, nach Technik; ohne Angabe zählt als nicht erreicht. Eine Technik, die im Gebiet niemand hat, hat dort keine Zeile.',
        ]
      : [
          `${title} under ${chosen.ruleSet.title.en}, as of ${chosen.date}`,
          'Shares of all households, firms or schools of the area with existing supply from that speed, by technology; without a claim counts as not reached. A technology nobody has in an area has no line there.',
        ];
  if (isDemo)
    note.push(
      language === 'de'
        ? 'Aus Demodaten: keine wirklichen Angaben.'
        : 'Made from demo data: no real figures.',
    );
  return xlsxBytes({
    title,
    creator: 'Lückenlos',
    day: chosen.date,
    sheets: statisticsSheets(rows, language, note),
    names: {},
  });
}
