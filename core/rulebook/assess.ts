import type { Classification } from './classify.ts';
import { bucketsOf, LEDGER_BUCKETS, type LedgerBucket, ledgerOf } from './ledger.ts';
import {
  CLASSES,
  ELIGIBILITY,
  type Eligibility,
  REASONS,
  type Reason,
  type SupplyClass,
} from './rule-set.ts';

/** Addresses of one set (a city, a district) by everything the rules say of them. */
export interface Tally {
  readonly addresses: number;
  readonly households: number;
  readonly classes: Readonly<Record<SupplyClass, number>>;
  readonly householdsByClass: Readonly<Record<SupplyClass, number>>;
  readonly eligible: Readonly<Record<Eligibility, number>>;
  readonly reasons: Readonly<Record<Reason, number>>;
  readonly ledger: Readonly<Record<LedgerBucket, number>>;
}

export interface Assessment extends Tally {
  /** By name of the group; absent when no groups were asked for. */
  readonly by?: Readonly<Record<string, Tally>>;
  /** Addresses in none of the groups; absent when there are none. */
  readonly outside?: Tally;
}

export interface AssessInput {
  readonly codes: Classification;
  readonly households: ArrayLike<number>;
  readonly areaOf?: Int32Array;
  /** Groups to count by, e.g. districts; an index beyond the names is in none. */
  readonly groups?: { readonly names: readonly string[]; readonly indexOf: ArrayLike<number> };
}

/**
 * Counts a classified city. The ledger is checked before it is counted, and the groups against the whole.
 * @throws Error when the ledger or the groups do not add up
 */
export function assess(input: AssessInput): Assessment {
  const { codes, households, areaOf, groups } = input;
  const places = areaOf ? { codes, areaOf, households } : { codes, households };
  ledgerOf(places);
  const buckets = bucketsOf(places);
  const names = groups?.names ?? [];
  const counts = Array.from({ length: names.length + 2 }, () => new Count());
  const [outside, whole] = [names.length, names.length + 1];
  for (let i = 0; i < buckets.length; i++) {
    const group = groups ? Math.min(groups.indexOf[i]!, outside) : outside;
    for (const at of [group, whole])
      counts[at]!.add(
        codes.classCode[i]!,
        codes.eligibleCode[i]!,
        codes.reasonCode[i]!,
        buckets[i]!,
        households[i]!,
      );
  }
  const tallies = counts.map((count) => count.tally());
  const total = tallies[whole]!;
  const parts = tallies.slice(0, whole).reduce((sum, tally) => sum + tally.addresses, 0);
  if (parts !== total.addresses) throw new Error(`assess: groups hold ${parts} of ${total.addresses}`);
  if (!groups) return total;
  return {
    ...total,
    by: Object.fromEntries(names.map((name, i) => [name, tallies[i]!])),
    ...(tallies[outside]!.addresses > 0 ? { outside: tallies[outside]! } : {}),
  };
}

class Count {
  #addresses = 0;
  #households = 0;
  readonly #classes = new Float64Array(CLASSES.length);
  readonly #homes = new Float64Array(CLASSES.length);
  readonly #eligible = new Float64Array(ELIGIBILITY.length);
  readonly #reasons = new Float64Array(REASONS.length);
  readonly #ledger = new Float64Array(LEDGER_BUCKETS.length);

  add(classCode: number, eligible: number, reason: number, bucket: number, households: number): void {
    this.#addresses++;
    this.#households += households;
    this.#classes[classCode]!++;
    this.#homes[classCode]! += households;
    this.#eligible[eligible]!++;
    this.#reasons[reason]!++;
    this.#ledger[bucket]!++;
  }

  tally(): Tally {
    return {
      addresses: this.#addresses,
      households: this.#households,
      classes: named(CLASSES, this.#classes),
      householdsByClass: named(CLASSES, this.#homes),
      eligible: named(ELIGIBILITY, this.#eligible),
      reasons: named(REASONS, this.#reasons),
      ledger: named(LEDGER_BUCKETS, this.#ledger),
    };
  }
}

function named<N extends string>(names: readonly N[], counts: Float64Array): Record<N, number> {
  return Object.fromEntries(names.map((name, i) => [name, counts[i]!])) as Record<N, number>;
}
