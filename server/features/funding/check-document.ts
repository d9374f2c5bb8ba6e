import { CHECKS } from '#core/dossier/check-report.ts';
import { issueSentence, type Language } from '#core/issue-texts.ts';
import type { BuiltDossier } from '../../dossier/build-dossier.ts';

/** A dossier's report with its files, in sentences. */
export function checkDocument({ report, manifest, sha256 }: BuiltDossier, language: Language) {
  return {
    ok: report.ok,
    mandatoryFailures: report.mandatoryFailures,
    advice: report.advice,
    checks: report.checks.map(({ id, passed, findings }) => ({
      id,
      title: CHECKS[id][language],
      passed,
      findings: findings.map((issue) => ({ ...issue, message: issueSentence(issue, language) })),
    })),
    sha256,
    files: manifest.files,
    notVerified: manifest.notVerified,
  };
}
