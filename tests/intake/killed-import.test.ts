import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_ENV, runCommand } from '../cli/run-command.ts';
import { DATABASES, type TestDatabase, temporaryDataDir } from '../fixtures/databases.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROWS = 20_000;

/** A process that dies in any phase of an import leaves the old layer or the new one, never something between. */
describe.each(['embedded', 'server'] as const)('an import that is killed on %s', (kind) => {
  let folder: string;
  let database: TestDatabase | null = null;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = temporaryDataDir();
    env = { DATA_DIR: folder };
    if (kind === 'server') {
      database = await DATABASES.find(({ name }) => name === kind)!.open();
      env.DATABASE_URL = database.config.DATABASE_URL!;
    }
    writeFileSync(path('old.csv'), schools(100, 'alt'));
    writeFileSync(path('new.csv'), schools(ROWS, 'neu'));
    expect((await runCommand(args('old.csv'), env)).code).toBe(0);
  });
  afterAll(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const path = (name: string) => join(folder, name);
  const args = (file: string) => ['import', 'schools', path(file), '--source', 'S', '--json', '--progress'];
  const count = async () =>
    JSON.parse((await runCommand(['count', 'schools', '--json'], env)).stdout).total as number;

  it.each(['read', 'check'])('while it is in the phase %s', async (phase) => {
    expect(await killAt(args('new.csv'), env, new RegExp(`^${phase}`, 'm'))).toBe('SIGKILL');
    expect(await count()).toBe(100);
  });

  it('between two parts of the rows', async () => {
    expect(await killAt(args('new.csv'), env, /^swap 5000\//m)).toBe('SIGKILL');
    expect(await count()).toBe(100);
  });

  it('around the commit, and the next one succeeds', async () => {
    await killAt(args('new.csv'), env, new RegExp(`^swap ${ROWS}/`, 'm'));
    expect([100, ROWS]).toContain(await count());
    const run = await runCommand(args('new.csv'), env);
    expect(run.code).toBe(0);
    const { imported, updated, unchanged } = JSON.parse(run.stdout);
    expect(imported + updated + unchanged).toBe(ROWS);
  });
});

/** Starts a command and sends SIGKILL as soon as its progress says so; returns what ended it. */
function killAt(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  when: RegExp,
): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ['server/cli/main.ts', ...args], {
    cwd: ROOT,
    env: { ...COMMAND_ENV, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (when.test(stderr)) child.kill('SIGKILL');
  });
  return new Promise((done) => child.once('close', (_, signal) => done(signal)));
}

function schools(count: number, name: string): string {
  const rows = Array.from(
    { length: count },
    (_, i) => `${i};Schule ${name} ${i};${9.6 + (i % 200) / 1000};${52.3 + i / 400_000}`,
  );
  return `id;name;lon;lat\n${rows.join('\n')}\n`;
}
