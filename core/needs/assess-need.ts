import { needDownMbit, type PlaceRules } from './place-need.ts';

/** What an operator claims of an address, as far as the need of a place asks. Speeds in Mbit/s; null is not said. */
export interface NeedClaim {
  readonly operator: string;
  readonly technology: string;
  readonly downMbit: number | null;
  readonly upMbit: number | null;
  readonly planned: boolean;
  readonly binding: boolean;
  /** ISO date a promise is due; null where none is given. */
  readonly readyBy: string | null;
}

export type NeedVerdict = 'met' | 'short' | 'unknown' | 'undefined';
export type TargetVerdict = 'reached' | 'planned' | 'below' | 'unknown';

export interface PlaceVerdict {
  readonly needDownMbit: number | null;
  /** `undefined`: nothing is laid down for this place, or its number of classes is not known. */
  readonly need: NeedVerdict;
  readonly target: TargetVerdict;
  /** How many of the addresses are short of the need. */
  readonly addressesShort: number;
  /**
   * At the address that decides (short of the need, else as far from the target as the verdict says; the slowest of
   * several): its fastest existing claim, the promise for `planned`; null when there is none.
   */
  readonly decidedBy: NeedClaim | null;
}

/**
 * Need and target of a place by the claims of the addresses it is served at: every address has to reach them. Without
 * an address, without a claim, or where the missing figure decides, the answer is `unknown`, never `short`.
 * @param rules need and target of the kind, see `placeRulesOn`
 * @param addresses claims by address: one for a school or building, all inside for a business park
 * @param targetDate ISO date the target is to be reached by; a promise counts only when it is due by then. Null takes
 * every promise.
 */
export function assessNeed(
  rules: PlaceRules,
  classes: number | null,
  addresses: readonly (readonly NeedClaim[])[],
  targetDate: string | null,
): PlaceVerdict {
  const need = needDownMbit(rules, classes);
  const each = addresses.map((claims) => atAddress(claims, need, rules.target.figure, targetDate));
  const worst = <V extends string>(order: readonly V[], verdicts: readonly V[]): V =>
    order.find((verdict) => verdicts.includes(verdict)) ?? ('unknown' as V);
  const target = worst<TargetVerdict>(
    ['below', 'unknown', 'planned', 'reached'],
    each.map((one) => one.target),
  );
  const short = each.filter((one) => one.need === 'short');
  const deciding = short.length > 0 ? short : each.filter((one) => one.target === target);
  return {
    needDownMbit: need,
    need:
      need === null
        ? 'undefined'
        : worst<NeedVerdict>(
            ['short', 'unknown', 'met'],
            each.map((one) => one.need),
          ),
    target,
    addressesShort: short.length,
    decidedBy: slowest(deciding.map((one) => one.decidedBy)),
  };
}

/** What is not known is slower than anything known. */
function slowest(claims: readonly (NeedClaim | null)[]): NeedClaim | null {
  const speed = (claim: NeedClaim | null) => claim?.downMbit ?? -1;
  return claims.reduce((least, claim) => (speed(claim) < speed(least) ? claim : least), claims[0] ?? null);
}

function atAddress(
  claims: readonly NeedClaim[],
  need: number | null,
  aim: PlaceRules['target']['figure'],
  targetDate: string | null,
) {
  const attains = (claim: NeedClaim) => (aim ? reaches(claim, aim.downMbit, aim.upMbit) : null);
  const now = claims.filter((claim) => !claim.planned);
  const fastest = [...now].sort((a, b) => (b.downMbit ?? -1) - (a.downMbit ?? -1))[0] ?? null;
  const hits = now.find((claim) => attains(claim) === true);
  const promise = claims.find(
    (claim) => claim.planned && attains(claim) === true && isDueBy(claim, targetDate),
  );
  const target: TargetVerdict = hits
    ? 'reached'
    : promise
      ? 'planned'
      : now.length === 0 || now.some((claim) => attains(claim) === null)
        ? 'unknown'
        : 'below';
  const byNeed = need === null ? [] : now.map((claim) => reaches(claim, need, 0));
  const verdict: NeedVerdict = byNeed.includes(true)
    ? 'met'
    : byNeed.length === 0 || byNeed.includes(null)
      ? 'unknown'
      : 'short';
  return { need: verdict, target, decidedBy: hits ?? (target === 'planned' ? promise! : fastest) };
}

/** Null where a missing figure decides. */
function reaches({ downMbit, upMbit }: NeedClaim, down: number, up: number): boolean | null {
  if (downMbit !== null && downMbit < down) return false;
  if (up > 0 && upMbit !== null && upMbit < up) return false;
  return downMbit === null || (up > 0 && upMbit === null) ? null : true;
}

/** A promise without a date is due by no date. */
const isDueBy = ({ readyBy }: NeedClaim, date: string | null) =>
  date === null || (readyBy !== null && readyBy <= date);
