import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../cli/run-command.ts';
import { DATABASES, type TestDatabase, temporaryFolder } from '../fixtures/databases.ts';

const CELLS =
  'GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner\nCRS3035RES100mN3253400E4283300;4283350;3253450;12\n';
const SHA256 = createHash('sha256').update(CELLS).digest('hex');

/** `fetch` as it is typed, against a server of this machine. */
describe('fetch', () => {
  let server: Server;
  let database: TestDatabase;
  let folder: string;
  let base: string;
  beforeAll(async () => {
    folder = temporaryFolder();
    database = await DATABASES.find(({ name }) => name === 'server')!.open();
    server = createServer((request, response) => {
      if (request.url === '/zensus.csv') response.end(CELLS);
      else response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.close();
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const fetchSource = async (...args: string[]) => {
    const env = { DATA_DIR: folder, DATABASE_URL: database.config.DATABASE_URL! };
    const { code, stdout, stderr } = await runCommand(
      ['fetch', 'zensus-2022-population', '--json', ...args],
      env,
    );
    return { code, answer: JSON.parse(stdout || stderr) };
  };

  it('downloads, checks and imports in one go, under the name and licence of the catalogue', async () => {
    const { code, answer } = await fetchSource('--url', `${base}/zensus.csv`, '--sha256', SHA256, '--import');
    expect([code, answer]).toMatchObject([0, { layer: 'households', read: 1, imported: 1, rejected: 0 }]);
    const source = await database.db.selectFrom('data_source').selectAll().executeTakeFirstOrThrow();
    expect(source.licence).toMatch(/Statistisch/);
  });

  it('says by name what is not there, and what nobody answers', async () => {
    expect((await fetchSource('--url', `${base}/nichts.csv`)).code).toBe(1);
    expect((await fetchSource('--url', 'http://127.0.0.1:9/zensus.csv')).code).toBe(1);
  });
});
