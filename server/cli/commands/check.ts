import { checkDossier } from '#core/dossier/check-dossier.ts';
import { CHECKS, type DossierReport } from '#core/dossier/check-report.ts';
import { reportLines } from '#core/dossier/report-text.ts';
import { issueSentence, type Language } from '#core/issue-texts.ts';
import { CHECK_RULES } from '../../dossier/build-dossier.ts';
import { readDossier } from '../../dossier/read-dossier.ts';
import { type Command, JSON_OPTION } from '../command.ts';

export const checkCommand: Command = {
  name: 'check',
  summary: {
    de: 'Prüft ein Dossier, auch ein anderswo erstelltes; endet mit 1, wenn eine Pflichtprüfung fehlschlägt',
    en: 'Checks a dossier, also one made elsewhere; ends with 1 when a mandatory check fails',
  },
  usage: 'check <dossier.zip> [--json]',
  positionals: ['dossier.zip'],
  options: { json: JSON_OPTION },
  async run(context) {
    const report = checkDossier(await readDossier(context.positionals[0]!), CHECK_RULES);
    return {
      exitCode: report.ok ? 0 : 1,
      json: reportDocument(report, context.language),
      lines: reportLines(report, context.language),
    };
  },
};

/** A check report with titles and sentences in one language. */
export function reportDocument(report: DossierReport, language: Language) {
  return {
    ...report,
    checks: report.checks.map(({ id, passed, findings }) => ({
      id,
      title: CHECKS[id][language],
      passed,
      findings: findings.map((issue) => ({ ...issue, message: issueSentence(issue, language) })),
    })),
  };
}
