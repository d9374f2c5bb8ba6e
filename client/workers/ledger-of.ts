import type { Classification } from '#core/rulebook/classify.ts';
import { ledgerOf as coreLedgerOf } from '#core/rulebook/ledger.ts';
import type { Ledger } from './messages.ts';

/** The ledger as the page shows it. */
export function ledgerOf(codes: Classification, areaOf: Int32Array): Ledger {
  const { total, buckets } = coreLedgerOf({ codes, areaOf });
  return { total, buckets: buckets.map(({ id, addresses }) => ({ id, addresses })) };
}
