import { type Kysely, type RawBuilder, sql } from 'kysely';
import { ADDRESS_USES, type AddressTable, CLAIM_FLAG, NO_DISTRICT } from '#core/columns/address-table.ts';
import { IssueError } from '#core/issue.ts';
import { TECHNOLOGIES } from '#core/supply/technologies.ts';
import { binaryColumn, readColumn } from '../../db/binary-column.ts';
import { BOROUGH_LEVEL, BOROUGH_NAME } from '../../db/borough.ts';
import type { Database } from '../../db/schema.ts';
import { RevisionCache } from '../../layers/revision-cache.ts';
import { claimsOn } from './claims-on.ts';

/**
 * All addresses with their claims as columns, ordered by id. Read from the database only when the layer has
 * changed; the result is shared and must not be written to. `districtIndex` points to districts of level
 * `bezirk`; where a city has none, to municipalities.
 * @throws IssueError `too-many-kinds` when there are more operators, districts or sources than codes
 */
export function loadAddressTable(db: Kysely<Database>): Promise<AddressTable> {
  return tables.get(db, 'addresses');
}

/** The same with the revision it was read at. */
export function loadAddressTableWithRevision(
  db: Kysely<Database>,
): Promise<{ revision: number; value: AddressTable }> {
  return tables.getWithRevision(db, 'addresses');
}

const tables = new RevisionCache<AddressTable>(
  // One snapshot: an import may replace addresses and claims between two statements.
  (db) =>
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((trx) => readTable(trx)),
  ['districts'],
);

/**
 * The addresses of today with the claims as the data sets had them on a day (ISO date), see `claimsOn`. Read afresh.
 * @throws IssueError as `loadAddressTable`
 */
export function loadAddressTableOn(db: Kysely<Database>, isoDate: string): Promise<AddressTable> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => readTable(trx, claimsOn(isoDate)));
}

async function readTable(
  db: Kysely<Database>,
  claimsFrom: RawBuilder<unknown> = sql`counted_claim`,
): Promise<AddressTable> {
  const districts = await districtNames(db);
  const addresses = await readAddresses(db, districts);
  const claims = await readClaims(db, addresses.id, claimsFrom);
  return { length: addresses.id.length, srid: 25832, ...addresses, districts, claims };
}

