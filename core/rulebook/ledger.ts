import type { Classification } from './classify.ts';
import { ELIGIBILITY, REASONS, type Reason, type Wording } from './rule-set.ts';

/** Where an address can stand. The order is the code in columns and that of the display: what is open comes first. */
export const LEDGER_BUCKETS = [
  'in-area',
  'eligible-open',
  'unclear',
  'committed',
  'funded-elsewhere',
  'excluded',
  'served',
] as const;
export type LedgerBucket = (typeof LEDGER_BUCKETS)[number];

/** No planning area holds the address. */
export const NO_AREA = -1;

/** Every address is in exactly one bucket; the buckets always add up to all of them. */
export interface Ledger {
  readonly total: number;
  readonly buckets: readonly {
    readonly id: LedgerBucket;
    readonly addresses: number;
    readonly households: number;
  }[];
  /** Addresses of the bucket `in-area` by area, in the order of the areas. */
  readonly inArea: readonly number[];
}

export interface LedgerInput {
  readonly codes: Classification;
  /** Index of the area that holds each address, `NO_AREA` for none; absent where no areas are drawn. */
  readonly areaOf?: Int32Array;
  readonly households?: ArrayLike<number>;
}

const BUCKET_OF_REASON: Readonly<Record<Reason, LedgerBucket>> = {
  'below-threshold': 'eligible-open',
  supplied: 'served',
  committed: 'committed',
  networks: 'excluded',
  cable: 'excluded',
  'funded-elsewhere': 'funded-elsewhere',
  'unknown-speed': 'unclear',
  'no-claim': 'unclear',
  'unknown-date': 'unclear',
};
const IN_AREA = LEDGER_BUCKETS.indexOf('in-area');
const NO = ELIGIBILITY.indexOf('no');
const CODE_OF_REASON = Uint8Array.from(REASONS, (reason) => LEDGER_BUCKETS.indexOf(BUCKET_OF_REASON[reason]));
/** What a reason means for eligibility; a pair that says otherwise is a fault of the engine. */
const VERDICT_OF_REASON = Uint8Array.from(REASONS, (reason) => {
  const bucket = BUCKET_OF_REASON[reason];
  const verdict = bucket === 'eligible-open' ? 'yes' : bucket === 'unclear' ? 'unclear' : 'no';
  return ELIGIBILITY.indexOf(verdict);
});

/**
 * The bucket of every address, as codes of `LEDGER_BUCKETS`. An area takes the eligible and the unclear addresses
 * inside it; a served address stays served wherever it lies.
 * @throws Error when an address has a reason or a verdict that does not exist or does not fit the other
 */
export function bucketsOf({ codes, areaOf }: LedgerInput): Uint8Array {
  const { eligibleCode, reasonCode } = codes;
  const count = eligibleCode.length;
  if (reasonCode.length !== count || (areaOf && areaOf.length !== count))
    throw new Error(`ledger: columns of ${count}, ${reasonCode.length} and ${areaOf?.length} addresses`);
  const buckets = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const reason = reasonCode[i]!;
    if (VERDICT_OF_REASON[reason] !== eligibleCode[i])
      throw new Error(
        `ledger: address ${i} is ${ELIGIBILITY[eligibleCode[i]!]} because of ${REASONS[reason]}`,
      );
    buckets[i] =
      areaOf && areaOf[i] !== NO_AREA && eligibleCode[i] !== NO ? IN_AREA : CODE_OF_REASON[reason]!;
  }
  return buckets;
}

/**
 * The ledger of all addresses.
 * @throws Error when the buckets do not add up, or areas not to their bucket: the engine is at fault, not the input
 */
export function ledgerOf(input: LedgerInput): Ledger {
  const { areaOf, households } = input;
  const codes = bucketsOf(input);
  const addresses = new Float64Array(LEDGER_BUCKETS.length);
  const homes = new Float64Array(LEDGER_BUCKETS.length);
  const inArea: number[] = [];
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    addresses[code]!++;
    homes[code]! += households?.[i] ?? 0;
    if (code === IN_AREA) {
      const area = areaOf![i]!;
      while (inArea.length <= area) inArea.push(0);
      inArea[area]!++;
    }
  }
  const ledger: Ledger = {
    total: codes.length,
    buckets: LEDGER_BUCKETS.map((id, code) => ({
      id,
      addresses: addresses[code]!,
      households: homes[code]!,
    })),
    inArea,
  };
  assertBalanced(ledger);
  return ledger;
}

/** @throws Error naming both sums when the ledger does not balance */
export function assertBalanced({ total, buckets, inArea }: Ledger): void {
  const sum = buckets.reduce((all, bucket) => all + bucket.addresses, 0);
  if (sum !== total) throw new Error(`ledger: the buckets hold ${sum} of ${total} addresses`);
  const held = buckets.find((bucket) => bucket.id === 'in-area')?.addresses ?? 0;
  const byArea = inArea.reduce((all, count) => all + count, 0);
  if (byArea !== held) throw new Error(`ledger: areas hold ${byArea} addresses, their bucket ${held}`);
}

export const LEDGER_WORDINGS: Readonly<Record<LedgerBucket, Wording>> = {
  'in-area': { de: 'in einem Gebiet', en: 'in an area' },
  'eligible-open': { de: 'förderfähig, noch in keinem Gebiet', en: 'eligible and in no area yet' },
  unclear: { de: 'ungeklärt', en: 'unclear' },
  committed: { de: 'Ausbau verbindlich zugesagt', en: 'committed by an operator' },
  'funded-elsewhere': { de: 'anderswo gefördert', en: 'funded elsewhere' },
  excluded: { de: 'ausgeschlossen (Netze oder Kabel)', en: 'excluded (networks or cable)' },
  served: { de: 'versorgt', en: 'served' },
};
