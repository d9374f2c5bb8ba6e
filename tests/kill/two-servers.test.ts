import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { serverUrl, type TestDatabase, temporaryFolder } from '../fixtures/databases.ts';
import { startServer } from '../fixtures/running-server.ts';
import { loadFundingCity } from '../funding/built-dossier.ts';
import { expectNothingLost, nothingWritten, startWriters, untilEachHas } from './drive-writes.ts';
import {
  behindProxy,
  countFault,
  expectHonest,
  figures,
  LONG,
  later,
  prepareKillTests,
  ROUNDS,
  remote,
  sleep,
} from './kill-world.ts';

prepareKillTests();
if (!LONG) console.log('Only with KILL_ROUNDS set: one of two servers on a database killed.');

it.runIf(LONG)(
  'a process that is killed beside a second one on a server database: that goes on; both started at once on an empty one',
  async () => {
    const name = `test_${randomBytes(6).toString('hex')}`;
    const admin = postgres(serverUrl(), { max: 1, onnotice: () => undefined });
    await admin.unsafe(`create database ${name}`);
    const url = new URL(serverUrl());
    url.pathname = `/${name}`;
    const sql = postgres(url.href, { max: 2, onnotice: () => undefined });
    later(async () => {
      await sql.end();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    });
    const start = () => {
      const dataDir = temporaryFolder();
      later(() => rmSync(dataDir, { recursive: true, force: true }));
      return startServer({ DATA_DIR: dataDir, DATABASE_URL: url.href });
    };
    let [one, other] = await Promise.all([start(), start()]);
    await loadFundingCity({ sql } as TestDatabase);
    const written = nothingWritten();
    const callOther = await remote(other, written);
    later(() => other.stop());
    for (let round = 0; round < ROUNDS; round++) {
      if (round > 0) one = await start();
      later(() => one.stop('SIGKILL'));
      const callOne = await remote(one, written);
      const writers = startWriters(callOne, written, `one${round}`);
      const others = startWriters(callOther, written, `other${round}`);
      await untilEachHas(written, `one${round}`, 1);
      await sleep(round * 13);
      await one.stop('SIGKILL');
      countFault('process killed');
      const seen = written.acknowledged.get('areas')!.length;
      while (written.acknowledged.get('areas')!.length === seen) await sleep(5);
      await untilEachHas(written, `other${round}`, 1);
      await Promise.all([writers.stop(), others.stop()]);
    }
    figures['process, two on a server database'] = await expectNothingLost(sql, written);
    expectHonest(written, one.output(), other.output());
  },
);

it('of two servers that change one version, one wins and the other is told', async () => {
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
  await Promise.all([a.close(), b.close()]);
  await admin.unsafe(`drop database ${name} with (force)`);
  await admin.end();
});
