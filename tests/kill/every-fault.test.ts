import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../../server/config.ts';
import { migrateToLatest } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';
import { FEATURES } from '../../server/features/index.ts';
import type { Services } from '../../server/route.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { serverUrl, type TestDatabase, temporaryDataDir, temporaryFolder } from '../fixtures/databases.ts';
import { type RunningServer, signIn, startServer } from '../fixtures/running-server.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';
import { BreakableProxy } from './breakable-proxy.ts';
import {
  caller,
  expectNothingLost,
  nothingWritten,
  untilEachHas,
  type Written,
  writeUntil,
} from './drive-writes.ts';
import { OwnPostgres } from './own-postgres.ts';
import { type Call, WRITE_PATHS } from './write-paths.ts';

/**
 * `KILL_ROUNDS=50 npm test -- tests/kill` for a night, with a full disk, a silent network and two servers besides. Every
 * run has the short form: each fault once on every write path.
 */
const LONG = process.env.KILL_ROUNDS !== undefined;
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 1);
if (!LONG)
  console.log('Only with KILL_ROUNDS set: two servers on one database, a silent network, a full disk.');
vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 });
/** While the network is silent an answer comes within this, ms. The program's own figure is 15 s. */
const SILENT = { everyMs: 200, patienceMs: 500 };

const kills: Record<string, number> = {
  'process killed': 0,
  'database killed': 0,
  'connections cut': 0,
  'network silent': 0,
  'disk full': 0,
};
const figures: Record<string, unknown> = { kills, lost: 0 };
afterAll(() => console.log(`kill tests: ${JSON.stringify(figures)}`));
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const sleep = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

async function remote(server: RunningServer, written: Written): Promise<Call> {
  const cookie = await signIn(server);
  return caller((path, init) => {
    const headers = { ...(init.headers as Record<string, string>), cookie };
    return fetch(new URL(path, server.address), { ...init, headers, redirect: 'manual' });
  }, written);
}

/** A program on this database, within this process, by way of a proxy that can be broken. */
async function behindProxy(own: { url: string; port: number }) {
  const proxy = new BreakableProxy({ host: '127.0.0.1', port: own.port });
  await proxy.listen();
  const url = new URL(own.url);
  url.port = String(proxy.port);
  const config = loadConfig({ DATABASE_URL: url.href, DATA_DIR: temporaryFolder() });
  const database: TestDatabase = { ...(await openDatabase(config, { watch: SILENT })), config };
  const direct = postgres(own.url, { max: 1, onnotice: () => undefined });
  cleanups.push(async () => {
    await database.close();
    await direct.end();
    await proxy.close();
    rmSync(config.DATA_DIR, { recursive: true, force: true });
  });
  await migrateToLatest(database.db);
  const api = testApplication(database);
  const written = nothingWritten();
  const call = caller(
    (path, init) => api.request(path, { ...init, role: 'admin' } as Parameters<typeof api.request>[1]),
    written,
  );
  return { proxy, database, api, written, call, direct };
}

/** Writes on every path, breaks something once each has been acknowledged, and goes on until each has again. */
async function through(
  { api, call, written }: { api: TestApplication; call: Call; written: Written },
  prefix: string,
  breakIt: () => unknown,
): Promise<void> {
  // What nobody expected says more than what did not come about.
  const unexpected = () =>
    api.unexpected.map((error) => (error instanceof Error ? error.stack : String(error)));
  let over = false;
  const before = writeUntil(() => over, call, written, `${prefix}-before`);
  await untilEachHas(written, `${prefix}-before`, 1, unexpected);
  await breakIt();
  over = true;
  await before;
  let mended = false;
  const after = writeUntil(() => mended, call, written, `${prefix}-after`);
  await untilEachHas(written, `${prefix}-after`, 1, unexpected);
  mended = true;
  await after;
}

const HONEST = new Set(['200', '201', '204', '303', '202', '429', '503', '507', 'none']);
/** `said`: what the servers printed, for whoever has to find out why. */
function expectHonest({ answers }: Written, ...said: string[]): void {
  const dishonest = Object.keys(answers).filter((status) => !HONEST.has(status));
  const errors = said.flatMap((text) => text.split('\n').filter((line) => /rror/.test(line))).slice(-8);
  expect([dishonest, dishonest.length > 0 ? errors : []]).toEqual([[], []]);
}

/** These take what is not saved, and save nothing. */
const ONLY_COMPUTES = new Set([
  '/api/areas/export',
  '/api/network/export',
  '/api/network/inputs',
  '/api/network/solve',
]);

it('every feature that writes has a write path in these tests', () => {
  const services = { db: {}, config: loadConfig({ DATA_DIR: temporaryFolder() }) } as unknown as Services;
  const writing = FEATURES.filter((feature) =>
    feature.routes(services).some(({ method, path }) => method !== 'get' && !ONLY_COMPUTES.has(path)),
  ).map(({ name }) => name);
  expect(writing.filter((name) => !WRITE_PATHS.some((path) => path.name === name))).toEqual([]);
});

