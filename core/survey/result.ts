import type { Wording } from '../rulebook/rule-set.ts';
import type { AnswerClaim } from './answer.ts';
import type { AnswerReport, PromiseVerdict } from './desk.ts';
import type { LedgerEffect } from './ledger-effect.ts';
import type { AskedAddress } from './operator-list.ts';
import type { Decision, SurveyBody } from './survey.ts';

/** What came out of a market survey. It holds business secrets of the operators. */
export interface SurveyResult {
  readonly name: string;
  readonly issuer: string;
  readonly rules: string;
  readonly terms: SurveyBody['terms'];
  /** Day the result is of (ISO). */
  readonly onDate: string;
  readonly validUntil: string | null;
  readonly areas: readonly { readonly name: string; readonly addresses: number }[];
  readonly operators: readonly OperatorResult[];
  /** What all answers together change. */
  readonly effect: LedgerEffect;
  readonly notVerified: readonly { readonly entry: Wording; readonly source: string }[];
}

export interface OperatorResult {
  readonly name: string;
  /** Null while no answer was read. */
  readonly answer: { readonly asOf: string | null } | null;
  readonly decision: Decision;
  readonly reason: string;
  readonly report: AnswerReport | null;
  readonly effect: LedgerEffect | null;
}

/** A promise with its address and whether it counts. */
export interface PlannedClaim extends AnswerClaim {
  readonly operator: string;
  readonly address: AskedAddress;
  readonly verdict: PromiseVerdict;
  /** The rules let it count and it was not set aside. */
  readonly counts: boolean;
}

/** Attributes of a planned claim; a file with them is read by the intake of answers (`operator-survey`). */
export function plannedAttributes(claim: PlannedClaim): Record<string, string | number | null> {
  const { address } = claim;
  return {
    adress_id: address.key,
    gebiet: address.area,
    strasse: address.street,
    hnr: address.houseNumber,
    hnr_zusatz: address.houseNumberSuffix,
    plz: address.postcode,
    ort: address.place,
    betreiber: claim.operator,
    plan_technik: claim.technology.toUpperCase(),
    plan_down_mbit: claim.downMbit,
    plan_up_mbit: claim.upMbit,
    plan_fertig_bis: claim.readyBy,
    plan_verbindlich: claim.binding ? 'ja' : 'nein',
    meilensteinplan: claim.milestones ? 'ja' : 'nein',
    zaehlt: claim.counts ? 'ja' : 'nein',
    warum: claim.counts ? '' : claim.verdict === 'counts' ? 'set-aside' : claim.verdict,
    bemerkung: claim.remark ?? '',
  };
}
