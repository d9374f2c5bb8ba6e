import { createHash, type Hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type postgres from 'postgres';
import { IssueError } from '#core/issue.ts';
import { knownMigrations, migrateTo, migrateToLatest, migrationNameNow } from '../db/migrate.ts';
import type { Database } from '../db/schema.ts';
import { isDiskFull } from '../trust/disk-full.ts';
import { type BackupEnd, type BackupHeader, damaged, readParts } from './backup-format.ts';
import { backupTables, oneTextPerValue, quoted, rowTexts } from './backup-tables.ts';
import { staysInside } from './data-dir-files.ts';
import { isFull, RestoredFiles } from './restore-files.ts';
import { hashRows } from './write-backup.ts';

export interface CheckedBackup {
  readonly header: BackupHeader;
  readonly end: BackupEnd;
}

/**
 * Reads a backup from its first to its last byte and compares every table and file with the hashes at its end.
 * @throws IssueError `backup-damaged`
 */
export async function checkBackup(path: string): Promise<CheckedBackup> {
  const found: BackupEnd = { tables: {}, files: {}, sequences: {} };
  let header: BackupHeader | null = null;
  let end: BackupEnd | null = null;
  let finish = () => {};
  let line = (_text: string) => {};
  for await (const part of readParts(path)) {
    if (part.kind === 'header') header = part.header;
    else if (part.kind === 'line') line(part.text);
    else {
      finish();
      if (part.kind === 'end') end = part.end;
      else {
        const hash: Hash = createHash('sha256');
        let count = 0;
        if (part.kind === 'table') {
          line = (text) => {
            hashRows(hash, [text]);
            count++;
          };
          finish = () => {
            found.tables[part.name] = { rows: count, sha256: hash.digest('hex') };
          };
        } else {
          if (!staysInside(part.path)) throw damaged(path, `the path ${part.path} leads out of the folder`);
          line = (text) => {
            const bytes = Buffer.from(text, 'base64');
            hash.update(bytes);
            count += bytes.length;
          };
          finish = () => {
            found.files[part.path] = { bytes: count, sha256: hash.digest('hex') };
          };
        }
      }
    }
  }
  if (!header || !end) throw damaged(path, 'it ends too early');
  const wrong = firstDifference(end.tables, found.tables) ?? firstDifference(end.files, found.files);
  if (wrong) throw damaged(path, `${wrong} is not what was written`);
  const without = header.tables.find(({ name }) => !(name in end.tables));
  if (without) throw damaged(path, `${without.name} is missing`);
  return { header, end };
}

/** The first name under which two records differ. */
function firstDifference(one: Record<string, unknown>, other: Record<string, unknown>): string | null {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return names.find((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name])) ?? null;
}

/**
 * Restores a backup into an empty database, in one transaction, and compares every table with the backup before
 * it commits; then brings the schema to the newest state. `db` need not be migrated; it must not be ahead of
 * the backup.
 * @throws IssueError `backup-damaged`, `backup-newer`, `restore-schema`, `restore-not-empty`, `disk-full`
 */
