import { type Kysely, sql, type Transaction } from 'kysely';
import type { Scalar } from '#core/intake/intake-format.ts';
import { IssueError } from '#core/issue.ts';
import type { Database } from '../../db/schema.ts';
import { assignDistricts } from '../../intake/swap-data-set.ts';
import { TARGET_TABLES, type TargetTable } from '../../intake/target-tables.ts';
import { currentActor } from '../../trust/acting.ts';

export interface CorrectionInput {
  /** Column of the layer → value as it should be; null empties it. */
  readonly fields: Readonly<Record<string, Scalar>>;
  /** Corrected place in EPSG:4326, for layers of points. */
  readonly place?: readonly [lon: number, lat: number] | null | undefined;
  readonly reason: string;
}

export interface HandCorrection {
  readonly fields: Readonly<Record<string, Scalar>>;
  /** What the source says in their place. */
  readonly was: Readonly<Record<string, Scalar>>;
  readonly moved: boolean;
  readonly reason: string;
  readonly decidedBy: string | null;
  readonly updatedAt: Date;
}

interface Row {
  readonly key: string;
  readonly source: string;
  readonly record: Readonly<Record<string, Scalar>>;
}

/** Columns that can be corrected, with their types, what they hold now, and the correction if there is one. */
export async function correctable(db: Kysely<Database>, layer: string, id: number) {
  const target = targetOf(layer);
  const row = await rowOf(db, target, layer, id);
  const columns = editable(target).map(([name, type]) => ({ name, type, value: row.record[name] ?? null }));
  return {
    layer,
    id,
    source: row.source,
    isPoint: target.geometry === 'Point',
    columns,
    correction: await correctionOf(db, layer, row),
  };
}

/**
 * Corrects a row by hand, with a reason. The row has the new values at once, and keeps them when its data set is
 * imported again.
 * @throws IssueError `layer-not-correctable`, `not-a-feature`, `correction-not-possible`
 */
export async function correct(db: Kysely<Database>, layer: string, id: number, input: CorrectionInput) {
  const target = targetOf(layer);
  return db.transaction().execute(async (trx) => {
    const row = await rowOf(trx, target, layer, id);
    const known = new Map(editable(target));
    for (const column of Object.keys(input.fields))
      if (!known.has(column)) throw failure('fields', column, [...known.keys()].join(', '));
    if (input.place && target.geometry !== 'Point') throw failure('place', layer, 'a layer of points');
    const before = await correctionOf(trx, layer, row);
    const was = { ...pick(row.record, Object.keys(input.fields)), ...before?.was };
    const fields = { ...before?.fields, ...input.fields };
    const place = input.place
      ? sql`st_transform(st_setsrid(st_makepoint(${input.place[0]}::float8, ${input.place[1]}::float8), 4326), 25832)`
      : null;
    // What the source says of the place is kept before it is changed; an earlier correction knows it already.
    await sql`
      insert into hand_correction (layer, source, key, fields, was, geom, geom_was, reason, decided_by)
      select ${layer}, ${row.source}, t.key, ${json(fields)}, ${json(was)}, ${place ?? sql`null`},
        ${place === null ? sql`null` : sql`t.geom`}, ${input.reason}, ${currentActor()?.who ?? null}
      from ${sql.table(target.table)} t where t.id = ${id}
      on conflict (layer, source, key) do update set fields = excluded.fields, was = excluded.was,
        geom = coalesce(excluded.geom, hand_correction.geom),
        geom_was = coalesce(hand_correction.geom_was, excluded.geom_was), reason = excluded.reason,
        decided_by = excluded.decided_by, updated_at = now()
    `.execute(trx);
    await write(trx, target, id, input.fields, place);
    if (place && layer === 'addresses') await assignDistricts(trx, layer, await sourceIdOf(trx, target, id));
    return { layer, id, correction: await correctionOf(trx, layer, row) };
  });
}

/**
 * Withdraws a correction: the row says again what its source says.
 * @throws IssueError `layer-not-correctable`, `not-a-feature`, `correction-not-found`
 */
