import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type postgres from 'postgres';
import { IssueError } from '#core/issue.ts';
import type { Config } from '../config.ts';
import { BACKUP_FORMAT, type BackupEnd, type BackupHeader } from './backup-format.ts';
import { backupTables, oneTextPerValue, quoted, rowTexts } from './backup-tables.ts';
import { dataDirFiles } from './data-dir-files.ts';

export interface BackupSummary {
  readonly file: string;
  readonly bytes: number;
  readonly rows: number;
  readonly tables: Readonly<Record<string, number>>;
  readonly files: number;
}

/**
 * Writes everything of a database and its `DATA_DIR` into one file, as of one moment, while others go on
 * working. The file appears under its name only when it is whole and on the disk; only its owner may read it.
 * @throws IssueError `file-not-writable`
 */
export async function writeBackup(
  sql: postgres.Sql,
  config: Pick<Config, 'DATA_DIR' | 'PLACE_NAME'>,
  file: string,
): Promise<BackupSummary> {
  const part = `${file}.part`;
  const counts: { end?: BackupEnd } = {};
  try {
    await sql.begin('isolation level repeatable read read only', async (transaction) => {
      const lines = backupLines(transaction, config, counts);
      await pipeline(
        Readable.from(lines),
        createGzip(),
        createWriteStream(part, { mode: 0o600, flags: 'w' }),
      );
    });
    const handle = await open(part, 'r');
    await handle.sync();
    const { size } = await handle.stat();
    await handle.close();
    await rename(part, file);
    return { file, bytes: size, ...sums(counts.end!) };
  } catch (error) {
    // Where the folder itself is wrong there is nothing to remove.
    await rm(part, { force: true }).catch(() => undefined);
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    const params = { value: file, reason: message };
    throw new IssueError({ code: 'file-not-writable', severity: 'error', where: '--out', params });
  }
}

async function* backupLines(
  sql: postgres.TransactionSql,
  config: Pick<Config, 'DATA_DIR' | 'PLACE_NAME'>,
  counts: { end?: BackupEnd },
): AsyncGenerator<string> {
  await oneTextPerValue(sql);
  const tables = await backupTables(sql);
  const [versions] = await sql<{ postgresql: string; postgis: string; now: string }[]>`
    select current_setting('server_version') as postgresql, postgis_lib_version() as postgis, now()::text as now`;
  const migrations = await sql<
    { name: string }[]
  >`select name from kysely_migration order by name collate "C"`;
  const header: BackupHeader = {
    lueckenlosBackup: BACKUP_FORMAT,
    createdAt: versions!.now,
    place: config.PLACE_NAME,
    postgresql: versions!.postgresql,
    postgis: versions!.postgis,
    migrations: migrations.map(({ name }) => name),
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
  };
  yield `${JSON.stringify(header)}\n`;
  const end: BackupEnd = { tables: {}, files: {}, sequences: {} };
  for (const table of tables) {
    yield `${JSON.stringify({ table: table.name })}\n`;
    const hash = createHash('sha256');
    let rows = 0;
    for await (const texts of rowTexts(sql, table)) {
      hashRows(hash, texts);
      rows += texts.length;
      yield texts.map((text) => `${JSON.stringify(text)}\n`).join('');
    }
    end.tables[table.name] = { rows, sha256: hash.digest('hex') };
  }
  end.sequences = await sequences(sql);
  for (const path of dataDirFiles(config.DATA_DIR)) {
    yield `${JSON.stringify({ file: path })}\n`;
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of createReadStream(join(config.DATA_DIR, path)) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
      yield `${JSON.stringify(chunk.toString('base64'))}\n`;
    }
    end.files[path] = { bytes, sha256: hash.digest('hex') };
  }
  counts.end = end;
  yield `${JSON.stringify({ end })}\n`;
}

/** Adds rows to the hash of their table. */
export function hashRows(hash: Hash, texts: readonly string[]): void {
  for (const text of texts) hash.update(text).update('\n');
}

/** The last number each sequence gave, so that no number is ever given twice. */
async function sequences(sql: postgres.TransactionSql): Promise<Record<string, number>> {
  const names = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c where c.relkind = 'S' and c.relnamespace = current_schema()::regnamespace
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname collate "C"`;
  const last: Record<string, number> = {};
  for (const { name } of names) {
    const [row] = await sql.unsafe<{ last: number; called: boolean }[]>(
      `select last_value as last, is_called as called from ${quoted(name)}`,
    );
    if (row!.called) last[name] = row!.last;
  }
  return last;
}

function sums(end: BackupEnd): Pick<BackupSummary, 'rows' | 'tables' | 'files'> {
  const tables = Object.fromEntries(Object.entries(end.tables).map(([name, { rows }]) => [name, rows]));
  return {
    rows: Object.values(tables).reduce((sum, rows) => sum + rows, 0),
    tables,
    files: Object.keys(end.files).length,
  };
}
