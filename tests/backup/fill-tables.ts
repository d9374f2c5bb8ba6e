import { backupTables } from '../../server/backup/backup-tables.ts';
import type { TestDatabase } from '../fixtures/databases.ts';

/** Tables that are not the program's data: PostGIS brings one, the list of migrations is the backup's header. */
const NOT_DATA = ['spatial_ref_sys', 'kysely_migration', 'kysely_migration_lock'];

interface Column {
  readonly name: string;
  readonly type: string;
  /** A value of the table it refers to, as SQL. */
  readonly refers: string | null;
  /** One of the words a check lets through. */
  readonly allowed: string | null;
}

/** Every table of the program, as the database itself lists them: one that is added tomorrow is among them. */
export async function tablesOf({ sql }: TestDatabase): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`;
  return rows.map(({ name }) => name).filter((name) => !NOT_DATA.includes(name));
}

/** Puts a row into every table that has none, past the triggers, so that a backup must carry each. */
export async function fillTables(database: TestDatabase): Promise<void> {
  const order = (await backupTables(database.sql)).map(({ name }) => name);
  for (const table of await tablesOf(database).then((all) =>
    all.sort((a, b) => order.indexOf(a) - order.indexOf(b)),
  )) {
    const [{ rows }] = await database.sql.unsafe<[{ rows: number }]>(
      `select count(*)::int as rows from "${table}"`,
    );
    if (rows > 0) continue;
    const columns = await database.sql<Column[]>`
      select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
        (select format('(select min(%I::text)::%s from %I)', r.attname, format_type(r.atttypid, null), f.confrelid::regclass)
          from pg_constraint f join pg_attribute r on r.attrelid = f.confrelid and r.attnum = f.confkey[1]
          where f.conrelid = a.attrelid and f.contype = 'f' and f.conkey = array[a.attnum]) as refers,
        (select (regexp_match(pg_get_constraintdef(k.oid), '''([a-z0-9_-]+)''::text'))[1] from pg_constraint k
          where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1) as allowed
      from pg_attribute a
      where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull
        and not a.atthasdef and a.attidentity = '' order by a.attnum`;
    const values = columns.map(sampleValue);
    const names = columns.map(({ name }) => `"${name}"`);
    await database.sql.begin(async (tx) => {
      await tx.unsafe('set local session_replication_role = replica');
      await tx.unsafe(
        columns.length === 0
          ? `insert into "${table}" default values`
          : `insert into "${table}" (${names.join(', ')}) values (${values.join(', ')})`,
      );
    });
  }
}

function sampleValue({ type, refers, allowed }: Column): string {
  if (refers) return refers;
  if (type === 'text' && allowed) return `'${allowed}'`;
  const geometry = /^geometry\((\w+),(\d+)\)/.exec(type);
  if (geometry) return `ST_GeomFromText('${SHAPES[geometry[1]!.toLowerCase()]}', ${geometry[2]})`;
  if (type.endsWith('[]')) return `'{}'::${type}`;
  if (/^(integer|bigint|smallint|numeric|double|real)/.test(type)) return '1';
  if (type === 'boolean') return 'true';
  if (type === 'date') return `'2026-01-31'`;
  if (type.startsWith('timestamp')) return `'2026-01-31 10:00:00.5+01'`;
  if (type === 'uuid') return `'00000000-0000-4000-8000-00000000000a'`;
  if (type.startsWith('json')) return `'{"q": "\\""}'`;
  if (type === 'bytea') return `'\\x005c22ff'`;
  return `'wert'`;
}

const SHAPES: Readonly<Record<string, string>> = {
  point: 'POINT(550000 5800000)',
  polygon: 'POLYGON((1 1,2 1,2 2,1 1))',
  multipolygon: 'MULTIPOLYGON(((1 1,2 1,2 2,1 1)))',
  linestring: 'LINESTRING(1 1,2 2)',
  multilinestring: 'MULTILINESTRING((1 1,2 2))',
  geometry: 'POINT(1 1)',
};
