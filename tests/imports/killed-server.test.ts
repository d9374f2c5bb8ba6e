import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverUrl, temporaryDataDir } from '../fixtures/databases.ts';
import { type RunningServer, signIn, startServer } from '../fixtures/running-server.ts';

/** More than one part, so that a kill can fall between two. */
const ROWS = 5500;
const csv = (name: string) =>
  [
    'schulnr;name;schulform;lat;lon',
    ...Array.from({ length: ROWS }, (_, n) => `${n};${name} ${n};GS;52,3;9,7`),
    '',
  ].join('\n');

// biome-ignore lint/suspicious/noExplicitAny: documents of the API, looked at field by field
type Document = any;

describe.each(['embedded', 'server'] as const)(
  'a server that is killed while it commits, %s database',
  (kind) => {
    const dataDir = temporaryDataDir();
    const env: Record<string, string> = { DATA_DIR: dataDir };
    const name = `test_${randomBytes(6).toString('hex')}`;
    const admin = kind === 'server' ? postgres(serverUrl(), { max: 1, onnotice: () => undefined }) : null;
    let server: RunningServer;
    let cookie: string;

    beforeAll(async () => {
      if (admin) {
        await admin.unsafe(`create database ${name}`);
        const url = new URL(serverUrl());
        url.pathname = `/${name}`;
        env.DATABASE_URL = url.href;
      }
      await start();
    });
    afterAll(async () => {
      await server.stop();
      if (admin) {
        await admin.unsafe(`drop database ${name} with (force)`);
        await admin.end();
      }
      rmSync(dataDir, { recursive: true, force: true });
    });

    const start = async () => {
      server = await startServer(env);
      cookie = await signIn(server);
    };
    const call = async (
      method: string,
      path: string,
      body?: string,
      headers: Record<string, string> = {},
    ) => {
      const answer = await fetch(new URL(path, server.address), {
        method,
        headers: { cookie, ...headers },
        ...(body === undefined ? {} : { body }),
      });
      return (await answer.json()) as Document;
    };
    const names = async () => {
      const list = await call('GET', '/ogc/collections/schools/items?limit=3');
      return [list.numberMatched, list.features[0].properties.name.split(' ')[0]];
    };

    it('has the old or the new layer when it comes back, and says which', async () => {
      const first = await call('POST', '/api/imports?name=a.csv&source=S', csv('Alt'));
      expect((await call('POST', `/api/imports/${first.id}/commit`, '{}')).state).toBe('committed');
      const next = await call('POST', '/api/imports?name=a.csv&source=S', csv('Neu'));
      expect(next.diff.changed).toBe(ROWS);
      await call('POST', `/api/imports/${next.id}/commit`, '{}', { prefer: 'respond-async' });
      await expect
        .poll(
          async () => {
            // The embedded database answers nobody while it swaps, so the question may come back when it has.
            const { state, progress } = await call('GET', `/api/imports/${next.id}`);
            return state === 'committed' ? state : progress?.phase;
          },
          { timeout: 30_000, interval: 20 },
        )
        .toMatch(/^(swap|committed)$/);
      await server.stop('SIGKILL');
      await start();
      const after = await call('GET', `/api/imports/${next.id}`);
      const layer = await names();
      if (after.state === 'committed') expect(layer).toEqual([ROWS, 'Neu']);
      else {
        expect(after).toMatchObject({ state: 'staged', failure: [{ code: 'import-interrupted' }] });
        expect(layer).toEqual([ROWS, 'Alt']);
        expect((await call('POST', `/api/imports/${next.id}/commit`, '{}')).state).toBe('committed');
        expect(await names()).toEqual([ROWS, 'Neu']);
      }
      const { dataSources } = await call('GET', '/api/data-sources');
      expect(dataSources[0]).toMatchObject({ takeBack: 'restore', earlier: [{ featureCount: ROWS }] });
    });
  },
);
