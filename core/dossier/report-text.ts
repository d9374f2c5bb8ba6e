import { issueSentence, type Language } from '../issue-texts.ts';
import { CHECKS, type DossierReport } from './check-report.ts';

/** A check report as lines of text. */
export function reportLines(report: DossierReport, language: Language): string[] {
  const german = language === 'de';
  const words = german
    ? ['bestanden', 'nicht bestanden', 'nicht möglich']
    : ['passed', 'failed', 'could not run'];
  const kinds = german ? { error: 'Pflicht', warning: 'Hinweis' } : { error: 'mandatory', warning: 'advice' };
  return [
    ...report.checks.flatMap(({ id, passed, findings }) => [
      `${CHECKS[id][language].padEnd(46)} ${words[passed === null ? 2 : passed ? 0 : 1]}`,
      ...findings.map(
        (issue) =>
          `    ${kinds[issue.severity === 'error' ? 'error' : 'warning']}: ${issueSentence(issue, language)} (${issue.where ?? '–'})`,
      ),
    ]),
    '',
    german
      ? `${counted(report.mandatoryFailures, 'Pflichtbefund', 'Pflichtbefunde')}, ${counted(report.advice, 'Hinweis', 'Hinweise')}.`
      : `${counted(report.mandatoryFailures, 'mandatory finding', 'mandatory findings')}, ${counted(report.advice, 'piece of advice', 'pieces of advice')}.`,
  ];
}

const counted = (count: number, one: string, several: string) => `${count} ${count === 1 ? one : several}`;
