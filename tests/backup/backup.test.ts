import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { sql } from 'kysely';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reasonText } from '../../core/expected-texts.ts';
import type { IssueError } from '../../core/issue.ts';
import { inOrder } from '../../server/backup/backup-tables.ts';
import { staysInside } from '../../server/backup/data-dir-files.ts';
import { arrayText, checkBackup, restoreBackup } from '../../server/backup/restore-backup.ts';
import { writeBackup } from '../../server/backup/write-backup.ts';
import { knownMigrations, migrateTo } from '../../server/db/migrate.ts';
import { auditEntries } from '../../server/features/audit/store.ts';
import { verifyAudit } from '../../server/trust/verify-audit.ts';
import { runCommand } from '../cli/run-command.ts';
import {
  DATABASES,
  openUnmigratedServer,
  type TestDatabase,
  temporaryFolder,
} from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';
import { fillTables, tablesOf } from './fill-tables.ts';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const codeOf = (error: IssueError) => error.issues[0]!.code;

/** Values that a careless copy breaks: quotes, backslashes, braces, line ends, emoji, exact floats, bytes, null. */
async function loadAwkward({ sql }: TestDatabase): Promise<void> {
  await sql`insert into area (name, note, parameters, geom) values
    (${'„Nord" \\ {a,b} (c)'}, ${'line one\nline two\r\n\ttab 🛜 NULL'}, ${sql.json({ q: '"\\"' })},
     ST_GeomFromText('MULTIPOLYGON(((550000.1 5800000.2,550100.30000000005 5800000,550050 5800100.123456789,550000.1 5800000.2)))', 25832)),
    ('', 'NULL', '{}', ST_GeomFromText('MULTIPOLYGON(((1 1,2 1,2 2,1 1)))', 25832))`;
  await sql`insert into application (id, name, applicant, land, rules, prepared_by, released_by, released_at, dossier_sha256)
    values ('00000000-0000-4000-8000-000000000001', 'Nord', 'Stadt', 'niedersachsen', 'x', 'A', 'B', '2025-03-30 02:30:00.123456+02', 'f')`;
  await sql`insert into application_dossier values ('00000000-0000-4000-8000-000000000001', ${Buffer.from([0, 92, 34, 255, 10])})`;
  await sql`delete from street where id = (select max(id) from street)`;
}

async function rowCounts(db: TestDatabase): Promise<number> {
  const [row] = await db.sql<
    { n: number }[]
  >`select (select count(*) from address) + (select count(*) from area) as n`;
  return row!.n;
}

const filesIn = ({ config }: TestDatabase) =>
  readdirSync(config.DATA_DIR, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(config.DATA_DIR, join(entry.parentPath, entry.name)))
    .filter((path) => !/^(database|lock\.json)/.test(path))
    .sort();

/** Everything comes in, and the connection is lost before the commit. */
async function refuseCommit({ sql: real }: TestDatabase): Promise<postgres.Sql> {
  const begin = (work: (sql: postgres.TransactionSql) => Promise<void>) =>
    real.begin(async (transaction) => {
      await work(transaction);
      throw Object.assign(new Error('write CONNECTION_CLOSED'), { code: 'CONNECTION_CLOSED' });
    });
  return { begin } as unknown as postgres.Sql;
}

async function blockSessionKey({ config, sql: real }: TestDatabase): Promise<postgres.Sql> {
  rmSync(join(config.DATA_DIR, 'session.key'));
  mkdirSync(join(config.DATA_DIR, 'session.key'));
  return real;
}

