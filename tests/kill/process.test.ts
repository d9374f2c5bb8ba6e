import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig } from '../../server/config.ts';
import { migrateToLatest } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';
import { temporaryDataDir } from '../fixtures/databases.ts';
import { startServer } from '../fixtures/running-server.ts';
import { loadFundingCity } from '../funding/built-dossier.ts';
import { expectNothingLost, nothingWritten, startWriters, untilEachHas } from './drive-writes.ts';
import { expectEveryRoute } from './every-route.ts';
import {
  countFault,
  expectHonest,
  figures,
  fill,
  later,
  prepareKillTests,
  ROUNDS,
  remote,
  sleep,
  smallDisk,
} from './kill-world.ts';

prepareKillTests();

it('a process that is killed, or whose disk is full, has kept everything it acknowledged in its embedded database', async () => {
  const onDisk = temporaryDataDir();
  later(() => rmSync(onDisk, { recursive: true, force: true }));
  const disk = smallDisk(500);
  const dataDir = disk ? join(disk, 'data') : onDisk;
  if (disk) cpSync(onDisk, dataDir, { recursive: true });
  const written = nothingWritten();
  const config = loadConfig({ DATA_DIR: dataDir });
  const first = await openDatabase(config);
  await migrateToLatest(first.db);
  await loadFundingCity({ ...first, config });
  await first.close();
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startServer({ DATA_DIR: dataDir });
    later(() => server.stop('SIGKILL'));
    const writers = startWriters(await remote(server, written), written, `r${round}`);
    await untilEachHas(written, `r${round}`, 1);
    await sleep(round * 13);
    await server.stop('SIGKILL');
    countFault('process killed');
    await writers.stop();
  }
  figures['routes written through'] = expectEveryRoute(written);
  if (disk) {
    const server = await startServer({ DATA_DIR: dataDir });
    later(() => server.stop('SIGKILL'));
    const writers = startWriters(await remote(server, written), written, 'full');
    await sleep(1500);
    const makeRoom = fill(disk);
    const troubles = () =>
      (written.answers['507'] ?? 0) + (written.answers['503'] ?? 0) + (written.answers.none ?? 0);
    const before = troubles();
    for (let i = 0; troubles() === before && i < 400; i++) await sleep(25);
    // Long enough for every path to come to it.
    await sleep(1500);
    expect(troubles()).toBeGreaterThan(before);
    makeRoom();
    await server.stop('SIGKILL');
    await writers.stop();
  }
  // Opening it again is the recovery.
  const again = await openDatabase(config);
  later(() => again.close());
  figures['process killed and disk full, embedded'] = await expectNothingLost(again.sql, written);
  figures.answers = written.answers;
  expectHonest(written);
});
