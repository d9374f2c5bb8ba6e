import { type Kysely, sql } from 'kysely';
import type { AnswerClaim } from '#core/survey/answer.ts';
import { isNamed, type PromiseVerdict, verdictOfPromise } from '#core/survey/desk.ts';
import type { Database } from '../../db/schema.ts';
import { chooseRules } from '../assessment/choose-rules.ts';
import { answerClaims, type SurveyOperator } from './operator-store.ts';
import type { StoredSurvey } from './survey-store.ts';

/** A claim of an operator with its address; `verdict` only of promises, and only from the promise itself. */
export interface OwnClaim extends AnswerClaim {
  readonly key: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly place: string;
  readonly verdict: PromiseVerdict | null;
}

/**
 * What an operator itself has claimed, by address. Read from its own data set alone: neither claims of others nor
 * what follows from them (class, eligibility) is ever asked for.
 */
export async function ownClaims(
  db: Kysely<Database>,
  survey: StoredSurvey,
  operator: SurveyOperator,
): Promise<OwnClaim[]> {
  if (operator.answer === null) return [];
  const { startsOn, horizonYears } = survey.terms;
  const date = startsOn ?? new Date().toISOString().slice(0, 10);
  const { compiled } = chooseRules({ rules: survey.rules, date, horizonYears });
  const names = [operator.name, operator.source];
  // A file may speak of others too, by mistake or by combination: what is not in this operator's name stays out.
  const claims = (await answerClaims(db, operator.source)).filter((claim) => isNamed(claim.operator, names));
  const { rows } = await sql<
    { id: number } & Record<'key' | 'street' | 'houseNumber' | 'postcode' | 'place', string>
  >`
    select a.id, a.key, coalesce(a.street, '') as street, coalesce(a.house_number, '') as "houseNumber",
      coalesce(a.postcode, '') as postcode, coalesce(a.place, '') as place
    from address a where a.id in (
      select c.address_id from supply_claim c join data_source d on d.id = c.source_id
      where d.layer = 'supply' and d.name = ${operator.source})`.execute(db);
  const byId = new Map(rows.map(({ id, ...address }) => [id, address]));
  return claims
    .map((claim) => ({
      ...claim,
      ...byId.get(claim.addressId)!,
      verdict: claim.planned ? verdictOfPromise(claim, compiled) : null,
    }))
    .sort(
      (a, b) =>
        compare(a.street, b.street) ||
        (Number.parseInt(a.houseNumber, 10) || 0) - (Number.parseInt(b.houseNumber, 10) || 0) ||
        compare(a.houseNumber, b.houseNumber) ||
        compare(a.key, b.key) ||
        Number(a.planned) - Number(b.planned),
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
