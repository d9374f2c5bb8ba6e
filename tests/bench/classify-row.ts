import postgres from 'postgres';
import type { AddressTable } from '#core/columns/address-table.ts';
import { classify, compileRules, dayOf } from '#core/rulebook/classify.ts';
import { findRuleSet } from '#data/rulebook/index.ts';
import { classifyByDatabase, firstDifference, loadTemporaryTables } from '../rulebook/classify-sql.ts';
import type { BenchRow } from './bench-row.ts';
import { medianMs } from './city-points.ts';

export interface ClassifyRowOptions {
  readonly id: string;
  readonly barMs: number;
  readonly rounds: number;
  readonly table: () => AddressTable;
  readonly tableName: string;
}

const RULES = 'gigabit-rl-2024';

/**
 * Classification of a whole table, beside the same rules as one SQL statement on native PostgreSQL over the same claims
 * (its result kept as a table, as ours is kept in columns). Holds when every address is given the same class, verdict
 * and reason, and the bar is kept.
 */
export function classifyRow({
  id,
  barMs,
  rounds,
  table: makeTable,
  tableName,
}: ClassifyRowOptions): BenchRow {
  return {
    id,
    unit: 'ms',
    async run({ databaseUrl }) {
      const table = makeTable();
      const rules = compileRules(findRuleSet(RULES), { onDay: dayOf('2026-01-15') });
      let codes = classify(table, rules);
      const value = medianMs(rounds, () => {
        codes = classify(table, rules);
      });
      const detail: Record<string, number | string> = {
        addresses: table.length,
        claims: table.claims.start[table.length]!,
        table: tableName,
        rules: RULES,
        'bar, ms': barMs,
      };
      let reference: number | null = null;
      let ok = value <= barMs;
      if (databaseUrl) {
        const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
        try {
          const tables = await loadTemporaryTables(sql, table);
          const theirs = await classifyByDatabase(sql, rules, tables);
          reference = theirs.ms;
          const at = firstDifference(codes, theirs);
          detail['equal row by row'] = at < 0 ? 'yes' : `no, first at ${at}`;
          ok &&= at < 0 && theirs.classCode.length === table.length;
        } finally {
          await sql.end();
        }
      } else detail.PostGIS = 'not measured: no server at hand';
      return {
        value,
        reference,
        referenceName: 'the same rules as SQL on native PostgreSQL',
        ratio: reference === null ? null : reference / value,
        ok,
        detail,
      };
    },
  };
}
