import { type Kysely, sql } from 'kysely';
import { IssueError } from '#core/issue.ts';
import type { Database } from '../../db/schema.ts';
import type { CorrectionBody, DecisionBody } from './body.ts';

/** The data source under which accepted corrections stand beside the others'. */
export const CORRECTIONS_SOURCE = 'Korrekturen (Lückenlos)';

export interface Correction {
  readonly id: number;
  /** Null when the address has left with its data set. */
  readonly addressId: number | null;
  readonly addressName: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly operator: string;
  readonly technology: string;
  readonly planned: boolean;
  readonly downMbit: number | null;
  readonly upMbit: number | null;
  readonly evidence: string;
  readonly measuredOn: string | null;
  readonly state: 'new' | 'accepted' | 'rejected' | 'withdrawn';
  readonly note: string | null;
  /** ISO time stamps. */
  readonly createdAt: string;
  readonly decidedAt: string | null;
  /** What the operator's own claims about this line say. */
  readonly claimed: readonly { downMbit: number | null; upMbit: number | null; source: string }[];
}

interface Filter {
  readonly id?: number;
  readonly state?: string;
  readonly addressId?: number;
}

/** Corrections, those that wait first, then the newest. */
export async function listCorrections(db: Kysely<Database>, filter: Filter = {}): Promise<Correction[]> {
  const { rows } = await sql<Correction>`
    select k.id, k.address_id as "addressId", k.address_name as "addressName",
      st_x(st_transform(a.geom, 4326)) as lon, st_y(st_transform(a.geom, 4326)) as lat,
      k.operator, k.technology, k.planned, k.down_mbit as "downMbit", k.up_mbit as "upMbit", k.evidence,
      k.measured_on as "measuredOn", k.state, k.note,
      to_char(k.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
      to_char(k.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "decidedAt",
      (select coalesce(json_agg(json_build_object('downMbit', c.down_mbit, 'upMbit', c.up_mbit, 'source', s.name)
          order by c.id), '[]')
        from supply_claim c join data_source s on s.id = c.source_id
        where c.address_id = k.address_id and c.operator = k.operator and c.technology = k.technology
          and c.planned = k.planned and not c.replaces) as claimed
    from supply_correction k left join address a on a.id = k.address_id
    where (${filter.id ?? null}::int is null or k.id = ${filter.id ?? null})
      and (${filter.state ?? null}::text is null or k.state = ${filter.state ?? null})
      and (${filter.addressId ?? null}::int is null or k.address_id = ${filter.addressId ?? null})
    order by (k.state = 'new') desc, k.created_at desc, k.id desc limit 1000`.execute(db);
  return rows;
}

/**
 * Keeps a report for the desk.
 * @throws IssueError `not-a-feature` where there is no such address
 */
export async function reportCorrection(db: Kysely<Database>, body: CorrectionBody): Promise<Correction> {
  const { rows } = await sql<{ id: number }>`
    insert into supply_correction (address_id, address_name, operator, technology, planned, down_mbit, up_mbit,
      evidence, measured_on)
    select id, concat_ws(', ', nullif(concat_ws(' ', street, house_number), ''), nullif(concat_ws(' ', postcode, place), '')),
      ${body.operator}, ${body.technology}, ${body.planned}, ${body.downMbit}, ${body.upMbit}, ${body.evidence},
      ${body.measuredOn}
    from address where id = ${body.addressId} returning id`.execute(db);
  const created = rows[0];
  if (!created) throw missing('addresses', 'addressId', body.addressId);
  return (await listCorrections(db, { id: created.id }))[0]!;
}

/**
 * Decides a report. Accepting makes it a claim that counts in the place of the operator's; withdrawing takes that
 * claim back. Of two decisions at once one is refused.
 * @throws IssueError `not-a-feature`, `correction-decided`
 */
export async function decideCorrection(
  db: Kysely<Database>,
  id: number,
  { decision, note }: DecisionBody,
): Promise<Correction> {
  await db.transaction().execute(async (trx) => {
    const found = await sql<{ state: string; addressId: number | null; claimId: number | null }>`
      select state, address_id as "addressId", claim_id as "claimId" from supply_correction
      where id = ${id} for update`.execute(trx);
    const row = found.rows[0];
    if (!row) throw missing('corrections', 'id', id);
    const from = decision === 'withdrawn' ? 'accepted' : 'new';
    if (row.state !== from || (decision === 'accepted' && row.addressId === null))
      throw new IssueError({
        code: 'correction-decided',
        severity: 'error',
        where: 'decision',
        params: { value: decision, state: row.addressId === null ? 'no address' : row.state },
      });
    const claimId = decision === 'accepted' ? await insertClaim(trx, id) : null;
    await sql`update supply_correction set state = ${decision}, note = ${note}, decided_at = now(),
      claim_id = ${claimId} where id = ${id}`.execute(trx);
    if (row.claimId !== null) await sql`delete from supply_claim where id = ${row.claimId}`.execute(trx);
    await sql`update data_source set feature_count = (select count(*) from supply_claim where source_id = data_source.id),
      as_of = current_date where layer = 'supply' and name = ${CORRECTIONS_SOURCE}`.execute(trx);
  });
  return (await listCorrections(db, { id }))[0]!;
}

async function insertClaim(trx: Kysely<Database>, id: number): Promise<number> {
  await sql`insert into data_source (layer, name, as_of, licence) values ('supply', ${CORRECTIONS_SOURCE}, current_date, null)
    on conflict (layer, name) do nothing`.execute(trx);
  // A promise keeps what the operator bound itself to; a correction speaks of the speed only.
  const { rows } = await sql<{ id: number }>`
    insert into supply_claim (address_id, source_id, operator, technology, planned, down_mbit, up_mbit, peak_time,
      binding, milestones, funded_elsewhere, ready_by, replaces)
    select k.address_id, s.id, k.operator, k.technology, k.planned, k.down_mbit, k.up_mbit, k.measured_on is not null,
      coalesce(bool_or(c.binding), false), coalesce(bool_or(c.milestones), false),
      coalesce(bool_or(c.funded_elsewhere), false), max(c.ready_by), true
    from supply_correction k
    join data_source s on s.layer = 'supply' and s.name = ${CORRECTIONS_SOURCE}
    left join counted_claim c on c.address_id = k.address_id and c.operator = k.operator
      and c.technology = k.technology and c.planned = k.planned
    where k.id = ${id} group by k.id, s.id returning id`.execute(trx);
  return rows[0]!.id;
}

function missing(layer: string, where: string, value: number): IssueError {
  return new IssueError({ code: 'not-a-feature', severity: 'error', where, params: { layer, value } });
}
