import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { postgresWithPostgis } from '../prerequisites/system-packages.ts';
import { startTemporaryPostgres } from '../prerequisites/temporary-postgres.ts';
import type { BenchContext, BenchRow } from './bench-row.ts';

/**
 * `npm run bench -- [--only <id>] [--json]`: every row measured beside its reference in one run. Exit code 1
 * when a bar does not hold or a row could not run.
 */
const ROWS = new URL('./rows/', import.meta.url);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, json: { type: 'boolean' } },
  });
  const rows = await loadRows();
  const wanted = values.only ?? rows.map((row) => row.id);
  const unknown = wanted.filter((id) => !rows.some((row) => row.id === id));
  if (unknown.length > 0) {
    console.error(
      `There is no bench row ${unknown.join(', ')}. Known are: ${rows.map((row) => row.id).join(', ')}.`,
    );
    return 2;
  }
  const given = process.env.TEST_DATABASE_URL;
  const bin = given ? null : postgresWithPostgis();
  const postgres = bin ? await startTemporaryPostgres(bin) : null;
  const shared = fileURLToPath(new URL('../../../shared', import.meta.url));
  const context: BenchContext = {
    ...((given ?? postgres?.url) ? { databaseUrl: given ?? postgres!.url } : {}),
    ...(existsSync(shared) ? { sharedDir: shared } : {}),
  };
  const results: Record<string, unknown>[] = [];
  try {
    for (const row of rows.filter((candidate) => wanted.includes(candidate.id))) {
      const result = await measure(row, context);
      results.push(result);
      if (!values.json) printRow(result);
    }
  } finally {
    postgres?.stop();
  }
  if (values.json) console.log(JSON.stringify(results, null, 2));
  return results.every((result) => result.ok === true) ? 0 : 1;
}

async function measure(row: BenchRow, context: BenchContext): Promise<Record<string, unknown>> {
  try {
    return { id: row.id, unit: row.unit, ...(await row.run(context)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      id: row.id,
      unit: row.unit,
      value: null,
      reference: null,
      ratio: null,
      ok: false,
      error: reason,
    };
  }
}

function printRow(result: Record<string, unknown>): void {
  const number = (value: unknown) =>
    typeof value === 'number' ? value.toLocaleString('en', { maximumFractionDigits: 3 }) : '–';
  const text = [
    result.ok ? '✓' : '✗',
    String(result.id).padEnd(20),
    `${number(result.value)} ${result.unit}`.padEnd(18),
    result.error ?? `${result.referenceName}: ${number(result.reference)} (× ${number(result.ratio)})`,
    result.detail ? JSON.stringify(result.detail) : '',
  ];
  console.log(text.join(' '));
}

async function loadRows(): Promise<BenchRow[]> {
  const names = readdirSync(ROWS).filter((name) => name.endsWith('.ts'));
  const modules = await Promise.all(names.sort().map((name) => import(new URL(name, ROWS).href)));
  return modules.map((module: { row: BenchRow }) => module.row);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
