import { expect, it } from 'vitest';
import { loadFundingCity } from '../funding/built-dossier.ts';
import { expectNothingLost, startWriters, untilEachHas } from './drive-writes.ts';
import {
  behindProxy,
  countFault,
  expectHonest,
  figures,
  fill,
  LONG,
  later,
  prepareKillTests,
  ROUNDS,
  sleep,
  smallDisk,
} from './kill-world.ts';
import { OwnPostgres } from './own-postgres.ts';

prepareKillTests();

it('a server database that is cut off, falls silent, crashes or has a full disk loses nothing acknowledged, and the program goes on by itself', async () => {
  const disk = smallDisk(500);
  const own = await OwnPostgres.create(disk ?? undefined);
  if (!own) return console.log('Not run: no PostgreSQL on this machine that could be killed.');
  own.start();
  later(() => own.remove());
  const world = await behindProxy(own);
  const { proxy, written, api } = world;
  await loadFundingCity(world.database);
  const ready = async () => (await api.request('/ready')).status;
  const faults: Readonly<Record<string, () => Promise<void>>> = {
    async cut() {
      for (let times = 0; times < 3; times++) {
        proxy.cut();
        countFault('connections cut');
        await sleep(40);
      }
      proxy.cut(true);
      await sleep(200);
      expect(await ready()).toBe(503);
      proxy.mend();
    },
    async silent() {
      written.longestGoneMs = 0;
      proxy.fallSilent();
      countFault('network silent');
      expect(await ready()).toBe(503);
      await sleep(1000);
      expect(written.longestGoneMs).toBeGreaterThan(0);
      figures['longest wait for a 503 on a silent network, ms'] = Math.round(written.longestGoneMs);
      proxy.mend();
    },
    async crash() {
      own.crash();
      countFault('database killed');
      expect(await ready()).toBe(503);
      own.start();
    },
    async full() {
      if (!disk) return;
      const told = () => (written.answers['507'] ?? 0) + (written.answers['503'] ?? 0);
      const before = told();
      const makeRoom = fill(disk);
      // Whether the database refuses the row (53100) or goes down with its log, the caller is told.
      for (let i = 0; told() === before && i < 400; i++) await sleep(25);
      // Long enough for every path to come to it.
      await sleep(1500);
      expect(told()).toBeGreaterThan(before);
      makeRoom();
      own.crash();
      own.start();
    },
  };
  // What nobody expected says more than what did not come about.
  const unexpected = () => api.unexpected.map((error) => (error instanceof Error ? error.stack : error));
  const writers = startWriters(world.call, written, 'before');
  await untilEachHas(written, 'before', 1, unexpected);
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, breakIt] of Object.entries(faults)) {
      await breakIt();
      writers.prefix = `after-${name}-${round}`;
      if (LONG) await untilEachHas(written, writers.prefix, 1, unexpected);
      else await sleep(500);
    }
  await untilEachHas(written, writers.prefix, 1, unexpected);
  await writers.stop();
  figures['cut off, silent, crashed, disk full, server database'] = await expectNothingLost(
    world.direct,
    written,
  );
  figures.answers = written.answers;
  expect(written.answers['503']).toBeGreaterThan(0);
  expectHonest(written);
  // A full disk is logged, since somebody has to make room; nothing else is unexpected.
  expect(
    api.unexpected.map(String).filter((text) => !/No space left|could not (extend|write)/.test(text)),
  ).toEqual([]);
});