describe.each(DATABASES)('a backup of the $name database', ({ open }) => {
  let source: TestDatabase;
  let file: string;
  beforeAll(async () => {
    source = await open();
    await loadSmallCity(source);
    await loadAwkward(source);
    await fillTables(source);
    mkdirSync(join(source.config.DATA_DIR, 'imports', 'one'), { recursive: true });
    writeFileSync(join(source.config.DATA_DIR, 'imports', 'one', 'file.csv'), Buffer.from([0, 1, 2, 255]));
    writeFileSync(join(source.config.DATA_DIR, 'session.key'), 'secret');
    file = join(folder, `${source.kind}.backup.gz`);
    await writeBackup(source.sql, source.config, file);
  });
  afterAll(() => source.close());

  it('is whole, and readable by its owner only', async () => {
    const { header, end } = await checkBackup(file);
    expect(header.migrations).toEqual((await knownMigrations(source.db)).applied);
    expect(end.tables.address?.rows).toBe(5);
    expect(end.files['imports/one/file.csv']).toEqual({
      bytes: 4,
      sha256: sha256(Buffer.from([0, 1, 2, 255])),
    });
    // Rule sets, plans, surveys, accounts and whatever comes later: the database says which tables there are.
    const tables = await tablesOf(source);
    expect(tables).toContain('rule_set');
    expect(tables.filter((table) => !((end.tables[table]?.rows ?? 0) > 0))).toEqual([]);
    expect(Object.keys(end.tables).sort()).toEqual(tables);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(existsSync(`${file}.part`)).toBe(false);
  });

  it.each(DATABASES)('comes back on the $name database, row by row', async ({ open: openTarget }) => {
    const target = await openTarget();
    writeFileSync(join(target.config.DATA_DIR, 'session.key'), 'earlier');
    try {
      const before = await checkBackup(file);
      await restoreBackup(target, target.config.DATA_DIR, file);
      const again = join(folder, 'again.backup.gz');
      await writeBackup(target.sql, target.config, again);
      expect((await checkBackup(again)).end).toEqual(before.end);
      expect(readFileSync(join(target.config.DATA_DIR, 'session.key'), 'utf8')).toBe('secret');
      expect(filesIn(target)).toEqual(['imports/one/file.csv', 'session.key']);
      // Triggers are on again: a new change is recorded and counted, the chain goes on unbroken.
      await target.sql`update area set name = 'Neu' where name = ''`;
      const entries = await auditEntries(target.db);
      expect(entries).toHaveLength(before.end.tables.audit_entry!.rows + 1);
      expect(verifyAudit(entries, null).ok).toBe(true);
      await expect(target.sql`delete from application`).rejects.toThrow('cannot be deleted');
      // A number that was given once, even to what was deleted, is not given again.
      const [street] = await target.sql<{ id: number }[]>`
        insert into street (source_id, key, length_m, geom)
          select source_id, 'new', 1, geom from street limit 1 returning id`;
      expect(street!.id).toBe(before.end.sequences.street_id_seq! + 1);
    } finally {
      await target.close();
    }
  });

  it.each([
    ['the database does not commit', refuseCommit, 'CONNECTION_CLOSED'],
    ['a folder has the name of a file', blockSessionKey, 'file-not-writable'],
  ])('leaves the files as they were where %s', async (_, spoil, told) => {
    const target = await DATABASES[1]!.open();
    mkdirSync(join(target.config.DATA_DIR, 'imports', 'one'), { recursive: true });
    writeFileSync(join(target.config.DATA_DIR, 'imports', 'one', 'file.csv'), 'earlier');
    writeFileSync(join(target.config.DATA_DIR, 'session.key'), 'earlier');
    const spoiled = { db: target.db, sql: await spoil(target) };
    const before = filesIn(target);
    const failed = await restoreBackup(spoiled, target.config.DATA_DIR, file).catch((error) => error);
    expect(failed.code ?? codeOf(failed)).toBe(told);
    expect(await rowCounts(target)).toBe(0);
    expect(filesIn(target)).toEqual(before);
    for (const name of before)
      expect(readFileSync(join(target.config.DATA_DIR, name), 'utf8')).toBe('earlier');
    await target.close();
  });

  it.each([
    ['53100', 'disk-full'],
    ['22000', '22000'],
  ])('says of the database server’s SQLSTATE %s: %s', async (state, told) => {
    const target = await DATABASES[1]!.open();
    await target.sql.unsafe(`create function refuse_rows() returns boolean language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = '${state}'; end $$`);
    await target.sql`alter table area add check (refuse_rows())`;
    // Nor does it matter that the folder, and the one around it, are not there yet.
    const later = join(folder, 'none', 'yet');
    const failed = await restoreBackup(target, later, file).catch((error) => error);
    expect(failed.code ?? codeOf(failed)).toBe(told);
    expect(await rowCounts(target)).toBe(0);
    await target.close();
  });

  it('is refused by a database that holds something, which stays as it is', async () => {
    const rows = await rowCounts(source);
    const refused = restoreBackup(source, source.config.DATA_DIR, file).catch(codeOf);
    expect(await refused).toBe('restore-not-empty');
    expect(await rowCounts(source)).toBe(rows);
  });
});

