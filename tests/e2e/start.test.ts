import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryDataDir } from '../fixtures/databases.ts';
import { signIn, spawnServer, startServer } from '../fixtures/running-server.ts';

const square = (i: number) => {
  const x = 9.7 + (i % 50) * 0.001;
  const y = 52.35 + Math.floor(i / 50) * 0.001;
  const d = 0.0005;
  return {
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + d, y],
        [x + d, y + d],
        [x, y + d],
        [x, y],
      ],
    ],
  };
};

describe('npm start', () => {
  const dataDir = temporaryDataDir();
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('says by name which setting is wrong, and ends', async () => {
    const child = spawnServer({ PORT: 'http', DATA_DIR: dataDir }, []);
    let output = '';
    child.stderr!.on('data', (data) => {
      output += data;
    });
    const code = await new Promise((done) => child.once('exit', done));
    expect(code).toBe(1);
    expect(output).toContain('The setting PORT has the value "http"');
    expect(output).not.toContain('at ');
  });

  it('serves, refuses a second start on the same folder, signs in once, and stops cleanly on Ctrl-C', async () => {
    const server = await startServer({ DATA_DIR: dataDir });
    expect((await fetch(`${server.address}/ready`)).status).toBe(200);
    expect((await fetch(`${server.address}/api/areas`)).status).toBe(401);
    const cookie = await signIn(server);
    expect((await fetch(`${server.address}/api/areas`, { headers: { cookie } })).status).toBe(200);
    await expect(signIn(server)).rejects.toThrow('403');
    // A browser gets pages, also where nothing is.
    const asPage = { headers: { accept: 'text/html' } };
    expect(await (await fetch(server.link, asPage)).text()).toMatch(/verbraucht, abgelaufen oder falsch/);
    const nowhere = await fetch(`${server.address}/nowhere`, asPage);
    expect([nowhere.status, await nowhere.text()]).toEqual([404, expect.stringContaining('/nowhere')]);
    // A taken port is told before a database is made.
    const other = mkdtempSync(join(tmpdir(), 'lueckenlos-port-'));
    const PORT = new URL(server.address).port;
    await expect(startServer({ DATA_DIR: other, PORT })).rejects.toThrow(/already listens on localhost/);
    expect(readdirSync(other)).toEqual([]);
    rmSync(other, { recursive: true });
    await expect(startServer({ DATA_DIR: dataDir })).rejects.toThrow(
      /already in use by a running Lückenlos \(process \d+, http/,
    );
    expect(await server.stop('SIGINT')).toBe(0);
    expect(server.output()).toContain('Lückenlos is stopping');
  });

  it('loses no acknowledged write when it is killed in the middle of writing, three times over', async () => {
    const acknowledged = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const server = await startServer({ DATA_DIR: dataDir });
      const cookie = await signIn(server);
      let dead = false;
      const write = async (i: number): Promise<void> => {
        const name = `area ${round}-${i}`;
        const response = await fetch(`${server.address}/api/areas`, {
          method: 'POST',
          headers: { cookie, 'content-type': 'application/json' },
          body: JSON.stringify({ name, geometry: square(i) }),
        }).catch(() => null);
        if (response?.status === 201) acknowledged.add(name);
        if (!dead) await write(i + 4);
      };
      const writers = [0, 1, 2, 3].map(write);
      // Killed at an odd moment after some writes of this round were acknowledged.
      const before = acknowledged.size;
      while (acknowledged.size < before + 5) await new Promise((wake) => setTimeout(wake, 5));
      await new Promise((wake) => setTimeout(wake, round * 17));
      dead = true;
      await server.stop('SIGKILL');
      await Promise.all(writers);
    }
    const server = await startServer({ DATA_DIR: dataDir });
    const cookie = await signIn(server);
    const areas = (await (await fetch(`${server.address}/api/areas`, { headers: { cookie } })).json()) as {
      name: string;
    }[];
    await server.stop();
    const names = new Set(areas.map((area) => area.name));
    expect(acknowledged.size).toBeGreaterThanOrEqual(15);
    expect([...acknowledged].filter((name) => !names.has(name))).toEqual([]);
  });

  it('starts again after being killed while it created its database', async () => {
    const fresh = join(dataDir, 'fresh');
    const child = spawnServer({ DATA_DIR: fresh }, ['--empty']);
    const begun = join(fresh, 'database', 'base');
    await expect.poll(() => existsSync(begun), { timeout: 120_000, interval: 10 }).toBe(true);
    child.kill('SIGKILL');
    await new Promise((done) => child.once('exit', done));
    expect(existsSync(join(fresh, 'database.ready'))).toBe(false);
    const server = await startServer({ DATA_DIR: fresh });
    expect((await fetch(`${server.address}/ready`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
  });
});
