import { type Kysely, sql } from 'kysely';
import type { ProgressReport } from '#core/funding/build-progress.ts';
import type { Invoice } from '#core/funding/proof-of-use.ts';
import type { Database } from '../../db/schema.ts';
import type { InvoiceBody, ProgressBody } from './grant-body.ts';

type Db = Kysely<Database>;

export interface StoredProgress extends ProgressReport {
  readonly id: number;
}

export interface StoredInvoice extends Invoice {
  readonly id: number;
  readonly note: string;
}

/** Every report on the build, oldest first. */
export async function listProgress(db: Db, application: string): Promise<StoredProgress[]> {
  const { rows } = await sql<StoredProgress>`
    select id, area, phase, on_date::text as "onDate", trench_m as "trenchM", connections, note
    from build_progress where application_id = ${application} order by on_date, id`.execute(db);
  return rows;
}

export async function insertProgress(db: Db, application: string, report: ProgressBody): Promise<void> {
  const { area, phase, onDate, trenchM, connections, note } = report;
  await sql`insert into build_progress (application_id, area, phase, on_date, trench_m, connections, note)
    values (${application}, ${area}, ${phase}, ${onDate}, ${trenchM}, ${connections}, ${note})`.execute(db);
}

export async function listInvoices(db: Db, application: string): Promise<StoredInvoice[]> {
  const { rows } = await sql<StoredInvoice>`
    select id, position, supplier, number, invoice_date::text as "invoiceDate", paid_on::text as "paidOn",
      net_cents::float8 as "netCents", eligible_cents::float8 as "eligibleCents", note
    from grant_invoice where application_id = ${application} order by invoice_date, id`.execute(db);
  return rows;
}

/** False when the supplier has an invoice of that number already. */
export async function insertInvoice(db: Db, application: string, invoice: InvoiceBody): Promise<boolean> {
  const { position, supplier, number, invoiceDate, paidOn, netCents, eligibleCents, note } = invoice;
  const { rows } = await sql`
    insert into grant_invoice (application_id, position, supplier, number, invoice_date, paid_on, net_cents,
      eligible_cents, note)
    values (${application}, ${position}, ${supplier}, ${number}, ${invoiceDate}, ${paidOn}, ${netCents}::bigint,
      ${eligibleCents}::bigint, ${note})
    on conflict (application_id, supplier, number) do nothing returning id`.execute(db);
  return rows.length > 0;
}

/** Notes the day an invoice was paid. False when there is none of that id. */
export async function payInvoice(
  db: Db,
  application: string,
  id: number,
  paidOn: string | null,
): Promise<boolean> {
  const { rows } = await sql`
    update grant_invoice set paid_on = ${paidOn}
    where application_id = ${application} and id = ${id} returning id`.execute(db);
  return rows.length > 0;
}

export async function deleteInvoice(db: Db, application: string, id: number): Promise<boolean> {
  const { rows } = await sql`
    delete from grant_invoice where application_id = ${application} and id = ${id} returning id`.execute(db);
  return rows.length > 0;
}
