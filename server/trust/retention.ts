import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type { Config } from '../config.ts';
import type { Database } from '../db/schema.ts';
import { eraseHistory, eraseOldHistory } from './erase-history.ts';

/** How many records each rule took away, or would. */
export interface RetentionReport {
  readonly wlanReports: number;
  readonly accountTraces: number;
  readonly imports: number;
  readonly earlierDataSets: number;
  readonly auditEntries: number;
  readonly backups: number;
}

type Periods = Pick<
  Config,
  | 'DATA_DIR'
  | 'BACKUP_DIR'
  | 'RETENTION_REPORT_DAYS'
  | 'RETENTION_LOGIN_DAYS'
  | 'RETENTION_IMPORT_DAYS'
  | 'RETENTION_EARLIER_DAYS'
  | 'RETENTION_AUDIT_DAYS'
  | 'RETENTION_BACKUP_DAYS'
>;

/** Deletes what is older than its period, from the tables and from their history. 0 days keep for ever. */
export async function applyRetention(
  db: Kysely<Database>,
  periods: Periods,
  nowMs = Date.now(),
): Promise<RetentionReport> {
  const since = (days: number) => new Date(days === 0 ? 0 : nowMs - days * DAY_MS).toISOString();
  const inDatabase = await db.transaction().execute(async (tx) => {
    // Of two servers on one database the second finds nothing left to do.
    await sql`select pg_advisory_xact_lock(76117, 2)`.execute(tx);
    const why = (setting: string, days: number) => `${setting}=${days}`;
    const reports = await sql<{ id: number }>`delete from wlan_report where state in ('done', 'rejected')
      and updated_at < ${since(periods.RETENTION_REPORT_DAYS)}::timestamptz returning id`.execute(tx);
    await eraseHistory(
      tx,
      'wlan_report',
      reports.rows.map(({ id }) => String(id)),
      why('RETENTION_REPORT_DAYS', periods.RETENTION_REPORT_DAYS),
    );
    const imports = await sql<{
      id: string;
    }>`delete from intake_import where state in ('staged', 'failed', 'committed')
      and updated_at < ${since(periods.RETENTION_IMPORT_DAYS)}::timestamptz returning id`.execute(tx);
    const earlier = await sql<{ id: number }>`
      with gone as (delete from kept_data_set
          where imported_at < ${since(periods.RETENTION_EARLIER_DAYS)}::timestamptz returning id, layer, name),
        noted as (update data_source d set earlier_lost = true from gone
          where gone.layer = d.layer and gone.name = d.name)
      select id from gone`.execute(tx);
    const auditEntries =
      periods.RETENTION_AUDIT_DAYS === 0
        ? 0
        : await eraseOldHistory(
            tx,
            periods.RETENTION_AUDIT_DAYS,
            why('RETENTION_AUDIT_DAYS', periods.RETENTION_AUDIT_DAYS),
          );
    return {
      wlanReports: reports.rows.length,
      accountTraces: await loginTraces(tx, since(periods.RETENTION_LOGIN_DAYS)),
      importIds: imports.rows.map(({ id }) => id),
      earlierDataSets: earlier.rows.length,
      auditEntries,
    };
  });
  const { importIds, ...report } = inDatabase;
  for (const id of importIds) rmSync(join(periods.DATA_DIR, 'imports', id), { recursive: true, force: true });
  return { ...report, imports: importIds.length, backups: expiredBackups(periods, nowMs) };
}

const DAY_MS = 86_400_000;

/** Ended sessions, links nobody used, and failed tries; an account itself stays until it is erased. */
async function loginTraces(tx: Kysely<Database>, since: string): Promise<number> {
  let count = 0n;
  for (const [table, column] of [
    ['login_session', 'expires_at'],
    ['login_link', 'expires_at'],
    ['login_verification', 'expires_at'],
    ['login_failure', 'last_at'],
  ] as const) {
    const { numAffectedRows } = await sql`delete from ${sql.table(table)}
      where ${sql.ref(column)} < ${since}::timestamptz`.execute(tx);
    count += numAffectedRows ?? 0n;
  }
  return Number(count);
}

/** Backups keep what was deleted since; so they end too. Only files the program itself names so are touched. */
function expiredBackups({ BACKUP_DIR, RETENTION_BACKUP_DAYS }: Periods, nowMs: number): number {
  if (!BACKUP_DIR || RETENTION_BACKUP_DAYS === 0) return 0;
  const expired = readdirSync(BACKUP_DIR)
    .filter((name) => name.endsWith('.backup.gz'))
    .map((name) => join(BACKUP_DIR, name))
    .filter((path) => statSync(path).mtimeMs < nowMs - RETENTION_BACKUP_DAYS * DAY_MS);
  for (const path of expired) rmSync(path);
  return expired.length;
}

/** Records of persons that can be erased one by one, wherever they are asked about. */
export const ERASABLE = ['login_user', 'wlan_report', 'supply_correction', 'hand_correction'] as const;
export type Erasable = (typeof ERASABLE)[number];

/** Deletes one record and its history. @returns the entries that lost their content; null where there is none such. */
export async function eraseRecord(
  db: Kysely<Database>,
  table: Erasable,
  key: string,
  why: string,
): Promise<number | null> {
  return db.transaction().execute(async (tx) => {
    const { numAffectedRows } =
      await sql`delete from ${sql.table(table)} where id::text = ${key}::text`.execute(tx);
    const erased = await eraseHistory(tx, table, [key], why);
    return numAffectedRows || erased ? erased : null;
  });
}