export async function restoreBackup(
  database: { readonly sql: postgres.Sql; readonly db: Kysely<Database> },
  dataDir: string,
  path: string,
): Promise<CheckedBackup> {
  const checked = await checkBackup(path);
  const { header, end } = checked;
  await prepareSchema(database.db, header, path).catch((error: unknown) => {
    throw namingFullDisk(error, dataDir);
  });
  const files = new RestoredFiles(dataDir);
  await database.sql
    .begin(async (sql) => {
      await oneTextPerValue(sql);
      const tables = await backupTables(sql);
      const names = new Set(tables.map(({ name }) => name));
      const unknown = header.tables.find(({ name }) => !names.has(name));
      if (unknown) throw damaged(path, `${unknown.name} is no table of its schema`);
      for (const { name } of tables) {
        await sql.unsafe(`lock table ${quoted(name)} in access exclusive mode`);
        const [count] = await sql.unsafe<{ rows: number }[]>(`select count(*) as rows from ${quoted(name)}`);
        if (count!.rows > 0 && !FILLED_BY_MIGRATIONS.has(name))
          throw refusal('restore-not-empty', { table: name, rows: count!.rows });
        await sql.unsafe(`alter table ${quoted(name)} disable trigger user`);
        if (count!.rows > 0) await sql.unsafe(`delete from ${quoted(name)}`);
      }
      await loadRows(sql, header, path);
      for (const [name, last] of Object.entries(end.sequences))
        await sql`select setval(${quoted(name)}::text::regclass, ${last})`;
      for (const table of tables) {
        const hash = createHash('sha256');
        for await (const texts of rowTexts(sql, table)) hashRows(hash, texts);
        const written = end.tables[table.name]?.sha256;
        if (written !== undefined && written !== hash.digest('hex'))
          throw new Error(`${table.name} came back different from the backup; nothing was kept`);
        await sql.unsafe(`alter table ${quoted(table.name)} enable trigger user`);
      }
      // Before it commits: with a disk that is full nothing is there by half, and it can be tried again.
      await files.write(path, end);
    })
    .catch((error: unknown) => {
      files.discard();
      throw namingFullDisk(error, dataDir);
    });
  files.keep();
  await migrateToLatest(database.db);
  return checked;
}

/** Tables in which a migration itself puts rows. */
const FILLED_BY_MIGRATIONS = new Set(['layer_revision', 'public_floor', 'rounding_secret']);

/** Brings the database to exactly the schema the backup was made with. */
async function prepareSchema(db: Kysely<Database>, header: BackupHeader, file: string): Promise<void> {
  const { known, applied } = await knownMigrations(db);
  const migrations = header.migrations.map(migrationNameNow);
  const newer = migrations.filter((name) => !known.includes(name));
  if (newer.length > 0)
    throw refusal('backup-newer', { file, found: newer.join(', '), known: known.at(-1) ?? '–' });
  const ahead = applied.filter((name) => !migrations.includes(name));
  if (ahead.length > 0) throw refusal('restore-schema', { ahead: ahead.join(', ') });
  await migrateTo(db, migrations);
}

async function loadRows(sql: postgres.TransactionSql, header: BackupHeader, path: string): Promise<void> {
  const columnsOf = new Map(header.tables.map(({ name, columns }) => [name, columns]));
  let statement: string | null = null;
  let batch: string[] = [];
  let characters = 0;
  const flush = async () => {
    if (statement && batch.length > 0) await sql.unsafe(statement, [arrayText(batch)]);
    batch = [];
    characters = 0;
  };
  for await (const part of readParts(path)) {
    if (part.kind === 'line' && statement) {
      batch.push(part.text);
      characters += part.text.length;
      if (batch.length >= 2000 || characters > 4_000_000) await flush();
    } else if (part.kind === 'table') {
      await flush();
      const columns = columnsOf.get(part.name)!.map(quoted).join(', ');
      // A type with the columns in the backup's order, whatever their order is here.
      await sql.unsafe(
        `create temporary table restored_row on commit drop as select ${columns} from ${quoted(part.name)} with no data`,
      );
      await sql.unsafe(`alter table restored_row rename to ${quoted(`restored_${part.name}`)}`);
      statement = `insert into ${quoted(part.name)} (${columns}) overriding system value
        select ${columns} from unnest($1::text::pg_temp.${quoted(`restored_${part.name}`)}[])`;
    } else {
      await flush();
      statement = null;
    }
  }
}

/** Texts as the text of a PostgreSQL array. */
export function arrayText(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

function namingFullDisk(error: unknown, dataDir: string): unknown {
  if (error instanceof IssueError || !(isDiskFull(error) || isFull(dataDir))) return error;
  return new IssueError({ code: 'disk-full', severity: 'error' });
}

function refusal(code: string, params: Record<string, string | number>): IssueError {
  return new IssueError({ code, severity: 'error', where: 'file', params });
}
