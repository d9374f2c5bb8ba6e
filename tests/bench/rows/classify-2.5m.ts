import { randomAddressTable } from '#core/columns/random-address-table.ts';
import type { BenchRow } from '../bench-row.ts';
import { classifyRow } from '../classify-row.ts';

/** Full re-evaluation of 2.5 million random addresses, as many as a Land may have, from columns: at most 0.5 s. */
export const row: BenchRow = classifyRow({
  id: 'classify-2.5m',
  barMs: 500,
  rounds: 5,
  table: () => randomAddressTable(2_500_000, { seed: 25, sideM: 200_000 }),
  tableName: 'random',
});
