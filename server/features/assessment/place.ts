import type { Kysely } from 'kysely';
import type { PlaceKind } from '#core/needs/place-need.ts';
import { assess, type Tally } from '#core/rulebook/assess.ts';
import { type Classification, classify } from '#core/rulebook/classify.ts';
import { CLASSES, ELIGIBILITY, REASONS } from '#core/rulebook/rule-set.ts';
import type { Database } from '../../db/schema.ts';
import { addressesAt } from '../needs/store.ts';
import type { ChosenRules } from './choose-rules.ts';
import { type ExplainedAddress, explainOne, tableFor } from './store.ts';

export interface PlaceAsked {
  readonly kind: PlaceKind;
  readonly id: number;
  /** How far the nearest address may lie from a school or building to speak for it, metres. */
  readonly maxDistanceM: number;
}

/** A school, business park or public building under a rule set, by the addresses that speak for it. */
export interface AssessedPlace {
  readonly name: string;
  /** Metres to the one address of a school or building; null for business parks and where none is near. */
  readonly distanceM: number | null;
  readonly tally: Tally;
  /** The address that decides: the first eligible one, else one that is unclear, else any; undefined without addresses. */
  readonly deciding: ExplainedAddress | undefined;
}

/** What the rules say of one place; undefined where there is none of this id. */
export async function assessPlace(
  db: Kysely<Database>,
  { kind, id, maxDistanceM }: PlaceAsked,
  chosen: ChosenRules,
): Promise<AssessedPlace | undefined> {
  const place = await addressesAt(db, kind, id, maxDistanceM);
  if (!place) return undefined;
  const { name, near } = place;
  const distanceM = kind === 'business-parks' || !near[0] ? null : Math.round(near[0].m * 10) / 10;
  if (near.length <= 1) {
    const deciding = near[0] && (await explainOne(db, near[0].id, chosen));
    return { name, distanceM, tally: tallyOf(deciding ? [deciding] : []), deciding };
  }
  const inside = new Set(near.map((address) => address.id));
  const table = await tableFor(db, chosen);
  const all = classify(table, chosen.compiled);
  const rows: number[] = [];
  for (let i = 0; i < table.length; i++) if (inside.has(table.id[i]!)) rows.push(i);
  const pick = (codes: Uint8Array) => Uint8Array.from(rows, (i) => codes[i]!);
  const codes: Classification = {
    classCode: pick(all.classCode),
    eligibleCode: pick(all.eligibleCode),
    reasonCode: pick(all.reasonCode),
  };
  const tally = assess({ codes, households: rows.map((i) => table.households[i]!) });
  const first = DECIDES.map((code) => rows[codes.eligibleCode.indexOf(code)]).find((i) => i !== undefined);
  return { name, distanceM, tally, deciding: await explainOne(db, table.id[first!]!, chosen) };
}

/** Who would be funded decides first, then who might be. */
const DECIDES = (['yes', 'unclear', 'no'] as const).map((name) => ELIGIBILITY.indexOf(name));

function tallyOf(explained: readonly ExplainedAddress[]): Tally {
  return assess({
    codes: {
      classCode: Uint8Array.from(explained, (one) => CLASSES.indexOf(one.class)),
      eligibleCode: Uint8Array.from(explained, (one) => ELIGIBILITY.indexOf(one.eligible)),
      reasonCode: Uint8Array.from(explained, (one) => REASONS.indexOf(one.reason)),
    },
    households: explained.map(({ address }) => address.households),
  });
}