describe('a backup that was damaged', () => {
  let target: TestDatabase;
  let bytes: Buffer;
  beforeAll(async () => {
    target = await DATABASES[1]!.open();
    const city = await DATABASES[1]!.open();
    await loadSmallCity(city);
    const file = join(folder, 'good.backup.gz');
    await writeBackup(city.sql, city.config, file);
    bytes = readFileSync(file);
    await city.close();
  });
  afterAll(() => target.close());

  const attempt = async (content: Uint8Array) => {
    const path = join(folder, 'bad.backup.gz');
    writeFileSync(path, content);
    return restoreBackup(target, target.config.DATA_DIR, path).then(
      () => 'restored',
      (error: IssueError) => {
        const { code, params } = error.issues[0]!;
        // Whatever the damage, it is not told in English in a German sentence.
        if (code === 'backup-damaged')
          expect(reasonText(String(params!.reason), 'de')).not.toBe(params!.reason);
        return code;
      },
    );
  };

  it('is refused wherever it is cut or changed, and nothing is restored', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.boolean(), async (at, cut) => {
        const copy = Buffer.from(cut ? bytes.subarray(0, at) : bytes);
        // Bytes 4 to 9 of gzip's header tell time and system, not content.
        if (!cut && at >= 4 && at < 10) return;
        if (!cut) copy[at] = copy[at]! ^ 0x41;
        expect(await attempt(copy)).toBe('backup-damaged');
      }),
      { numRuns: 60, seed: 20261124 },
    );
    expect(await rowCounts(target)).toBe(0);
  });

  const lines = () => gunzipSync(bytes).toString('utf8').split('\n');
  it.each([
    ['no backup at all', () => ['hello']],
    ['no lines at all', () => ['x'.repeat(20 << 20)]],
    ['a line left out', () => lines().filter((line) => !line.includes('M\u00fcllerweg'))],
    ['a row changed by hand', () => lines().map((line) => line.replace('Müllerweg', 'Mullerweg'))],
    ['no end', () => lines().slice(0, -2)],
    ['lines after the end', () => [...lines().slice(0, -1), '"more"', '']],
    [
      'another format',
      () => lines().map((line) => line.replace('"lueckenlosBackup":1', '"lueckenlosBackup":2')),
    ],
    [
      'a path that leads out',
      () => lines().flatMap((line) => (line.startsWith('{"end"') ? ['{"file":"../x"}', line] : [line])),
    ],
  ])('is refused with %s', async (_, content) => {
    expect(await attempt(gzipSync(content().join('\n')))).toBe('backup-damaged');
    expect(await rowCounts(target)).toBe(0);
  });

  it('is refused by the number of the line, not by what stands in it', async () => {
    const broken = lines().map((line) => (line.includes('Müllerweg') ? line.slice(0, -1) : line));
    const path = join(folder, 'bad.backup.gz');
    writeFileSync(path, gzipSync(broken.join('\n')));
    const error = await restoreBackup(target, target.config.DATA_DIR, path).catch((thrown) => thrown);
    const number = broken.findIndex((line) => line.includes('Müllerweg')) + 1;
    expect(error.issues[0].params).toEqual({ file: path, reason: `line ${number} is no JSON` });
  });

  it('is refused when a newer program made it', async () => {
    const newer = lines().map((line) => line.replace('"migrations":[', '"migrations":["9999-later",'));
    expect(await attempt(gzipSync(newer.join('\n')))).toBe('backup-newer');
  });

  it('is refused by an empty database of a newer program', async () => {
    const database = await DATABASES[1]!.open();
    await database.sql`insert into kysely_migration (name, timestamp) values ('9999-later', '')`;
    const path = join(folder, 'good.backup.gz');
    expect(await restoreBackup(database, database.config.DATA_DIR, path).catch(codeOf)).toBe(
      'database-newer',
    );
    await database.close();
  });

  it('of an older schema is restored into a database that was never started, and brought up to date', async () => {
    const { known } = await knownMigrations(target.db);
    const old = await openUnmigratedServer();
    await migrateTo(old.db, known.slice(0, 1));
    await loadSmallCity(old);
    const file = join(folder, 'old.backup.gz');
    await writeBackup(old.sql, old.config, file);
    expect(await restoreBackup(target, target.config.DATA_DIR, file).catch(codeOf)).toBe('restore-schema');
    const fresh = await openUnmigratedServer();
    await restoreBackup(fresh, fresh.config.DATA_DIR, file);
    expect((await knownMigrations(fresh.db)).applied).toEqual(known);
    expect(await rowCounts(fresh)).toBe(await rowCounts(old).catch(() => -1));
    await Promise.all([old.close(), fresh.close()]);
  });
});

