import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureClient } from '../server/client-build.ts';
import { runChecks } from './prerequisites/checks.ts';
import { createEmbeddedTemplate, createServerTemplate } from './prerequisites/database-templates.ts';
import { findOrInstall } from './prerequisites/system-packages.ts';
import { temporaryPlace } from './prerequisites/temporary-place.ts';
import { startTemporaryPostgres } from './prerequisites/temporary-postgres.ts';

/**
 * `npm test`: types, lint, then every test, with a real PostgreSQL/PostGIS, GDAL and Chromium. Ends with one
 * line `N passed, N failed`. Arguments are passed to vitest (`npm test -- core/geo`).
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const bin = (name: string) => join(ROOT, 'node_modules', name);

async function main(): Promise<number> {
  const tools = findOrInstall();
  const filters = process.argv.slice(2);
  const folder = temporaryPlace();
  // Everything the tests, their programs and PostgreSQL put aside lies there too, and goes with it.
  process.env.TMPDIR = folder;
  const postgres = tools.postgresBin ? await startTemporaryPostgres(tools.postgresBin) : null;
  const serverUrl = postgres?.url ?? process.env.TEST_DATABASE_URL ?? '';
  let template: Awaited<ReturnType<typeof createServerTemplate>> | null = null;
  let passed = 0;
  let failed = 0;
  try {
    // One core checks, the other prepares what every test would have to do for itself otherwise.
    const [checks, embedded, server] = await Promise.all([
      filters.length === 0 ? runChecks() : { passed, failed },
      createEmbeddedTemplate(join(folder, 'embedded')),
      serverUrl ? createServerTemplate(serverUrl, join(folder, 'server')) : null,
      ensureClient(),
    ]);
    ({ passed, failed } = checks);
    template = server;
    const env = {
      ...process.env,
      TEST_EMBEDDED_TEMPLATE: embedded,
      CHROME_PATH: tools.chrome,
      TEST_DATABASE_URL: serverUrl,
      TEST_SERVER_TEMPLATE: template?.name ?? '',
      // Servers, commands and imports start hundreds of times.
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    };
    const counted = await runTests(filters, env, join(folder, 'report.json'));
    passed += counted.passed;
    failed += counted.failed;
  } finally {
    await template?.drop();
    postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  if (!existsSync(join(ROOT, '../shared/data'))) {
    console.log('Not run: the tests on real files of Hannover (../shared/data is not there).');
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function runVitest(filters: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, [bin('vitest/vitest.mjs'), 'run', ...filters], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((done) => child.once('exit', () => done()));
}

/** More than these are no accident of the machine. */
const MOST_AGAIN = 3;

/**
 * Runs the tests. Where the machine is shared (`CI`), a browser or a database may be late once: the files that failed run
 * once more, alone and from the start, since the tests of a file share its server and its pages. What fails twice has failed.
 */
async function runTests(
  filters: readonly string[],
  env: NodeJS.ProcessEnv,
  report: string,
): Promise<Omit<Counted, 'files'>> {
  await runVitest(filters, { ...env, TEST_REPORT: report });
  const first = countResults(report);
  const { files } = first;
  if (!process.env.CI || files.length === 0 || files.length > MOST_AGAIN) return first;
  console.log(`\nOnce more, from the start: ${files.map(({ name }) => relative(ROOT, name)).join(', ')}`);
  rmSync(report);
  await runVitest(
    files.map(({ name }) => relative(ROOT, name)),
    { ...env, TEST_REPORT: report },
  );
  const again = countResults(report);
  const passedBefore = files.reduce((sum, { passed }) => sum + passed, 0);
  return { passed: first.passed - passedBefore + again.passed, failed: again.failed };
}

interface Counted {
  readonly passed: number;
  readonly failed: number;
  /** Those with a failure, and how many of their tests passed all the same. */
  readonly files: readonly { readonly name: string; readonly passed: number }[];
}

/** A file that could not even be loaded counts as one failure. */
function countResults(report: string): Counted {
  if (!existsSync(report)) return { passed: 0, failed: 1, files: [] };
  const results = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    success: boolean;
    testResults: { name: string; status: string; assertionResults: { status: string }[] }[];
  };
  const files = results.testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name, assertionResults }) => ({
      name,
      passed: assertionResults.filter(({ status }) => status === 'passed').length,
    }));
  const broken = results.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = results.numFailedTests + broken;
  return { passed: results.numPassedTests, failed: failed === 0 && !results.success ? 1 : failed, files };
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    console.log('\n0 passed, 1 failed');
    process.exit(1);
  },
);