describe('a process that is killed', () => {
  it('has kept everything it acknowledged in its embedded database', async () => {
    const dataDir = temporaryDataDir();
    cleanups.push(() => rmSync(dataDir, { recursive: true, force: true }));
    const written = nothingWritten();
    const config = loadConfig({ DATA_DIR: dataDir });
    const first = await openDatabase(config);
    await migrateToLatest(first.db);
    await loadSmallCity({ ...first, config });
    await first.close();
    for (let round = 0; round < ROUNDS; round++) {
      const server = await startServer({ DATA_DIR: dataDir });
      cleanups.push(() => server.stop('SIGKILL'));
      const call = await remote(server, written);
      let over = false;
      const writers = writeUntil(() => over, call, written, `r${round}`);
      await untilEachHas(written, `r${round}`, 1);
      await sleep(round * 13);
      over = true;
      await server.stop('SIGKILL');
      kills['process killed']! += 1;
      await writers;
    }
    // Opening it again is the recovery.
    const again = await openDatabase(config);
    cleanups.push(() => again.close());
    figures['process, embedded'] = await expectNothingLost(again.sql, written);
    expectHonest(written);
  });

  it.runIf(LONG)(
    'shares a server database with a second one, which goes on; both started at once on an empty one',
    async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      const admin = postgres(serverUrl(), { max: 1, onnotice: () => undefined });
      await admin.unsafe(`create database ${name}`);
      const url = new URL(serverUrl());
      url.pathname = `/${name}`;
      const sql = postgres(url.href, { max: 2, onnotice: () => undefined });
      cleanups.push(async () => {
        await sql.end();
        await admin.unsafe(`drop database ${name} with (force)`);
        await admin.end();
      });
      const start = () => {
        const dataDir = temporaryFolder();
        cleanups.push(() => rmSync(dataDir, { recursive: true, force: true }));
        return startServer({ DATA_DIR: dataDir, DATABASE_URL: url.href });
      };
      let [one, other] = await Promise.all([start(), start()]);
      await loadSmallCity({ sql } as TestDatabase);
      const written = nothingWritten();
      const callOther = await remote(other, written);
      cleanups.push(() => other.stop());
      for (let round = 0; round < ROUNDS; round++) {
        if (round > 0) one = await start();
        cleanups.push(() => one.stop('SIGKILL'));
        const callOne = await remote(one, written);
        let over = false;
        const both = Promise.all([
          writeUntil(() => over, callOne, written, `one${round}`),
          writeUntil(() => over, callOther, written, `other${round}`),
        ]);
        await untilEachHas(written, `one${round}`, 1);
        await sleep(round * 13);
        await one.stop('SIGKILL');
        kills['process killed']! += 1;
        const seen = written.acknowledged.get('areas')!.length;
        while (written.acknowledged.get('areas')!.length === seen) await sleep(5);
        await untilEachHas(written, `other${round}`, 1);
        over = true;
        await both;
      }
      figures['process, two on a server database'] = await expectNothingLost(sql, written);
      expectHonest(written, one.output(), other.output());
    },
  );

  it('is not overtaken: of two servers that change one version, one wins and the other is told', async () => {
    const url = serverUrl();
    const own = { url, port: Number(new URL(url).port) };
    const name = `test_${randomBytes(6).toString('hex')}`;
    const admin = postgres(url, { max: 1, onnotice: () => undefined });
    await admin.unsafe(`create database ${name}`);
    const at = new URL(url);
    at.pathname = `/${name}`;
    const [a, b] = [await behindProxy({ ...own, url: at.href }), await behindProxy({ ...own, url: at.href })];
    const area = {
      name: 'A',
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [9, 52],
            [9.1, 52],
            [9, 52.1],
            [9, 52],
          ],
        ],
      },
    };
    const { id } = (await a.call('POST', '/api/areas', area))!.json;
    for (let version = 1; version <= 5; version++) {
      const change = (who: typeof a, note: string) =>
        who.call('PUT', `/api/areas/${id}`, { ...area, note }, { 'if-match': `"${version}"` });
      const [first, second] = await Promise.all([change(a, 'a'), change(b, 'b')]);
      expect([first!.status, second!.status].sort()).toEqual([200, 412]);
      const { note } = (await b.call('GET', `/api/areas/${id}`))!.json;
      expect(note).toBe(first!.status === 200 ? 'a' : 'b');
    }
    for (const clean of cleanups.splice(0).reverse()) await clean();
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  });
});

