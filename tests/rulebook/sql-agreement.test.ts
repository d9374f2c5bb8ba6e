import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AddressTable } from '#core/columns/address-table.ts';
import { randomAddressTable } from '#core/columns/random-address-table.ts';
import { classify, compileRules, dayOf } from '#core/rulebook/classify.ts';
import { CLASSES, ELIGIBILITY, REASONS, type RuleSet } from '#core/rulebook/rule-set.ts';
import { listRuleSets } from '#data/rulebook/index.ts';
import { serverUrl } from '../fixtures/databases.ts';
import { classifyByDatabase, firstDifference, loadTemporaryTables, type SqlTables } from './classify-sql.ts';
import { demoTable } from './demo-table.ts';
import { edgeTable, READINGS } from './edge-table.ts';

describe('the rules as SQL say the same of every address', () => {
  let sql: postgres.Sql;
  beforeAll(() => {
    sql = postgres(serverUrl(), { max: 1, onnotice: () => undefined });
  });
  afterAll(() => sql?.end());

  async function expectAgreement(table: AddressTable, tables: SqlTables, rules: RuleSet, name: string) {
    const options = READINGS.find(([reading]) => reading === name)![1];
    const compiled = compileRules(rules, { onDay: dayOf('2026-01-15'), ...options });
    const ours = classify(table, compiled);
    const theirs = await classifyByDatabase(sql, compiled, tables);
    expect(theirs.classCode.length).toBe(table.length);
    const at = firstDifference(ours, theirs);
    const words = (codes: typeof ours) => [
      CLASSES[codes.classCode[at]!],
      ELIGIBILITY[codes.eligibleCode[at]!],
      REASONS[codes.reasonCode[at]!],
    ];
    if (at >= 0) expect.fail(`address ${at}: ${words(ours)} here, ${words(theirs)} by SQL`);
    return ours;
  }

  it('of the demo city, under every rule set', async () => {
    const table = demoTable();
    expect(table.length).toBeGreaterThan(80_000);
    const tables = await loadTemporaryTables(sql, table);
    const seen = new Set<string>();
    for (const rules of listRuleSets()) {
      const { reasonCode } = await expectAgreement(table, tables, rules, 'as preset');
      for (const code of reasonCode) seen.add(REASONS[code]!);
    }
    expect([...seen].sort()).toEqual([
      'below-threshold',
      'cable',
      'committed',
      'networks',
      'supplied',
      'unknown-speed',
    ]);
  });

  it.each([1, 2, 3])('of a random city, under every rule set and reading (seed %d)', async (seed) => {
    const table = edgeTable(6_000, seed);
    const tables = await loadTemporaryTables(sql, table);
    const seen = new Set<string>();
    for (const rules of listRuleSets())
      for (const [name] of READINGS) {
        const { reasonCode } = await expectAgreement(table, tables, rules, name);
        for (const code of reasonCode) seen.add(REASONS[code]!);
      }
    expect(seen.size).toBe(REASONS.length);
  });

  it('of a city without addresses', async () => {
    const table = randomAddressTable(0);
    const tables = await loadTemporaryTables(sql, table);
    await expectAgreement(table, tables, listRuleSets()[0]!, 'as preset');
  });
});
