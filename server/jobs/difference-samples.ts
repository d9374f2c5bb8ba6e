import { type Kysely, sql } from 'kysely';
import type { Scalar, StagedRow } from '#core/intake/intake-format.ts';
import { ewkbHex } from '../db/ewkb.ts';
import type { Database } from '../db/schema.ts';
import { HandCorrections } from '../intake/hand-corrections.ts';
import type { TargetTable } from '../intake/target-tables.ts';
import type { ChangedRow, DifferenceSamples, GoneRow } from './import-task.ts';

/** Rows named of each kind; the numbers beside them count all. */
const SHOWN = 50;
const CHUNK = 2000;
/** Rows compared in search of changed ones. */
const SEARCHED = 200_000;

/** Which rows would change, in which fields, and which would go: a sample to look at before the import. */
export async function differenceSamples(
  db: Kysely<Database>,
  target: TargetTable,
  dataSet: { layer: string; source: string },
  rows: readonly StagedRow[],
  srid: number,
): Promise<DifferenceSamples> {
  const { rows: sources } = await sql<{ id: number }>`
    select id from data_source where layer = ${dataSet.layer} and name = ${dataSet.source}`.execute(db);
  const sourceId = sources[0]?.id;
  if (sourceId === undefined || target.table === 'supply_claim') return { changed: [], gone: [] };
  // What was corrected by hand stays, and is therefore no change.
  const corrections = await HandCorrections.load(db, dataSet, 'keep');
  const written = rows.map((row) => corrections.applied(row));
  const changed: ChangedRow[] = [];
  for (let from = 0; from < Math.min(rows.length, SEARCHED) && changed.length < SHOWN; from += CHUNK)
    changed.push(...(await changedRows(db, target, sourceId, written.slice(from, from + CHUNK), srid)));
  return { changed: changed.slice(0, SHOWN), gone: await goneRows(db, target, sourceId, rows) };
}

async function changedRows(
  db: Kysely<Database>,
  target: TargetTable,
  sourceId: number,
  written: readonly { readonly row: StagedRow; readonly placeHex: string | null }[],
  srid: number,
): Promise<ChangedRow[]> {
  const rows = written.map(({ row }) => row);
  const places = written.map(
    ({ row, placeHex }) =>
      placeHex ??
      (row.geometry === null ? null : ewkbHex(row.geometry as Parameters<typeof ewkbHex>[0], srid)),
  );
  const { rows: stored } = await sql<{ key: string; record: Record<string, unknown>; moved: boolean }>`
    select t.key, to_jsonb(t) - 'geom' as record, t.geom is distinct from st_transform(s.g::geometry, 25832) as moved
    from unnest(${rows.map((row) => row.key)}::text[], ${places}::text[]) as s(key, g)
    join ${sql.table(target.table)} t on t.source_id = ${sourceId} and t.key = s.key
  `.execute(db);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return stored.flatMap(({ key, record, moved }) => {
    const { values, row } = byKey.get(key)!;
    const fields = Object.entries(target.columns)
      .filter(([column]) => target.computed?.[column] === undefined)
      .filter(([column, type]) => !isSame(record[column], values[column], type))
      .map(([column]) => ({ column, before: shown(record[column]), after: shown(values[column]) }));
    if (moved) fields.push({ column: 'geom', before: null, after: null });
    return fields.length > 0 ? [{ row, key, name: nameOf(record), fields }] : [];
  });
}

async function goneRows(
  db: Kysely<Database>,
  target: TargetTable,
  sourceId: number,
  rows: readonly StagedRow[],
): Promise<GoneRow[]> {
  const { rows: gone } = await sql<{ key: string; record: Record<string, unknown> }>`
    select t.key, to_jsonb(t) - 'geom' as record from ${sql.table(target.table)} t
    where t.source_id = ${sourceId}
      and not exists (select from unnest(${rows.map((row) => row.key)}::text[]) as k(key) where k.key = t.key)
    order by t.key limit ${SHOWN}
  `.execute(db);
  return gone.map(({ key, record }) => ({ key, name: nameOf(record) }));
}

function nameOf(record: Readonly<Record<string, unknown>>): string | null {
  if (typeof record.name === 'string') return record.name;
  const street = [record.street, record.house_number].filter((part) => typeof part === 'string').join(' ');
  return street || null;
}

function isSame(stored: unknown, staged: Scalar | undefined, type: TargetTable['columns'][string]): boolean {
  const before = stored ?? null;
  const after = staged ?? null;
  if (before === null || after === null) return before === after;
  if (type === 'integer' || type === 'double precision') return Number(before) === Number(after);
  if (type === 'jsonb') return ordered(before) === ordered(JSON.parse(String(after)));
  return String(before) === String(after);
}

/** JSON with its keys in order, however they were stored. */
function ordered(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 200);
}
