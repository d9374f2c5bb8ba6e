import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, expect, vi } from 'vitest';
import { loadConfig } from '../../server/config.ts';
import { migrateToLatest } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';
import { testApplication } from '../fixtures/application.ts';
import { type TestDatabase, temporaryFolder } from '../fixtures/databases.ts';
import { type RunningServer, signIn } from '../fixtures/running-server.ts';
import type { Call } from '../fixtures/write-paths/write-path.ts';
import { BreakableProxy } from './breakable-proxy.ts';
import { caller, nothingWritten, type Written } from './drive-writes.ts';

/**
 * `KILL_ROUNDS=50 npm test -- tests/kill` for a night, where every fault waits until every write path has been
 * acknowledged since the last. Every run has the short form: each fault once while all write paths write, one soon
 * after the other; only after the last has each been acknowledged again.
 */
export const LONG = process.env.KILL_ROUNDS !== undefined;
export const ROUNDS = Number(process.env.KILL_ROUNDS ?? 1);
/** While the network is silent an answer comes within this, ms. The program's own figure is 15 s. */
const SILENT = { everyMs: 200, patienceMs: 500 };

export const figures: Record<string, unknown> = { lost: 0 };
const broken: Record<string, number> = {};
export function countFault(name: string): void {
  broken[name] = (broken[name] ?? 0) + 1;
}

const cleanups: (() => unknown)[] = [];
export const later = (clean: () => unknown) => void cleanups.push(clean);
/** Called by each test file: time enough, cleaning up, and the figures at the end. */
export function prepareKillTests(): void {
  vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 });
  afterAll(() => console.log(`kill tests: ${JSON.stringify({ broken, ...figures })}`));
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean();
  });
}

export const sleep = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

export async function remote(server: RunningServer, written: Written): Promise<Call> {
  const cookie = await signIn(server);
  return caller(
    (path, init) => {
      const headers = { cookie, ...(init.headers as Record<string, string>) };
      return fetch(new URL(path, server.address), { ...init, headers, redirect: 'manual' });
    },
    written,
    new URL(server.address).origin,
  );
}

/** A program on this database, within this process, by way of a proxy that can be broken. */
export async function behindProxy(own: { url: string; port: number }) {
  const proxy = new BreakableProxy({ host: '127.0.0.1', port: own.port });
  await proxy.listen();
  const url = new URL(own.url);
  url.port = String(proxy.port);
  const config = loadConfig({ DATABASE_URL: url.href, DATA_DIR: temporaryFolder() });
  const database: TestDatabase = { ...(await openDatabase(config, { watch: SILENT })), config };
  const direct = postgres(own.url, { max: 1, onnotice: () => undefined });
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await database.close();
    await direct.end();
    await proxy.close();
    rmSync(config.DATA_DIR, { recursive: true, force: true });
  };
  later(close);
  await migrateToLatest(database.db);
  const api = testApplication(database);
  const written = nothingWritten();
  const call = caller((path, init) => {
    const role = 'cookie' in init.headers! ? 'public' : 'admin';
    const headers = { host: 'localhost', ...(init.headers as Record<string, string>) };
    return api.request(path, { ...init, headers, role } as Parameters<typeof api.request>[1]);
  }, written);
  return { proxy, database, api, written, call, direct, close };
}

/** `said`: what the servers printed, for whoever has to find out why. */
export function expectHonest({ dishonest }: Written, ...said: string[]): void {
  const errors = said.flatMap((text) => text.split('\n').filter((line) => /rror/.test(line))).slice(-8);
  expect([dishonest.slice(0, 8), dishonest.length > 0 ? errors : []]).toEqual([[], []]);
}

/** A disk of `mebibytes`, or null where nobody may make one. */
export function smallDisk(mebibytes: number): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'lueckenlos-disk-'));
  const mounted =
    process.getuid?.() === 0 &&
    spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=755`, 'tmpfs', folder]).status === 0;
  later(() => {
    if (mounted) spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  if (!mounted) console.log('Not run: a full disk (only root can make a small one).');
  return mounted ? folder : null;
}

/** Fills a disk up to its last block; what it gives makes room again. */
export function fill(folder: string): () => void {
  const ballast = join(folder, 'ballast');
  spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k'], { stdio: 'ignore' });
  countFault('disk full');
  return () => rmSync(ballast);
}
