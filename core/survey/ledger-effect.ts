import type { AddressTable } from '../columns/address-table.ts';
import { type CompiledRules, classify } from '../rulebook/classify.ts';
import { bucketsOf, LEDGER_BUCKETS, type LedgerBucket } from '../rulebook/ledger.ts';
import { narrowTable } from './narrow-table.ts';

/** Addresses that stand elsewhere in the ledger because of an answer, or where they stood. */
export interface LedgerMove {
  readonly from: LedgerBucket;
  readonly to: LedgerBucket;
  readonly addresses: number;
  readonly households: number;
}

export interface LedgerEffect {
  readonly addresses: number;
  /** Addresses of each bucket without and with the answers; buckets without any address are left out. */
  readonly before: Readonly<Partial<Record<LedgerBucket, number>>>;
  readonly after: Readonly<Partial<Record<LedgerBucket, number>>>;
  /** Only what moves, most addresses first. */
  readonly moves: readonly LedgerMove[];
}

/**
 * What the claims of some data sets change in the ledger of the addresses of a survey. Areas are left out of it: the
 * question is what is eligible, not what is planned already.
 * @param indexes the addresses of the survey
 * @param sources names of the data sets
 */
export function ledgerEffect(
  table: AddressTable,
  indexes: Uint32Array,
  sources: ReadonlySet<string>,
  rules: CompiledRules,
): LedgerEffect {
  const { sourceIndex, sources: names } = table.claims;
  const isAnswer = Uint8Array.from(names, (name) => Number(sources.has(name)));
  const withAll = narrowTable(table, indexes);
  const without = narrowTable(table, indexes, (claim) => isAnswer[sourceIndex[claim]!] === 0);
  const before = bucketsOf({ codes: classify(without, rules) });
  const after = bucketsOf({ codes: classify(withAll, rules) });
  const moves = new Map<number, { addresses: number; households: number }>();
  const counts = [new Map<LedgerBucket, number>(), new Map<LedgerBucket, number>()] as const;
  const count = (map: Map<LedgerBucket, number>, code: number) => {
    const bucket = LEDGER_BUCKETS[code]!;
    map.set(bucket, (map.get(bucket) ?? 0) + 1);
  };
  for (let i = 0; i < indexes.length; i++) {
    count(counts[0], before[i]!);
    count(counts[1], after[i]!);
    if (before[i] === after[i]) continue;
    const key = before[i]! * LEDGER_BUCKETS.length + after[i]!;
    const move = moves.get(key) ?? { addresses: 0, households: 0 };
    moves.set(key, {
      addresses: move.addresses + 1,
      households: move.households + withAll.households[i]!,
    });
  }
  return {
    addresses: indexes.length,
    before: Object.fromEntries(counts[0]),
    after: Object.fromEntries(counts[1]),
    moves: [...moves]
      .map(([key, move]) => ({
        from: LEDGER_BUCKETS[Math.floor(key / LEDGER_BUCKETS.length)]!,
        to: LEDGER_BUCKETS[key % LEDGER_BUCKETS.length]!,
        ...move,
      }))
      .sort((a, b) => b.addresses - a.addresses || a.from.localeCompare(b.from)),
  };
}
