import { demoTable } from '../../rulebook/demo-table.ts';
import type { BenchRow } from '../bench-row.ts';
import { classifyRow } from '../classify-row.ts';

/** Full re-evaluation of 100,000 addresses of the demo city from columns: at most 20 ms. */
export const row: BenchRow = classifyRow({
  id: 'classify-100k',
  barMs: 20,
  rounds: 15,
  table: () => demoTable(100_000),
  tableName: 'demo city, its first addresses taken twice',
});
