import type { Classification } from '#core/rulebook/classify.ts';
import { ELIGIBILITY, REASONS, type Reason } from '#core/rulebook/rule-set.ts';
import { NO_AREA } from './kept-areas.ts';
import type { Ledger, LedgerBucket } from './messages.ts';

const ORDER: readonly LedgerBucket[] = [
  'in-area',
  'eligible-open',
  'unclear',
  'committed',
  'funded-elsewhere',
  'excluded',
  'served',
];

const BUCKET_OF_REASON: Readonly<Record<Reason, LedgerBucket>> = {
  'below-threshold': 'eligible-open',
  supplied: 'served',
  committed: 'committed',
  networks: 'excluded',
  cable: 'excluded',
  'funded-elsewhere': 'funded-elsewhere',
  'unknown-speed': 'unclear',
  'no-claim': 'unclear',
};

/**
 * Puts every address into exactly one bucket. An area takes the eligible and the unclear addresses inside it; a served
 * address stays served wherever it lies.
 */
export function ledgerOf({ eligibleCode, reasonCode }: Classification, areaOf: Int32Array): Ledger {
  const counts = new Map<LedgerBucket, number>(ORDER.map((id) => [id, 0]));
  const no = ELIGIBILITY.indexOf('no');
  for (let i = 0; i < eligibleCode.length; i++) {
    const inArea = areaOf[i] !== NO_AREA && eligibleCode[i] !== no;
    const bucket = inArea ? 'in-area' : BUCKET_OF_REASON[REASONS[reasonCode[i]!]!];
    counts.set(bucket, counts.get(bucket)! + 1);
  }
  return { total: eligibleCode.length, buckets: ORDER.map((id) => ({ id, addresses: counts.get(id)! })) };
}