async function districtNames(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct name collate "C" as name from district
    where level = ${BOROUGH_LEVEL}
    order by 1
  `.execute(db);
  return atMost(
    'district.name',
    NO_DISTRICT,
    rows.map((row) => row.name),
  );
}

async function readAddresses(db: Kysely<Database>, districts: readonly string[]) {
  const { rows } = await sql<
    Record<'id' | 'x' | 'y' | 'households' | 'businesses' | 'use' | 'district', Buffer | null>
  >`
    with names as (select name, (row_number() over ()) - 1 as code from unnest(${districts}::text[]) as t(name)),
    codes as (
      select d.id, n.code from district d
      join names n on n.name = ${BOROUGH_NAME}
    ),
    rows as (
      select a.id, st_x(a.geom) as x, st_y(a.geom) as y, least(a.households, 65535) as households,
        least(a.businesses, 65535) as businesses, a.use, coalesce(c.code, ${sql.lit(NO_DISTRICT)}) as district
      from address a left join codes c on c.id = a.district_id order by a.id
    )
    select
      ${binaryColumn.int4(sql`id`)} as id,
      ${binaryColumn.float8(sql`x`)} as x,
      ${binaryColumn.float8(sql`y`)} as y,
      ${binaryColumn.int4(sql`households`)} as households,
      ${binaryColumn.int4(sql`businesses`)} as businesses,
      ${binaryColumn.int2(codeOf(sql`use`, ADDRESS_USES))} as use,
      ${binaryColumn.int2(sql`district`)} as district
    from rows
  `.execute(db);
  const row = rows[0]!;
  return {
    id: readColumn.int4(row.id),
    eastingM: readColumn.float8(row.x),
    northingM: readColumn.float8(row.y),
    households: Uint16Array.from(readColumn.int4(row.households)),
    businesses: Uint16Array.from(readColumn.int4(row.businesses)),
    use: Uint8Array.from(readColumn.int2(row.use)),
    districtIndex: Uint8Array.from(readColumn.int2(row.district)),
  };
}

async function readClaims(
  db: Kysely<Database>,
  addressIds: Int32Array,
  claimsFrom: RawBuilder<unknown>,
): Promise<AddressTable['claims']> {
  const operators = await sql<{ name: string }>`
    select distinct operator collate "C" as name from ${claimsFrom} c order by 1`.execute(db);
  const sources = await sql<{ id: number; name: string }>`
    select id, name from data_source where id in (select source_id from ${claimsFrom} c) order by name collate "C", id`.execute(
    db,
  );
  const operatorNames = atMost(
    'supply_claim.operator',
    256,
    operators.rows.map((row) => row.name),
  );
  const sourceIds = atMost(
    'supply_claim.source_id',
    65536,
    sources.rows.map((row) => row.id),
  );
  const { rows } = await sql<
    Record<
      'address' | 'operator' | 'technology' | 'down' | 'up' | 'flags' | 'ready' | 'source',
      Buffer | null
    >
  >`
    with operators as (select name, (row_number() over ()) - 1 as code from unnest(${operatorNames}::text[]) as t(name)),
    sources as (select id, (row_number() over ()) - 1 as code from unnest(${sourceIds}::int[]) as t(id)),
    rows as (
      select c.address_id, o.code as operator, c.technology, coalesce(c.down_mbit, 'NaN') as down,
        coalesce(c.up_mbit, 'NaN') as up,
        c.planned::int * ${sql.lit(CLAIM_FLAG.planned)} + c.peak_time::int * ${sql.lit(CLAIM_FLAG.peakTime)}
          + c.binding::int * ${sql.lit(CLAIM_FLAG.binding)} + c.milestones::int * ${sql.lit(CLAIM_FLAG.milestones)}
          + c.funded_elsewhere::int * ${sql.lit(CLAIM_FLAG.fundedElsewhere)} as flags,
        coalesce(c.ready_by - date '1970-01-01', 0) as ready, s.code - 32768 as source
      from ${claimsFrom} c
      join operators o on o.name = c.operator
      join sources s on s.id = c.source_id
      order by c.address_id, c.id
    )
    select
      ${binaryColumn.int4(sql`address_id`)} as address,
      ${binaryColumn.int2(sql`operator`)} as operator,
      ${binaryColumn.int2(codeOf(sql`technology`, TECHNOLOGIES))} as technology,
      ${binaryColumn.float4(sql`down`)} as down,
      ${binaryColumn.float4(sql`up`)} as up,
      ${binaryColumn.int2(sql`flags`)} as flags,
      ${binaryColumn.int4(sql`ready`)} as ready,
      ${binaryColumn.int2(sql`source`)} as source
    from rows
  `.execute(db);
  const row = rows[0]!;
  return {
    start: rowStarts(addressIds, readColumn.int4(row.address)),
    operatorIndex: Uint8Array.from(readColumn.int2(row.operator)),
    operators: operatorNames,
    technology: Uint8Array.from(readColumn.int2(row.technology)),
    downMbit: readColumn.float4(row.down),
    upMbit: readColumn.float4(row.up),
    flags: Uint8Array.from(readColumn.int2(row.flags)),
    readyByDay: readColumn.int4(row.ready),
    sourceIndex: Uint16Array.from(readColumn.int2(row.source), (code) => code + 32768),
    sources: sources.rows.map((source) => source.name),
  };
}

/** Both lists ascend by address id, so one walk finds where each address's claims begin. */
function rowStarts(addressIds: Int32Array, claimAddressIds: Int32Array): Uint32Array {
  const start = new Uint32Array(addressIds.length + 1);
  let claim = 0;
  for (let i = 0; i < addressIds.length; i++) {
    start[i] = claim;
    while (claim < claimAddressIds.length && claimAddressIds[claim] === addressIds[i]) claim++;
  }
  start[addressIds.length] = claim;
  return start;
}

function codeOf(value: ReturnType<typeof sql>, words: readonly string[]) {
  return sql`case ${value} ${sql.join(
    words.map((word, code) => sql`when ${sql.lit(word)} then ${sql.lit(code)}`),
    sql` `,
  )} end`;
}

function atMost<T>(name: string, max: number, values: T[]): T[] {
  if (values.length <= max) return values;
  throw new IssueError({
    code: 'too-many-kinds',
    severity: 'error',
    where: name,
    params: { name, count: values.length, max },
  });
}