describe('a server database', () => {
  it('that crashes, is cut off or falls silent loses nothing acknowledged, and the program goes on by itself', async () => {
    const own = await OwnPostgres.create();
    if (!own) return console.log('Not run: no PostgreSQL on this machine that could be killed.');
    own.start();
    cleanups.push(() => own.remove());
    const world = await behindProxy(own);
    await loadSmallCity(world.database);
    for (let round = 0; round < ROUNDS; round++) {
      await through(world, `cut${round}`, async () => {
        for (let times = 0; times < 3; times++) {
          world.proxy.cut();
          kills['connections cut']! += 1;
          await sleep(40 + round);
        }
        world.proxy.cut(true);
        await sleep(200);
        expect((await world.api.request('/ready')).status).toBe(503);
        world.proxy.mend();
      });
      if (LONG) {
        world.written.longestMs = 0;
        await through(world, `silent${round}`, async () => {
          world.proxy.fallSilent();
          kills['network silent']! += 1;
          expect((await world.api.request('/ready')).status).toBe(503);
          world.proxy.mend();
        });
        figures['longest wait on a silent network, ms'] = Math.round(world.written.longestMs);
      }
      await through(world, `crash${round}`, async () => {
        own.crash();
        kills['database killed']! += 1;
        expect((await world.api.request('/ready')).status).toBe(503);
        own.start();
      });
    }
    figures['database cut off, silent, crashed'] = await expectNothingLost(world.direct, world.written);
    figures['answers while it was'] = world.written.answers;
    expect(world.written.answers['503']).toBeGreaterThan(0);
    expectHonest(world.written);
    expect(world.api.unexpected.map(String)).toEqual([]);
  });
});

describe.runIf(LONG)('a full disk', () => {
  /** A disk of `mebibytes`, or null where nobody may make one. */
  function smallDisk(mebibytes: number): string | null {
    const folder = mkdtempSync(join(tmpdir(), 'lueckenlos-disk-'));
    const mounted =
      process.getuid?.() === 0 &&
      spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=755`, 'tmpfs', folder]).status === 0;
    cleanups.push(() => {
      if (mounted) spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    });
    if (!mounted) console.log('Not run: a full disk (only root can make a small one).');
    return mounted ? folder : null;
  }
  /** Fills a disk up to its last block. */
  const fill = (folder: string) =>
    spawnSync('dd', ['if=/dev/zero', `of=${join(folder, 'ballast')}`, 'bs=64k'], { stdio: 'ignore' });

  it('of a server database is said so, loses nothing acknowledged, and writing goes on once there is room', async () => {
    const disk = smallDisk(400);
    const own = disk ? await OwnPostgres.create(disk) : null;
    if (!disk || !own) return;
    own.start();
    cleanups.push(() => own.remove());
    const world = await behindProxy(own);
    await loadSmallCity(world.database);
    await through(world, 'full', async () => {
      fill(disk);
      kills['disk full']! += 1;
      // Whether the database refuses the row (53100) or goes down with its log, the caller is told.
      for (let i = 0; !world.written.answers['507'] && !world.written.answers['503'] && i < 400; i++)
        await sleep(25);
      expect((world.written.answers['507'] ?? 0) + (world.written.answers['503'] ?? 0)).toBeGreaterThan(0);
      rmSync(join(disk, 'ballast'));
      own.crash();
      own.start();
    });
    figures['disk full, server database'] = await expectNothingLost(world.direct, world.written);
    figures['answers while it was full'] = world.written.answers;
    expectHonest(world.written);
  });

  it('under DATA_DIR is said so, loses nothing acknowledged, and a new start goes on once there is room', async () => {
    const disk = smallDisk(400);
    if (!disk) return;
    const dataDir = join(disk, 'data');
    const template = process.env.TEST_EMBEDDED_TEMPLATE;
    if (template) cpSync(template, dataDir, { recursive: true });
    else mkdirSync(dataDir);
    const config = loadConfig({ DATA_DIR: dataDir });
    const first = await openDatabase(config);
    await migrateToLatest(first.db);
    await loadSmallCity({ ...first, config });
    await first.close();
    const server = await startServer({ DATA_DIR: dataDir });
    cleanups.push(() => server.stop('SIGKILL'));
    const written = nothingWritten();
    const call = await remote(server, written);
    let over = false;
    const writers = writeUntil(() => over, call, written, 'full');
    await untilEachHas(written, 'full', 1);
    fill(disk);
    kills['disk full']! += 1;
    const troubles = () =>
      (written.answers['507'] ?? 0) + (written.answers['503'] ?? 0) + (written.answers.none ?? 0);
    for (let i = 0; troubles() === 0 && i < 400; i++) await sleep(25);
    over = true;
    expect(troubles()).toBeGreaterThan(0);
    rmSync(join(disk, 'ballast'));
    await server.stop('SIGKILL');
    await writers;
    const again = await openDatabase(config);
    cleanups.push(() => again.close());
    figures['disk full, embedded'] = await expectNothingLost(again.sql, written);
    figures['answers while DATA_DIR was full'] = written.answers;
    expectHonest(written);
    writeFileSync(join(dataDir, 'room'), 'there is');
  });
});
