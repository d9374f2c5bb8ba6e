import { writeFile } from 'node:fs/promises';
import { reachedPercent, SPEED_STEPS } from '#core/statistics/supply-statistics.ts';
import { holdsDemoData } from '../../demo/demo-data.ts';
import { supplyCsv, supplyDocument, supplyXlsx } from '../../features/statistics/supply-document.ts';
import { citySupply, STATISTICS_BY, type StatisticsBy } from '../../features/statistics/supply-store.ts';
import { notWritable } from '../../not-writable.ts';
import { badArgument, type Command, JSON_OPTION, textOption } from '../command.ts';
import { DATA_OPTION, RULES_OPTIONS, remarksOn, rulesOf } from '../rules-options.ts';

export const statisticsCommand: Command = {
  name: 'statistics',
  summary: {
    de: 'Zählt Haushalte, Betriebe und Schulen nach Klasse, Technik und Geschwindigkeit',
    en: 'Counts households, firms and schools by class, technology and speed',
  },
  usage: `statistics --by <${STATISTICS_BY.join('|')}> --rules <id>|--date YYYY-MM-DD [--out <file.csv|.xlsx>] [--json]`,
  positionals: [],
  options: {
    by: {
      type: 'string',
      placeholder: '<what>',
      help: { de: `Wonach: ${STATISTICS_BY.join(', ')}`, en: `By what: ${STATISTICS_BY.join(', ')}` },
    },
    ...RULES_OPTIONS,
    ...DATA_OPTION,
    out: {
      type: 'string',
      placeholder: '<file>',
      help: { de: 'Tabelle als .csv oder .xlsx', en: 'Table as .csv or .xlsx' },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const by = textOption(context, 'by') ?? 'districts';
    if (!(STATISTICS_BY as readonly string[]).includes(by))
      throw badArgument('--by', by, STATISTICS_BY.join(', '));
    const out = textOption(context, 'out');
    const form = out === null ? null : /\.(csv|xlsx)$/i.exec(out)?.[1]?.toLowerCase();
    if (form === undefined) throw badArgument('--out', out ?? '', '….csv, ….xlsx');
    const chosen = await rulesOf(context);
    const { db } = await context.open();
    const supply = await citySupply(db, chosen, by as StatisticsBy);
    const { language } = context;
    if (out !== null) {
      const content =
        form === 'csv'
          ? supplyCsv(supply, language)
          : supplyXlsx(supply, chosen, language, await holdsDemoData(db));
      await writeFile(out, content).catch((error: Error) => {
        throw notWritable(out, '--out', error);
      });
    }
    const percent = (value: number | null) =>
      value === null ? '–' : value.toLocaleString(language, { maximumFractionDigits: 1 });
    const steps = [3, 4, 7];
    return {
      exitCode: 0,
      json: supplyDocument(by as StatisticsBy, chosen, supply),
      lines: [
        [
          (language === 'de'
            ? 'Haushalte mit mindestens … Mbit/s, in %'
            : 'Households with at least … Mbit/s, in %'
          ).padEnd(44),
          ...steps.map((step) => String(SPEED_STEPS[step]).padStart(8)),
        ].join(''),
        ...[...supply.rows, { ...supply.total, name: language === 'de' ? 'insgesamt' : 'in all' }].map(
          (row) =>
            [
              row.name.padEnd(44),
              ...steps.map((step) => percent(reachedPercent(row, 'hh', 'alle', step)).padStart(8)),
            ].join(''),
        ),
        ...(out === null ? [] : [out]),
      ],
      remarks: remarksOn(chosen, language),
    };
  },
};
