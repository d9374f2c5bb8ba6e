import { readFile } from 'node:fs/promises';
import { gapReport } from '#core/funding/gap-report.ts';
import { IssueError } from '#core/issue.ts';
import { issueSentence } from '#core/issue-texts.ts';
import { badArgument, type Command, JSON_OPTION } from '../command.ts';

/** Larger files cannot be inputs of a gap; they are refused before they are parsed. */
const MAX_CHARACTERS = 1_000_000;

export const gapCommand: Command = {
  name: 'gap',
  summary: {
    de: 'Rechnet die Wirtschaftlichkeitslücke aus einer Datei mit Eingaben',
    en: 'Calculates the viability gap from a file of inputs',
  },
  usage: 'gap <inputs.json> [--json]',
  positionals: ['inputs.json'],
  options: { json: JSON_OPTION },
  async run(context) {
    const { report, issues } = gapReport(await readJson(context.positionals[0]!));
    if (!report) throw new IssueError(issues);
    const german = context.language === 'de';
    const money = new Intl.NumberFormat(german ? 'de-DE' : 'en-GB', { style: 'currency', currency: 'EUR' });
    const rows: [de: string, en: string, euro: number][] = [
      ['Investition', 'Investment', report.capex_t0],
      ['Barwert Anschaltung', 'Present value of activation', report.pv_activation_capex],
      ['Barwert Betrieb', 'Present value of operation', report.pv_opex],
      ['Barwert Einnahmen', 'Present value of income', report.pv_revenue],
      ['Wirtschaftlichkeitslücke', 'Viability gap', report.viability_gap],
    ];
    return {
      exitCode: 0,
      json: report,
      lines: rows.map(
        ([de, en, euro]) => `${(german ? de : en).padEnd(28)}${money.format(euro).padStart(18)}`,
      ),
      remarks: issues.map((issue) => issueSentence(issue, context.language)),
    };
  },
};

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw badArgument('<inputs.json>', path, `a file that can be read (${reason})`);
  }
  if (text.length > MAX_CHARACTERS) {
    throw badArgument('<inputs.json>', path, `at most ${MAX_CHARACTERS} characters`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw badArgument('<inputs.json>', path, `valid JSON (${(error as Error).message})`);
  }
}
