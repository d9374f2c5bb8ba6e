import type { Kysely } from 'kysely';
import { POSITION_TITLES } from '#core/dossier/proof-workbook.ts';
import { currentProgress } from '#core/funding/build-progress.ts';
import { gapFigures } from '#core/funding/gap-figures.ts';
import { readGapInputs } from '#core/funding/gap-inputs.ts';
import { type GrantPlan, type GrantPosition, grantPlanOf, proofOfUse } from '#core/funding/proof-of-use.ts';
import { type Issue, IssueError } from '#core/issue.ts';
import { issueSentence, type Language } from '#core/issue-texts.ts';
import type { Database } from '../../db/schema.ts';
import { listInvoices, listProgress } from './grant-store.ts';
import { scoreWithPlan } from './score-document.ts';
import type { StoredApplication } from './store.ts';

/** States of the Förderantrag in which something was granted. */
const GRANTED = [
  'vorlaeufigBewilligt',
  'auswahlverfahren',
  'endgueltigBewilligt',
  'bau',
  'inBetrieb',
  'zweckbindung',
  'abgeschlossen',
];

export const isGranted = ({ state }: StoredApplication) => GRANTED.includes(state);

/** @throws IssueError `not-granted` */
export function refuseNotGranted(application: StoredApplication): void {
  if (isGranted(application)) return;
  const params = { state: application.state };
  throw new IssueError({ code: 'not-granted', severity: 'error', where: 'id', params });
}

/** The plan a grant rests on; null where the sum was entered and so has no positions. */
export async function grantPlan(
  db: Kysely<Database>,
  application: StoredApplication,
): Promise<GrantPlan | null> {
  const { score } = await scoreWithPlan(application, async () => db);
  const inputs = application.inputs.gap === null ? null : readGapInputs(application.inputs.gap).inputs;
  if (!inputs || !score.gap || !score.shares || score.eligibleCents === null) return null;
  const grantedOn = application.procedures.foerderantrag?.dates.endgueltigBewilligt ?? null;
  return grantPlanOf(gapFigures(inputs, score.gap), score.eligibleCents, score.shares, grantedOn);
}

/** A position by its title, where the issue names one. */
function inWords(issue: Issue): Issue {
  const { position } = issue.params ?? {};
  const title = POSITION_TITLES[position as GrantPosition];
  if (title === undefined) return issue;
  return { ...issue, params: { ...issue.params, position: title } };
}

/** Progress, invoices and proof of use of an application, in sentences. */
export async function grantDocument(
  db: Kysely<Database>,
  application: StoredApplication,
  language: Language,
) {
  const [reports, invoices] = [
    await listProgress(db, application.id),
    await listInvoices(db, application.id),
  ];
  const plan = isGranted(application) ? await grantPlan(db, application) : null;
  const proof = plan === null ? null : proofOfUse(plan, invoices);
  return {
    granted: isGranted(application),
    state: application.state,
    plan,
    progress: currentProgress(application.areas.length, reports),
    reports,
    invoices,
    proof:
      proof === null
        ? null
        : {
            ...proof,
            issues: proof.issues.map((issue) => ({
              ...issue,
              message: issueSentence(inWords(issue), language),
            })),
          },
  };
}
