import type { Classification } from './classify.ts';
import {
  CLASSES,
  ELIGIBILITY,
  type Eligibility,
  REASONS,
  type Reason,
  type SupplyClass,
} from './rule-set.ts';

/** What one rule set says of an address. */
export interface Verdict {
  readonly class: SupplyClass;
  readonly eligible: Eligibility;
  readonly reason: Reason;
}

/** Addresses that go from one verdict to another; the two reasons say why. */
export interface Change {
  readonly from: Verdict;
  readonly to: Verdict;
  readonly addresses: number;
  readonly households: number;
}

/** Two classifications of the same addresses beside each other. */
export interface Comparison {
  readonly addresses: number;
  /** Addresses whose class, eligibility or reason differs. */
  readonly changed: number;
  /** Addresses whose eligibility differs. */
  readonly eligibilityChanged: number;
  /** Addresses by class before (rows) and after (columns), in the order of `CLASSES`. */
  readonly classMatrix: readonly (readonly number[])[];
  /** Addresses by eligibility before (rows) and after (columns), in the order of `ELIGIBILITY`. */
  readonly eligibleMatrix: readonly (readonly number[])[];
  /** Every change that occurs, the most addresses first. */
  readonly changes: readonly Change[];
  /** 1 for every address whose class, eligibility or reason differs. */
  readonly isChanged: Uint8Array;
  /** Both verdicts of one address. */
  readonly verdictsAt: (index: number) => readonly [from: Verdict, to: Verdict];
}

const VERDICTS = CLASSES.length * ELIGIBILITY.length * REASONS.length;

/**
 * Compares two classifications: two rule sets or two dates over the same addresses in the same order.
 * @throws RangeError when they are not of equally many addresses
 */
export function compareClassifications(
  before: Classification,
  after: Classification,
  households?: ArrayLike<number>,
): Comparison {
  const length = before.classCode.length;
  if (after.classCode.length !== length)
    throw new RangeError(`compare: ${length} and ${after.classCode.length} addresses`);
  const addressCounts = new Uint32Array(VERDICTS * VERDICTS);
  const householdCounts = new Float64Array(VERDICTS * VERDICTS);
  const isChanged = new Uint8Array(length);
  let changed = 0;
  for (let i = 0; i < length; i++) {
    const from = codeAt(before, i);
    const to = codeAt(after, i);
    const cell = from * VERDICTS + to;
    addressCounts[cell]!++;
    if (households) householdCounts[cell]! += households[i]!;
    if (from !== to) {
      isChanged[i] = 1;
      changed++;
    }
  }
  const square = (size: number) => Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const classMatrix = square(CLASSES.length);
  const eligibleMatrix = square(ELIGIBILITY.length);
  const changes: Change[] = [];
  let eligibilityChanged = 0;
  for (let cell = 0; cell < addressCounts.length; cell++) {
    const addresses = addressCounts[cell]!;
    if (addresses === 0) continue;
    const from = verdictOf(Math.floor(cell / VERDICTS));
    const to = verdictOf(cell % VERDICTS);
    classMatrix[CLASSES.indexOf(from.class)]![CLASSES.indexOf(to.class)]! += addresses;
    eligibleMatrix[ELIGIBILITY.indexOf(from.eligible)]![ELIGIBILITY.indexOf(to.eligible)]! += addresses;
    if (from.eligible !== to.eligible) eligibilityChanged += addresses;
    if (Math.floor(cell / VERDICTS) !== cell % VERDICTS)
      changes.push({ from, to, addresses, households: householdCounts[cell]! });
  }
  changes.sort((a, b) => b.addresses - a.addresses);
  return {
    addresses: length,
    changed,
    eligibilityChanged,
    classMatrix,
    eligibleMatrix,
    changes,
    isChanged,
    verdictsAt: (i) => [verdictOf(codeAt(before, i)), verdictOf(codeAt(after, i))],
  };
}

function codeAt({ classCode, eligibleCode, reasonCode }: Classification, i: number): number {
  return (classCode[i]! * ELIGIBILITY.length + eligibleCode[i]!) * REASONS.length + reasonCode[i]!;
}

function verdictOf(code: number): Verdict {
  const pair = Math.floor(code / REASONS.length);
  return {
    class: CLASSES[Math.floor(pair / ELIGIBILITY.length)]!,
    eligible: ELIGIBILITY[pair % ELIGIBILITY.length]!,
    reason: REASONS[code % REASONS.length]!,
  };
}
