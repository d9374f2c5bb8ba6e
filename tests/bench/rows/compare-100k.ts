import postgres from 'postgres';
import { classify, compileRules, dayOf } from '#core/rulebook/classify.ts';
import { compareClassifications } from '#core/rulebook/compare.ts';
import { findRuleSet } from '#data/rulebook/index.ts';
import { classifySql, loadTemporaryTables } from '../../rulebook/classify-sql.ts';
import { demoTable } from '../../rulebook/demo-table.ts';
import type { BenchRow } from '../bench-row.ts';
import { medianMs } from '../city-points.ts';

const BAR_MS = 50;
const onDay = dayOf('2026-01-15');
const BEFORE = compileRules(findRuleSet('gigabit-rl-2023'), { onDay });
const AFTER = compileRules(findRuleSet('gigabit-rl-2024'), { onDay });

/**
 * Two rule sets over 100,000 addresses: both evaluations and who changes from what to what, beside one SQL statement
 * that classifies twice, joins and groups. Holds when every change has as many addresses there.
 */
export const row: BenchRow = {
  id: 'compare-100k',
  unit: 'ms',
  async run({ databaseUrl }) {
    const table = demoTable(100_000);
    const work = () =>
      compareClassifications(classify(table, BEFORE), classify(table, AFTER), table.households);
    let comparison = work();
    const value = medianMs(15, () => {
      comparison = work();
    });
    const detail: Record<string, number | string> = {
      addresses: comparison.addresses,
      changed: comparison.changed,
      changes: comparison.changes.length,
      'bar, ms': BAR_MS,
    };
    let reference: number | null = null;
    let ok = value <= BAR_MS;
    if (databaseUrl) {
      const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
      try {
        const tables = await loadTemporaryTables(sql, table);
        const started = performance.now();
        const rows = await sql.unsafe<{ change: string; addresses: number }[]>(`
          select concat_ws(' ', a.class, a.eligible, a.reason, b.class, b.eligible, b.reason) as change,
            count(*)::int as addresses
          from (${classifySql(BEFORE, tables)}) a join (${classifySql(AFTER, tables)}) b using (id)
          where (a.class, a.eligible, a.reason) <> (b.class, b.eligible, b.reason)
          group by 1`);
        reference = performance.now() - started;
        const theirs = new Map(rows.map(({ change, addresses }) => [change, addresses]));
        const equal =
          theirs.size === comparison.changes.length &&
          comparison.changes.every(
            ({ from, to, addresses }) =>
              theirs.get(
                [from.class, from.eligible, from.reason, to.class, to.eligible, to.reason].join(' '),
              ) === addresses,
          );
        detail['equal to SQL'] = equal ? 'yes' : 'no';
        ok &&= equal;
      } finally {
        await sql.end();
      }
    } else detail.PostGIS = 'not measured: no server at hand';
    return {
      value,
      reference,
      referenceName: 'the same as SQL on native PostgreSQL',
      ratio: reference === null ? null : reference / value,
      ok,
      detail,
    };
  },
};
