import { writeFile } from 'node:fs/promises';
import { IssueError } from '#core/issue.ts';
import { LEDGER_BUCKETS, LEDGER_WORDINGS } from '#core/rulebook/ledger.ts';
import type { SurveyResult } from '#core/survey/result.ts';
import { operatorPackage } from '../../features/surveys/operator-package.ts';
import { listOperators } from '../../features/surveys/operator-store.ts';
import { forPrograms, resultPackage, surveyResult } from '../../features/surveys/survey-result.ts';
import { keptResult, listSurveys, type StoredSurvey } from '../../features/surveys/survey-store.ts';
import { notWritable } from '../../not-writable.ts';
import { badArgument, type Command, JSON_OPTION, textOption } from '../command.ts';

const ACTIONS = ['package', 'result'] as const;

export const surveyCommand: Command = {
  name: 'survey',
  summary: {
    de: 'Unterlagen für Betreiber und Ergebnis einer Markterkundung',
    en: 'Package for operators and result of a market survey',
  },
  usage: 'survey <package|result> <id or name> [--operator <name>] [--out f.zip] [--json]',
  positionals: ['action', 'survey'],
  options: {
    operator: {
      type: 'string',
      placeholder: '<name>',
      help: { de: 'Unterlagen für diesen Betreiber', en: 'Package for this operator' },
    },
    out: {
      type: 'string',
      placeholder: 'f.zip',
      help: { de: 'ZIP-Datei, die geschrieben wird', en: 'ZIP file to be written' },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const [action, name] = context.positionals as [string, string];
    if (!(ACTIONS as readonly string[]).includes(action))
      throw badArgument('action', action, ACTIONS.join(', '));
    const out = textOption(context, 'out');
    const operator = textOption(context, 'operator');
    if (action === 'package' && out === null) throw badArgument('--out', '–', 'f.zip');
    const { db } = await context.open();
    const survey = surveyOf(await listSurveys(db), name);
    if (action === 'package') {
      if (operator !== null) {
        const known = (await listOperators(db, survey.id)).map((each) => each.name);
        if (!known.includes(operator)) throw badArgument('--operator', operator, known.join(', ') || '–');
      }
      const zip = await operatorPackage(db, survey, operator);
      await write(out!, zip);
      return { exitCode: 0, json: { survey: survey.id, out, bytes: zip.length }, lines: [out!] };
    }
    const { result } = await surveyResult(db, survey);
    if (out !== null)
      await write(out, (await keptResult(db, survey.id)) ?? (await resultPackage(db, survey)));
    return { exitCode: 0, json: forPrograms(result), lines: linesOf(result, context.language) };
  },
};

/** @throws IssueError `unknown-survey`, or `bad-argument` where several have the name */
function surveyOf(surveys: readonly StoredSurvey[], value: string): StoredSurvey {
  const found = surveys.filter(({ id, name }) => id === value || name === value);
  if (found.length === 1) return found[0]!;
  if (found.length > 1) throw badArgument('survey', value, found.map(({ id }) => id).join(', '));
  throw new IssueError({ code: 'unknown-survey', severity: 'error', where: 'survey', params: { value } });
}

function linesOf({ name, effect, operators }: SurveyResult, language: 'de' | 'en'): string[] {
  const de = language === 'de';
  return [
    de ? `${name}: ${effect.addresses} Adressen` : `${name}: ${effect.addresses} addresses`,
    ...LEDGER_BUCKETS.filter((bucket) => effect.before[bucket] || effect.after[bucket]).map(
      (bucket) =>
        `  ${LEDGER_WORDINGS[bucket][language]}: ${effect.before[bucket] ?? 0} → ${effect.after[bucket] ?? 0}`,
    ),
    ...operators.map(({ name: operator, report, decision }) => {
      if (!report) return `  ${operator}: ${de ? 'keine Antwort' : 'no answer'}`;
      const { addresses, promises, findings } = report;
      return de
        ? `  ${operator}: ${addresses} Adressen, ${promises.addresses} Zusagen (${promises.counting} zählen, Entscheidung: ${decision ?? 'offen'}), ${findings.length} Hinweise`
        : `  ${operator}: ${addresses} addresses, ${promises.addresses} promises (${promises.counting} count, decision: ${decision ?? 'open'}), ${findings.length} findings`;
    }),
  ];
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes).catch((error: Error) => {
    throw notWritable(path, path, error);
  });
}