export async function withdraw(db: Kysely<Database>, layer: string, id: number) {
  const target = targetOf(layer);
  return db.transaction().execute(async (trx) => {
    const row = await rowOf(trx, target, layer, id);
    const { rows } = await sql<{ was: Record<string, Scalar>; place: string | null }>`
      delete from hand_correction where layer = ${layer} and source = ${row.source} and key = ${row.key}
      returning was, encode(st_asewkb(geom_was), 'hex') as place`.execute(trx);
    const gone = rows[0];
    if (!gone) {
      const params = { layer, value: String(id) };
      throw new IssueError({ code: 'correction-not-found', severity: 'error', where: 'id', params });
    }
    await write(trx, target, id, gone.was, gone.place === null ? null : sql`${gone.place}::geometry`);
    return { layer, id, correction: null };
  });
}

type Db = Kysely<Database> | Transaction<Database>;

/** @throws IssueError `correction-not-possible` when the database does not take a value */
async function write(
  trx: Transaction<Database>,
  target: TargetTable,
  id: number,
  fields: Readonly<Record<string, Scalar>>,
  place: ReturnType<typeof sql> | null,
): Promise<void> {
  const sets = Object.entries(fields).map(([column, value]) => {
    const type = target.columns[column]!;
    return sql`${sql.id(column)} = ${value === null ? null : String(value)}::text::${sql.raw(type)}`;
  });
  if (place !== null) sets.push(sql`geom = ${place}`);
  if (sets.length === 0) return;
  try {
    await sql`update ${sql.table(target.table)} set ${sql.join(sets)} where id = ${id}`.execute(trx);
  } catch (error) {
    const state = (error as { code?: unknown }).code;
    if (typeof state !== 'string' || !/^2[23]/.test(state)) throw error;
    const column = (error as { column_name?: string }).column_name ?? Object.keys(fields).join(', ');
    throw failure('fields', column, (error as Error).message.slice(0, 200));
  }
}

async function rowOf(db: Db, target: TargetTable, layer: string, id: number): Promise<Row> {
  const { rows } = await sql<Row>`
    select t.key, d.name as source, to_jsonb(t) - 'geom' as record
    from ${sql.table(target.table)} t join data_source d on d.id = t.source_id where t.id = ${id}`.execute(
    db,
  );
  if (rows[0]) return rows[0];
  const params = { layer, value: String(id) };
  throw new IssueError({ code: 'not-a-feature', severity: 'error', where: 'id', params });
}

async function correctionOf(db: Db, layer: string, row: Row): Promise<HandCorrection | null> {
  const { rows } = await sql<HandCorrection>`
    select fields, was, geom is not null as moved, reason, decided_by as "decidedBy", updated_at as "updatedAt"
    from hand_correction where layer = ${layer} and source = ${row.source} and key = ${row.key}`.execute(db);
  return rows[0] ?? null;
}

async function sourceIdOf(db: Db, target: TargetTable, id: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select source_id as id from ${sql.table(target.table)} where id = ${id}`.execute(db);
  return rows[0]!.id;
}

/** Layers whose rows are records of somebody's list; shares and claims have corrections of their own. */
function targetOf(layer: string): TargetTable {
  const target = TARGET_TABLES[layer];
  if (target && target.table !== 'supply_claim' && target.table !== 'coverage_area') return target;
  const known = Object.keys(TARGET_TABLES)
    .filter((name) => name !== 'supply' && name !== 'coverage')
    .join(', ');
  throw new IssueError({
    code: 'layer-not-correctable',
    severity: 'error',
    where: 'layer',
    params: { value: layer, known },
  });
}

/** Columns that hold what a file says; what is computed from the geometry is not corrected. */
function editable(target: TargetTable): [string, string][] {
  return Object.entries(target.columns).filter(
    ([name, type]) => target.computed?.[name] === undefined && type !== 'jsonb',
  );
}

function pick(record: Readonly<Record<string, Scalar>>, columns: readonly string[]) {
  return Object.fromEntries(columns.map((column) => [column, record[column] ?? null]));
}

// As text first: the driver would quote a string that it sends as JSON a second time.
const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`;

function failure(where: string, value: string, expected: string): IssueError {
  return new IssueError({
    code: 'correction-not-possible',
    severity: 'error',
    where,
    params: { value, expected },
  });
}
