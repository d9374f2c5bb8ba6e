import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restoreBackup } from '../../server/backup/restore-backup.ts';
import { writeBackup } from '../../server/backup/write-backup.ts';
import { recomputeCommand } from '../../server/cli/commands/recompute.ts';
import { testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase, temporaryFolder } from '../fixtures/databases.ts';
import { loadFundingCity, readyApplication } from '../funding/built-dossier.ts';

/** Released on the embedded database, recomputed on a server database that has its backup. */
describe('a released dossier on another machine', () => {
  const folder = temporaryFolder();
  const zip = join(folder, 'dossier.zip');
  let other: TestDatabase;
  beforeAll(async () => {
    const [embedded, server] = DATABASES as [(typeof DATABASES)[0], (typeof DATABASES)[0]];
    const database = await embedded.open();
    await loadFundingCity(database);
    const api = testApplication(database);
    const { procedures, preparedBy, releasedBy, ...body } = readyApplication();
    const made = await (
      await api.request('/api/applications', { role: 'planner', method: 'POST', body })
    ).json();
    await database.sql`update application set procedures = procedures || ${JSON.stringify(procedures)}::text::jsonb`;
    const path = `/api/applications/${made.id}`;
    let version = made.version;
    for (const [step, by] of [
      ['prepare', 'A. Muster'],
      ['release', 'B. Beispiel'],
    ]) {
      const headers = { 'if-match': `"${version}"` };
      const done = await api.request(`${path}/${step}`, {
        // Who plans does not release.
        role: step === 'release' ? 'admin' : 'planner',
        method: 'POST',
        headers,
        body: { by },
      });
      expect([step, done.status]).toEqual([step, 200]);
      version = (await done.json()).version;
    }
    const dossier = await api.request(`${path}/dossier`, { role: 'planner' });
    writeFileSync(zip, Buffer.from(await dossier.arrayBuffer()));
    // Procedures go on after the release.
    const step = { procedure: 'foerderantrag', step: 'einreichen', onDate: '2025-06-02' };
    const headers = { 'if-match': `"${version}"` };
    expect(
      (await api.request(`${path}/steps`, { role: 'planner', method: 'POST', headers, body: step })).status,
    ).toBe(200);
    const backup = join(folder, 'one.backup.gz');
    await writeBackup(database.sql, database.config, backup);
    await database.close();
    other = await server.open();
    await restoreBackup(other, other.config.DATA_DIR, backup);
  });
  afterAll(async () => {
    await other.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const recompute = (values: Record<string, string> = {}) =>
    recomputeCommand.run({ positionals: [zip], values, language: 'en', open: async () => other });

  it('is made anew with equal bytes', async () => {
    const { exitCode, lines } = await recompute();
    expect(lines).toEqual([expect.stringMatching(/^Equal to the byte: SHA-256 [0-9a-f]{64}$/)]);
    expect(exitCode).toBe(0);
  });

  it('is not, when a figure it rests on is another; the files and the data set are named', async () => {
    await other.sql`update address set households = households + 1 where key = 'a1'`;
    await other.sql`update data_source set file_sha256 = 'other' where layer = 'addresses'`;
    const { exitCode, lines } = await recompute();
    expect(exitCode).toBe(1);
    expect(lines.join('\n')).toMatch(
      /adressliste\.csv[\s\S]*addresses\/Quelle addresses: at the release .* here .*other/,
    );
  });

  it('needs the application it was released with', async () => {
    await expect(recompute({ application: '00000000-0000-4000-8000-000000000000' })).rejects.toThrow();
    const none = join(folder, 'none.zip');
    const missing = recomputeCommand.run({
      positionals: [none],
      values: {},
      language: 'en',
      open: async () => other,
    });
    await expect(missing).rejects.toThrow();
  });
});
