import { writeFile } from 'node:fs/promises';
import { WORDINGS } from '#core/rulebook/rule-set.ts';
import { type ChosenRules, chooseRules } from '../../features/assessment/choose-rules.ts';
import { comparisonDocument } from '../../features/assessment/documents.ts';
import { twoSides } from '../../features/assessment/routes.ts';
import { compareCity } from '../../features/assessment/store.ts';
import { notWritable } from '../../not-writable.ts';
import { badArgument, type Command, JSON_OPTION, textOption } from '../command.ts';
import { csvLine } from '../csv-line.ts';
import { listOption, READING_OPTIONS, readingOf, remarksOn, rulesFor } from '../rules-options.ts';

export const compareCommand: Command = {
  name: 'compare',
  summary: {
    de: 'Vergleicht zwei Regelwerke oder zwei Tage: wer wechselt wohin, und warum',
    en: 'Compares two rule sets or two days: who changes to what, and why',
  },
  usage:
    'compare --rules <id> --rules <id> [--date YYYY-MM-DD [--date YYYY-MM-DD]] [--data YYYY-MM-DD [--data YYYY-MM-DD]] [--out <file.csv>] [--horizon <years>] [--cable on|off] [--peak-time assumed|stated] [--json]',
  positionals: [],
  options: {
    rules: {
      type: 'string',
      multiple: true,
      placeholder: '<id>',
      help: { de: 'Regelwerk, zweimal', en: 'Rule set, twice' },
    },
    date: {
      type: 'string',
      multiple: true,
      placeholder: 'YYYY-MM-DD',
      help: { de: 'Tag der Bewertung, auch je Seite', en: 'Day of the evaluation, one or one a side' },
    },
    data: {
      type: 'string',
      multiple: true,
      placeholder: 'YYYY-MM-DD',
      help: {
        de: 'Stand der Versorgungsdaten, auch je Seite',
        en: 'State of the supply data, one or one a side',
      },
    },
    out: {
      type: 'string',
      placeholder: '<file.csv>',
      help: { de: 'Jede Adresse, die wechselt, als CSV', en: 'Every address that changes, as CSV' },
    },
    ...READING_OPTIONS,
    json: JSON_OPTION,
  },
  async run(context) {
    const out = textOption(context, 'out');
    if (out !== null && !/\.csv$/i.test(out)) throw badArgument('--out', out, '*.csv');
    const dates = listOption(context, 'date');
    const data = listOption(context, 'data');
    for (const day of data) if (!isDay(day)) throw badArgument('--data', day, 'YYYY-MM-DD');
    for (const date of dates) if (!isDay(date)) throw badArgument('--date', date, 'YYYY-MM-DD');
    const sides = twoSides(listOption(context, 'rules'), dates, data, '--rules');
    const book = await rulesFor(
      context,
      sides.map(({ rules }) => rules),
    );
    const [before, after] = sides.map((side) => chooseRules({ ...side, ...readingOf(context) }, book));
    const { db } = await context.open();
    const comparison = await compareCity(db, before!, after!);
    const document = comparisonDocument(before!, after!, comparison);
    if (out !== null) await writeChanges(out, comparison);
    const { language } = context;
    const german = language === 'de';
    const number = (value: number) => value.toLocaleString(german ? 'de-DE' : 'en-GB');
    const day = ({ date, dataOn }: ChosenRules) =>
      dataOn === null ? date : `${date}, ${german ? 'Daten vom' : 'data of'} ${dataOn}`;
    const words = ({ class: name, eligible }: (typeof document.changes)[number]['from']) =>
      `${WORDINGS.class[name][language]}, ${WORDINGS.eligibility[eligible][language]}`;
    return {
      exitCode: 0,
      json: document,
      lines: [
        `${before!.ruleSet.title[language]} (${day(before!)}) → ${after!.ruleSet.title[language]} (${day(after!)})`,
        german
          ? `${number(document.changed)} von ${number(document.addresses)} Adressen wechseln, ${number(document.eligibilityChanged)} davon in der Förderfähigkeit.`
          : `${number(document.changed)} of ${number(document.addresses)} addresses change, ${number(document.eligibilityChanged)} of them in eligibility.`,
        ...document.changes.flatMap((change) => [
          `${number(change.addresses).padStart(9)}  ${words(change.from)} → ${words(change.to)}`,
          `           ${change.why[language]}`,
        ]),
      ],
      remarks: [...new Set([...remarksOn(before!, language), ...remarksOn(after!, language)])],
    };
  },
};

/** One line for every address that changes, in the order of their ids. */
async function writeChanges(
  path: string,
  comparison: Awaited<ReturnType<typeof compareCity>>,
): Promise<void> {
  const { table, verdictsAt, isChanged } = comparison;
  const lines = [
    csvLine([
      'id',
      'district',
      'easting_m',
      'northing_m',
      'households',
      'class_before',
      'eligible_before',
      'reason_before',
      'class_after',
      'eligible_after',
      'reason_after',
    ]),
  ];
  for (let i = 0; i < table.length; i++) {
    if (!isChanged[i]) continue;
    const [from, to] = verdictsAt(i);
    lines.push(
      csvLine([
        table.id[i],
        table.districts[table.districtIndex[i]!] ?? '',
        table.eastingM[i]!.toFixed(2),
        table.northingM[i]!.toFixed(2),
        table.households[i],
        from.class,
        from.eligible,
        from.reason,
        to.class,
        to.eligible,
        to.reason,
      ]),
    );
  }
  await writeFile(path, lines.join('')).catch((error: Error) => {
    throw notWritable(path, '--out', error);
  });
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
  );
}
