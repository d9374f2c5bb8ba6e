import { type Kysely, sql, type Transaction } from 'kysely';
import type { RejectedRow, StagedRow } from '#core/intake/intake-format.ts';
import { decisionOf, type IntakeIssue, rowIssue, type Treatment } from '#core/intake/intake-issue.ts';
import { IssueError } from '#core/issue.ts';
import { ewkbHex } from '../db/ewkb.ts';
import type { Database } from '../db/schema.ts';
import { beginKept, finishKept } from './keep-earlier.ts';
import {
  clearDemo,
  type DataSet,
  DryRun,
  dataSetBefore,
  describeDataSet,
  type SwapOptions,
  type SwapResult,
} from './swap-data-set.ts';

/** An answer may name its address by a point that lies this near to it. */
const NEAR_M = 30;

export interface ClaimsResult extends SwapResult {
  readonly rejected: readonly RejectedRow[];
}

/**
 * Replaces what one source claims of the supply of addresses, in one transaction. Claims of other sources stay.
 * A row finds its address by key, else by street, number and postcode, else by the nearest within 30 m; one that
 * finds none or several is refused. Figures count claims, `rejected` rows.
 * @throws IssueError `demo-data-present`
 */
export async function swapClaims(
  db: Kysely<Database>,
  dataSet: DataSet,
  rows: readonly StagedRow[],
  srid: number,
  treatment: Treatment,
  options: SwapOptions,
  onRows: (written: number) => void = () => undefined,
): Promise<ClaimsResult> {
  let result: ClaimsResult | null = null;
  try {
    await db.transaction().execute(async (trx) => {
      await clearDemo(trx, options.replaceDemo);
      await stage(trx, rows, srid, onRows);
      const missed = await findAddresses(trx);
      const refused = refuse(rows, missed, treatment);
      if (missed.length === rows.length) {
        // Nothing found its address: more likely the addresses are missing than that all supply is gone.
        const params = { value: dataSet.fileName };
        const none = { code: 'no-rows', severity: 'error', where: 'file', params } as const;
        throw new IssueError([none, ...refused.issues.slice(0, 20)]);
      }
      const before = await dataSetBefore(trx, dataSet);
      const keptId = before ? await beginKept(trx, dataSet) : null;
      const sourceId = await describeDataSet(trx, dataSet, rows.length - missed.length);
      const counts = await swap(trx, sourceId, keptId);
      const changes = counts.imported + counts.updated + counts.removed;
      await finishKept(trx, keptId, sourceId, before?.same === true && changes === 0);
      result = { ...counts, ...refused, sourceId, replaced: before !== null };
      if (options.dryRun) throw new DryRun();
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
  }
  return result!;
}

async function stage(
  trx: Transaction<Database>,
  rows: readonly StagedRow[],
  srid: number,
  onRows: (written: number) => void,
): Promise<void> {
  await sql`create temp table answer (row int, address_key text, street text, house_number text, postcode text,
    operator text, claims jsonb, geom geometry, address_id int) on commit drop`.execute(trx);
  const text = (part: readonly StagedRow[], name: string) =>
    part.map((row) => (row.values[name] === null ? null : String(row.values[name])));
  for (let from = 0; from < rows.length; from += 5000) {
    const part = rows.slice(from, from + 5000);
    const points = part.map((row) =>
      row.geometry === null ? null : ewkbHex(row.geometry as Parameters<typeof ewkbHex>[0], srid),
    );
    await sql`
      insert into answer
      select row, address_key, ${nameKey(sql`street`)}, ${numberKey(sql`house_number`)}, postcode, operator,
        claims::jsonb, st_transform(g::geometry, 25832), null
      from unnest(${part.map((row) => row.row)}::int[], ${text(part, 'address_id')}::text[],
        ${text(part, 'street')}::text[], ${text(part, 'house_number')}::text[], ${text(part, 'postcode')}::text[],
        ${text(part, 'operator')}::text[], ${text(part, 'claims')}::text[], ${points}::text[])
        as t(row, address_key, street, house_number, postcode, operator, claims, g)
    `.execute(trx);
    onRows(from + part.length);
  }
  await sql`analyze answer`.execute(trx);
}

/** Fills `answer.address_id`; returns the rows without exactly one address. */
async function findAddresses(trx: Transaction<Database>): Promise<{ row: number; count: number }[]> {
  await sql`
    create temp table place on commit drop as
    select id, key, ${nameKey(sql`street`)} as street, ${numberKey(sql`house_number`)} as house_number, postcode
    from address`.execute(trx);
  await sql`analyze place`.execute(trx);
  const { rows } = await sql<{ row: number; count: number }>`
    with by_key as (
      select a.row, p.id from answer a join place p on p.key = a.address_key
    ), by_name as (
      select a.row, p.id from answer a
      join place p on p.street = a.street and p.house_number = a.house_number
        and coalesce(p.postcode = a.postcode, true)
      where not exists (select from by_key k where k.row = a.row)
    ), by_point as (
      select a.row, n.id from answer a, lateral (
        select id from address where st_dwithin(geom, a.geom, ${NEAR_M}::float8)
        order by geom <-> a.geom, id limit 1
      ) n
      where a.geom is not null and not exists (select from by_key k where k.row = a.row)
        -- Where a name was given it counts; the point only tells several of that name apart.
        and (a.street is null or exists (select from by_name b where b.row = a.row and b.id = n.id))
    ), found as (
      select * from by_key
      union select * from by_point
      union select b.* from by_name b where not exists (select from by_point p where p.row = b.row)
    ), counted as (select row, min(id) as id, count(*)::int as count from found group by row),
    done as (
      update answer a set address_id = c.id from counted c where c.row = a.row and c.count = 1 returning a.row
    )
    select a.row, coalesce(c.count, 0) as count from answer a left join counted c using (row)
    where coalesce(c.count, 0) <> 1 order by a.row
  `.execute(trx);
  return rows;
}

async function swap(
  trx: Transaction<Database>,
  sourceId: number,
  keptId: number | null,
): Promise<Pick<SwapResult, 'imported' | 'updated' | 'unchanged' | 'removed'>> {
  const columns = sql.raw(
    'address_id, operator, technology, down_mbit, up_mbit, peak_time, planned, binding, milestones, ready_by, homes, remark',
  );
  await sql`
    create temp table claim on commit drop as
    select distinct a.address_id, a.operator, c.technology, c.down_mbit, c.up_mbit, c.peak_time, c.planned,
      c.binding, c.milestones, c.ready_by, c.homes, c.remark
    from answer a, jsonb_to_recordset(a.claims) as c(technology text, down_mbit real, up_mbit real,
      peak_time boolean, planned boolean, binding boolean, milestones boolean, ready_by date,
      homes text, remark text)
    where a.address_id is not null`.execute(trx);
  const { rows } = await sql<{ fresh: number; gone: number; changed: number; total: number }>`
    with before as (select id, ${columns} from supply_claim where source_id = ${sourceId}),
    gone as (
      delete from supply_claim s using before b where s.id = b.id
        and not exists (select from claim c where row(c.*) is not distinct from
          row(b.address_id, b.operator, b.technology, b.down_mbit, b.up_mbit, b.peak_time, b.planned, b.binding,
            b.milestones, b.ready_by, b.homes, b.remark))
      returning s.address_id, s.operator, s.technology, s.planned, s.id, to_jsonb(s) - 'source_id' as record
    ), fresh as (
      insert into supply_claim (source_id, ${columns})
      select ${sourceId}::int, c.* from claim c
      where not exists (select from before b where row(c.*) is not distinct from
        row(b.address_id, b.operator, b.technology, b.down_mbit, b.up_mbit, b.peak_time, b.planned, b.binding,
          b.milestones, b.ready_by, b.homes, b.remark))
      returning address_id, operator, technology, planned, id
    ), kept as (
      insert into kept_row (kept_id, key, record)
      select ${keptId}::int, id::text, record from gone where ${keptId}::int is not null
      union all select ${keptId}::int, id::text, null from fresh where ${keptId}::int is not null
    ), changed as (
      select distinct address_id, operator, technology, planned from fresh
      intersect select address_id, operator, technology, planned from gone
    )
    select (select count(*) from fresh)::int as fresh, (select count(*) from gone)::int as gone,
      (select count(*) from changed)::int as changed, (select count(*) from claim)::int as total
  `.execute(trx);
  const { fresh, gone, changed, total } = rows[0]!;
  return { imported: fresh - changed, updated: changed, unchanged: total - fresh, removed: gone - changed };
}

function refuse(rows: readonly StagedRow[], missed: readonly { row: number; count: number }[], t: Treatment) {
  const byRow = new Map(rows.map((row) => [row.row, row]));
  const issues: IntakeIssue[] = [];
  const rejected: RejectedRow[] = [];
  for (const { row, count } of missed) {
    const { values } = byRow.get(row)!;
    const code = count === 0 ? 'address-unknown' : 'address-ambiguous';
    const decision = decisionOf(t, code, row);
    const asked = decision === 'accept' || decision === 'refuse';
    const name = [values.address_id, values.street, values.house_number, values.postcode];
    const value = name.filter((part) => part !== null).join(' ');
    issues.push(rowIssue(code, asked ? 'warning' : 'error', row, null, value, { count }));
    rejected.push({ row, codes: [code], asked, record: values });
  }
  return { issues, rejected };
}

/** `Lange Str.` and `Lange Straße` are one street. */
function nameKey(street: ReturnType<typeof sql>) {
  return sql`regexp_replace(search_key(${street}), '[^a-z0-9]', '', 'g')`;
}

/** `12 A` and `12a` are one number. */
function numberKey(number: ReturnType<typeof sql>) {
  return sql`regexp_replace(lower(${number}), '\\s', '', 'g')`;
}
