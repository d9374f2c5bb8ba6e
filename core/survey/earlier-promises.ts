import type { AnswerClaim, EarlierPromise } from './answer.ts';
import { type Finding, finding, monthsBetween } from './plausibility.ts';

/**
 * Holds an answer against what the same operator promised before: kept, broken, put off, slower, or no longer spoken
 * of. An address counts as kept where the operator now claims the promised speed as existing.
 * @param onDate day of the comparison (ISO)
 */
export function earlierFindings(
  claims: readonly AnswerClaim[],
  earlier: readonly EarlierPromise[],
  onDate: string,
): Finding[] {
  const now = new Map<number, AnswerClaim[]>();
  for (const claim of claims) {
    const list = now.get(claim.addressId);
    if (list) list.push(claim);
    else now.set(claim.addressId, [claim]);
  }
  const ids = {
    broken: [] as number[],
    delayed: [] as number[],
    slower: [] as number[],
    gone: [] as number[],
  };
  let months = 0;
  for (const promise of earlier) {
    const { addressId, technology, downMbit, readyBy } = promise;
    const here = now.get(addressId) ?? [];
    const isKept = here.some((claim) => !claim.planned && (claim.downMbit ?? 0) >= (downMbit ?? 1));
    if (isKept) continue;
    if (readyBy !== null && readyBy < onDate) ids.broken.push(addressId);
    const again = here.find((claim) => claim.planned && claim.technology === technology);
    if (!again) {
      if (readyBy === null || readyBy >= onDate) ids.gone.push(addressId);
      continue;
    }
    if (readyBy !== null && again.readyBy !== null && again.readyBy > readyBy) {
      ids.delayed.push(addressId);
      months = Math.max(months, monthsBetween(readyBy, again.readyBy));
    }
    if (downMbit !== null && again.downMbit !== null && again.downMbit < downMbit) ids.slower.push(addressId);
  }
  const origins = [...new Set(earlier.map(({ origin }) => origin))].sort().join('; ');
  const found: Finding[] = [];
  const add = (code: string, list: readonly number[], params: Record<string, string | number> = {}) => {
    if (list.length > 0) found.push(finding(code, 'warning', list, { ...params, origins }));
  };
  add('survey-promise-broken', ids.broken, { onDate });
  add('survey-promise-delayed', ids.delayed, { months: Math.round(months) });
  add('survey-promise-slower', ids.slower);
  add('survey-promise-gone', ids.gone);
  return found;
}
