import type { Claim } from './claim.ts';
import { both, claimText } from './explain-texts.ts';
import type { Wording } from './rule-set.ts';

/** Two claims that cannot both be right, by their place in the list of claims. */
export interface Contradiction {
  readonly claims: readonly [number, number];
  readonly text: Wording;
}

/**
 * Claims of one operator that say different things of the same line: other speeds for the same technology, or planned
 * what is claimed to be there at that speed already. Different operators do not contradict each other.
 */
export function contradictionsOf(claims: readonly Claim[]): Contradiction[] {
  const found: Contradiction[] = [];
  for (let a = 0; a < claims.length; a++) {
    for (let b = a + 1; b < claims.length; b++) {
      const [one, other] = [claims[a]!, claims[b]!];
      if (one.operator !== other.operator || one.technology !== other.technology) continue;
      if (one.planned === other.planned) {
        if (!differ(one.downMbit, other.downMbit) && !differ(one.upMbit, other.upMbit)) continue;
        found.push({
          claims: [a, b],
          text: both((language) =>
            language === 'de'
              ? `Zwei Angaben desselben Betreibers: ${claimText(one, 'de')} und ${claimText(other, 'de')}`
              : `Two figures of one operator: ${claimText(one, 'en')} and ${claimText(other, 'en')}`,
          ),
        });
      } else {
        const [planned, existing] = one.planned ? [one, other] : [other, one];
        if (planned.downMbit === null || existing.downMbit === null) continue;
        if (existing.downMbit < planned.downMbit) continue;
        found.push({
          claims: [a, b],
          text: both((language) =>
            language === 'de'
              ? `Geplant und zugleich als vorhanden gemeldet: ${claimText(planned, 'de')} und ${claimText(existing, 'de')}`
              : `Planned and at the same time reported as there: ${claimText(planned, 'en')} and ${claimText(existing, 'en')}`,
          ),
        });
      }
    }
  }
  return found;
}

function differ(a: number | null, b: number | null): boolean {
  return a !== null && b !== null && Math.fround(a) !== Math.fround(b);
}