describe('the commands', () => {
  it('take a backup from embedded to server, and say what they did', async () => {
    const embedded = await DATABASES[0]!.open();
    await loadSmallCity(embedded);
    const file = join(folder, 'command.backup.gz');
    // The other process joins this one's database while it is open.
    const backup = await runCommand(['backup', '--out', file, '--json'], {
      DATA_DIR: embedded.config.DATA_DIR,
    });
    expect(backup.stderr).toBe('');
    expect(JSON.parse(backup.stdout)).toMatchObject({ file, tables: { address: 5 } });
    const restoring = await runCommand(['restore', file], { DATA_DIR: embedded.config.DATA_DIR });
    expect(restoring).toMatchObject({ code: 1 });
    expect(restoring.stderr).toContain('already in use');
    const server = await DATABASES[1]!.open();
    const env = { DATABASE_URL: server.config.DATABASE_URL!, DATA_DIR: server.config.DATA_DIR };
    const restored = await runCommand(['restore', file, '--json'], env);
    expect(restored.stderr).toBe('');
    expect(JSON.parse(restored.stdout)).toMatchObject({ restored: true, tables: { address: 5 } });
    expect(await rowCounts(server)).toBe(await rowCounts(embedded));
    await Promise.all([embedded.close(), server.close()]);
  });

  it('name what they cannot do', async () => {
    const none = join(folder, 'none.gz');
    const env = { DATA_DIR: join(folder, 'unused') };
    expect((await runCommand(['restore', none, '--check'], env)).stderr).toMatch(
      /none\.gz is damaged.*no such file/s,
    );
    const database = await DATABASES[1]!.open();
    const at = { DATABASE_URL: database.config.DATABASE_URL!, DATA_DIR: database.config.DATA_DIR };
    const wrong = await runCommand(['backup', '--out', '/dev/null/x'], at);
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.stderr).toContain('cannot be written');
    // A disk that is full: every write to this device fails as on one.
    const out = join(folder, 'full.backup.gz');
    symlinkSync('/dev/full', `${out}.part`);
    const full = await runCommand(['backup', '--out', out], at);
    expect(full).toMatchObject({ code: 1 });
    expect(full.stderr).toMatch(/cannot be written.*no space/i);
    expect(readdirSync(folder).filter((name) => name.startsWith('full'))).toEqual([]);
    await database.close();
  });
});

describe('parts of a backup', () => {
  it.each([
    ['line 7 is no JSON', 'Zeile 7 ist kein JSON'],
    ['line 7 is of no known kind', 'Zeile 7 ist von keiner bekannten Art'],
    ['a line is longer than 16777216 bytes', 'eine Zeile ist länger als 16777216 Bytes'],
    ['its first line is not the header of a backup', 'ihre erste Zeile ist nicht der Kopf einer Sicherung'],
    ['it ends too early', 'sie endet zu früh'],
    ['unexpected end of file', 'sie endet zu früh'],
    ['lines after its end', 'nach ihrem Ende stehen noch Zeilen'],
    ['address is not what was written', 'address ist nicht, was geschrieben wurde'],
    ['address is missing', 'address fehlt'],
    ['address is no table of its schema', 'address ist keine Tabelle ihres Schemas'],
    ['the path ../x leads out of the folder', 'der Pfad ../x führt aus dem Ordner hinaus'],
    ['incorrect header check', 'sie ist nicht mit gzip gepackt oder beschädigt'],
    ['invalid code -- missing end-of-block', 'sie ist nicht mit gzip gepackt oder beschädigt'],
    ['what nobody has foreseen', 'what nobody has foreseen'],
  ])('say in German why they are none: %s', (reason, german) =>
    expect(reasonText(reason, 'de')).toBe(german),
  );

  it('orders tables after those they need, whatever the order given', () => {
    const chain = ['a', 'b', 'c', 'd'].map((name, i, all) => ({ name, needs: all.slice(0, i) }));
    fc.assert(
      fc.property(fc.shuffledSubarray(chain, { minLength: 4 }), (tables) => {
        expect(inOrder(tables).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
      }),
    );
    expect(() =>
      inOrder([
        { name: 'x', needs: ['y'] },
        { name: 'y', needs: ['x'] },
      ]),
    ).toThrow('refer to each other');
  });

  it('writes arrays PostgreSQL reads back as they were', async () => {
    const database = await DATABASES[1]!.open();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''))),
        async (texts) => {
          const { rows } = await sql<{
            back: string[];
          }>`select ${arrayText(texts)}::text::text[] as back`.execute(database.db);
          expect(rows[0]!.back).toEqual(texts);
        },
      ),
      { numRuns: 100, seed: 7 },
    );
    await database.close();
  });

  it.each(['a', 'a/b.c', 'imports/ü/x'])('keeps %s inside the folder', (path) =>
    expect(staysInside(path)).toBe(true),
  );
  it.each(['', '/a', '../a', 'a/../b', 'a//b', 'a\\..\\b', '.'])('refuses the path "%s"', (path) =>
    expect(staysInside(path)).toBe(false),
  );
});
