import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipFiles } from '#core/dossier/zip-files.ts';
import { buildDossier } from '../../server/dossier/build-dossier.ts';
import { parseApplication } from '../../server/dossier/read-application.ts';
import { unpackDossier } from '../../server/dossier/read-dossier.ts';
import { runCommand } from '../cli/run-command.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadFundingCity, networkApplication, readyApplication } from './built-dossier.ts';

/** Written by the first database, read by the second: they must not differ in a byte. */
const made = new Map<string, Uint8Array>();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(DATABASES)('the dossier on the $name database', ({ name, open }) => {
  let database: TestDatabase;
  let application: object;
  beforeAll(async () => {
    database = await open();
    // Numbers that databases hand out must not reach the dossier.
    if (name === 'server') {
      await database.sql`insert into data_source (layer, name) values ('addresses', 'gone')`;
      await database.sql`delete from data_source`;
    }
    await loadFundingCity(database);
    ({ application } = await networkApplication(database));
  });
  afterAll(() => database.close());
  const build = () => buildDossier(database.db, parseApplication(structuredClone(application)));

  it('has the same bytes twice, passes its own check, and has no time of writing in it', async () => {
    const first = await build();
    const again = await build();
    expect(again.sha256).toBe(first.sha256);
    expect(first.report.checks.filter(({ passed }) => passed !== true)).toEqual([]);
    expect(first.report).toMatchObject({ ok: true, mandatoryFailures: 0 });
    made.set(name, first.zip);
    const year = String(new Date().getFullYear());
    const pdf = Buffer.from(unpackDossier(first.zip, 'x')['antragsdatenblatt.pdf']!).toString('latin1');
    expect(pdf).not.toContain(`D:${year}`);
  });
});

describe('the dossier', () => {
  it('is the same on both databases, byte for byte', () => {
    expect([...made.keys()].sort()).toEqual(['embedded', 'server']);
    const [a, b] = [...made.values()];
    expect(Buffer.from(a!).equals(Buffer.from(b!))).toBe(true);
  });

  it('has layers that GDAL reads as they are meant, in both formats', () => {
    unpackTo(folder);
    for (const [layer, geometry, count] of [
      ['adressen', 'Point', 4],
      ['gebiete', 'Polygon', 2],
      ['bauten', 'Point', 2],
      ['endkunden', 'Point', 4],
      ['trassenbau', 'Line String', 3],
      ['leerrohre', 'Line String', 9],
      ['verbindung', 'Line String', 4],
    ] as const) {
      for (const extension of ['shp', 'geojson']) {
        const path = join(folder, `gis/${layer}.${extension}`);
        const text = execFileSync('ogrinfo', ['-so', '-al', path], { encoding: 'utf8' });
        expect([path, text]).toEqual([
          path,
          expect.stringMatching(new RegExp(`Geometry: (Multi )?${geometry}\\n`)),
        ]);
        expect(text).toContain(`Feature Count: ${count}\n`);
        expect(text).toContain('ID["EPSG",25832]');
      }
    }
    const features = execFileSync('ogrinfo', ['-al', '-geom=NO', join(folder, 'gis/gebiete.shp')], {
      encoding: 'utf8',
    });
    expect(features).toContain('name (String) = Ost, „Müllerweg“ & Gasse');
    expect(features).toContain('foerderf (Integer) = 1');
  });

  it('has tagged PDFs: language, structure, an alternative text for each map', () => {
    unpackTo(folder);
    const path = join(folder, 'antragsdatenblatt.pdf');
    const bytes = readFileSync(path).toString('latin1');
    expect(bytes).toContain('/MarkInfo');
    expect(bytes).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(bytes).toContain('/Lang (de-DE)');
    expect(readFileSync(join(folder, 'gebietskarten.pdf')).toString('latin1')).toContain('/Figure');
  });

  it('leaves from the command line and is checked there; a changed one is refused', async () => {
    const database = await DATABASES.find(({ name }) => name === 'server')!.open();
    try {
      await loadFundingCity(database);
      const env = { DATABASE_URL: database.config.DATABASE_URL!, DATA_DIR: folder };
      const application = join(folder, 'application.json');
      const out = join(folder, 'dossier.zip');
      writeFileSync(application, JSON.stringify((await networkApplication(database)).application));
      const written = await runCommand(['dossier', application, '--out', out, '--json'], env);
      expect([written.code, written.stderr]).toEqual([0, '']);
      expect(Buffer.from(made.get('server')!).equals(readFileSync(out))).toBe(true);
      const good = await runCommand(['check', out, '--json'], env);
      expect([good.code, JSON.parse(good.stdout).ok]).toEqual([0, true]);

      const files = unpackDossier(readFileSync(out), out);
      files['adressliste.csv'] = files['adressliste.csv']!.slice(0, -100);
      writeFileSync(out, zipFiles(files));
      const bad = await runCommand(['check', out, '--json'], env);
      expect(bad.code).toBe(1);
      const failed = JSON.parse(bad.stdout).checks.filter(({ passed }: { passed: boolean }) => !passed);
      expect(failed.map(({ id }: { id: string }) => id)).toEqual(['hashes', 'sums']);

      writeFileSync(out, 'no zip');
      expect(await runCommand(['check', out], env)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('ZIP'),
      });

      // A survey of eight weeks less a day: nothing leaves.
      const broken = readyApplication();
      broken.procedures.markterkundung.dates.ende = '2025-03-16';
      writeFileSync(application, JSON.stringify(broken));
      rmSync(out);
      const refused = await runCommand(['dossier', application, '--out', out, '--json'], env);
      expect([refused.code, JSON.parse(refused.stdout).out]).toEqual([1, null]);
      expect(() => readFileSync(out)).toThrow('ENOENT');
      const forced = await runCommand(['dossier', application, '--out', out, '--force'], env);
      expect(forced.code).toBe(1);
      expect(forced.stdout).toContain('mandatory: The market survey ends on 16/03/2025');
      expect(readFileSync(out).length).toBeGreaterThan(10_000);
    } finally {
      await database.close();
    }
  });
});

function unpackTo(target: string): void {
  for (const [path, bytes] of Object.entries(unpackDossier(made.get('server')!, 'dossier'))) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), bytes);
  }
}
