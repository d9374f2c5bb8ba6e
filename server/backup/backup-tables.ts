import type postgres from 'postgres';

/** A table as a backup knows it. */
export interface BackupTable {
  readonly name: string;
  /** In the order in which rows are written. */
  readonly columns: readonly string[];
  /** SQL that gives every row one place, the same on every database. */
  readonly order: string;
  /** Tables whose rows must be there first. */
  readonly needs: readonly string[];
}

/** What a row of the catalogue query gives. */
interface CatalogueRow {
  name: string;
  columns: string[];
  key: { column: string; type: string }[] | null;
  needs: string[];
}

/**
 * The program's own tables, each after those it refers to. Tables of extensions (PostGIS) and the list of
 * migrations are not part of it; the latter is the backup's header.
 */
export async function backupTables(sql: postgres.Sql | postgres.TransactionSql): Promise<BackupTable[]> {
  const rows = await sql<CatalogueRow[]>`
    select c.relname as name,
      (select json_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select json_agg(json_build_object('column', a.attname, 'type', t.typname) order by k.place)
        from pg_index i cross join lateral unnest(i.indkey) with ordinality k(attnum, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
        join pg_type t on t.oid = a.atttypid where i.indrelid = c.oid and i.indisprimary) as key,
      (select coalesce(json_agg(distinct r.relname), '[]') from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and r.oid <> c.oid) as needs
    from pg_class c
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      and c.relname not in ('kysely_migration', 'kysely_migration_lock')
    order by c.relname collate "C"`;
  return inOrder(rows.map((row) => ({ ...row, order: orderOf(row) })));
}

/** Text is compared by its bytes: the order of a language differs between databases. */
function orderOf({ key }: CatalogueRow): string {
  if (!key) return 't::text collate "C"';
  return key
    .map(({ column, type }) => `${quoted(column)}${type === 'text' ? ' collate "C"' : ''}`)
    .join(', ');
}

/** Each table after those it needs. */
export function inOrder<T extends { readonly name: string; readonly needs: readonly string[] }>(
  tables: readonly T[],
): T[] {
  const waiting = new Map(tables.map((table) => [table.name, table]));
  const ordered: T[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter((table) => !table.needs.some((name) => waiting.has(name)));
    if (ready.length === 0) throw new Error(`tables refer to each other: ${[...waiting.keys()].join(', ')}`);
    for (const table of ready) waiting.delete(table.name);
    ordered.push(...ready);
  }
  return ordered;
}

/** An identifier in SQL text. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Settings under which a value has one text on every database and in every time zone. */
export async function oneTextPerValue(sql: postgres.TransactionSql): Promise<void> {
  await sql.unsafe(`set local timezone = 'UTC'`);
  await sql.unsafe(`set local datestyle = 'ISO, YMD'`);
  await sql.unsafe(`set local intervalstyle = 'iso_8601'`);
  await sql.unsafe(`set local bytea_output = 'hex'`);
  await sql.unsafe('set local extra_float_digits = 1');
}

/** The rows of a table as PostgreSQL writes a row, in the table's order, a part at a time. */
export async function* rowTexts(sql: postgres.TransactionSql, table: BackupTable): AsyncGenerator<string[]> {
  await sql.unsafe(
    `declare backup_rows no scroll cursor for select t::text as r from ${quoted(table.name)} t order by ${table.order}`,
  );
  for (;;) {
    const rows = await sql.unsafe<{ r: string }[]>(`fetch ${ROWS_AT_A_TIME} from backup_rows`);
    if (rows.length === 0) break;
    yield rows.map(({ r }) => r);
  }
  await sql.unsafe('close backup_rows');
}

const ROWS_AT_A_TIME = 2000;
