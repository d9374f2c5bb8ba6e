import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { IssueError } from '#core/issue.ts';
import { issue, type ReportInput, type ReportKind, type ReportState, reportCode } from '#core/wlan/report.ts';
import type { Database } from '../../db/schema.ts';

/** What the reporter may look up: nothing of what was written, so that a found code tells nothing. */
export interface PublicReport {
  readonly code: string;
  readonly kind: ReportKind;
  readonly hotspotName: string | null;
  readonly state: ReportState;
  readonly answer: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A report as the desk sees it. */
export interface DeskReport extends PublicReport {
  readonly id: number;
  readonly hotspotId: number | null;
  readonly message: string;
}

const utc = (column: 'created_at' | 'updated_at') =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const PUBLIC_COLUMNS = sql`code, kind, hotspot_name as "hotspotName", state, answer,
  ${utc('created_at')} as "createdAt", ${utc('updated_at')} as "updatedAt"`;
const DESK_COLUMNS = sql`id, hotspot_id as "hotspotId", message, ${PUBLIC_COLUMNS}`;

/** Stores a report and returns its code. @throws IssueError `wlan-report-hotspot` */
export async function addReport(db: Kysely<Database>, report: ReportInput): Promise<string> {
  const code = reportCode(randomBytes(12));
  const { rows } = await sql<{ id: number }>`
    insert into wlan_report (code, kind, hotspot_id, hotspot_name, message)
    select ${code}::text, ${report.kind}::text, h.id, h.name, ${report.message}::text
    from (select 1) one left join hotspot h on h.id = ${report.hotspotId}::int
    where ${report.hotspotId}::int is null or h.id is not null
    returning id`.execute(db);
  if (rows.length === 0)
    throw new IssueError(issue('wlan-report-hotspot', 'hotspotId', String(report.hotspotId), {}));
  return code;
}

export async function reportOfCode(db: Kysely<Database>, code: string): Promise<PublicReport | null> {
  const { rows } = await sql<PublicReport>`
    select ${PUBLIC_COLUMNS} from wlan_report where code = ${code}`.execute(db);
  return rows[0] ?? null;
}

export const DESK_PAGE = 100;

/** Reports for the desk, those that wait longest first; `state` null gives all. */
export async function deskReports(
  db: Kysely<Database>,
  state: ReportState | null,
  page = 1,
): Promise<{ reports: DeskReport[]; counts: Record<ReportState, number> }> {
  const [{ rows: reports }, { rows: counted }] = await Promise.all([
    sql<DeskReport>`select ${DESK_COLUMNS} from wlan_report
      where ${state}::text is null or state = ${state}::text
      order by created_at, id limit ${DESK_PAGE} offset ${(page - 1) * DESK_PAGE}`.execute(db),
    sql<{ state: ReportState; count: number }>`
      select state, count(*)::int as count from wlan_report group by state`.execute(db),
  ]);
  const counts: Record<ReportState, number> = { new: 0, accepted: 0, done: 0, rejected: 0 };
  for (const { state: each, count } of counted) counts[each] = count;
  return { reports, counts };
}

/** Answers a report; the audit trail keeps what it was. @throws IssueError `wlan-report-id` */
export async function answerReport(
  db: Kysely<Database>,
  id: number,
  change: { readonly state: ReportState; readonly answer: string | null },
): Promise<DeskReport> {
  const { rows } = await sql<DeskReport>`
    update wlan_report set state = ${change.state}, answer = ${change.answer}, updated_at = now()
    where id = ${id}::int returning ${DESK_COLUMNS}`.execute(db);
  if (!rows[0]) throw new IssueError(issue('wlan-report-id', 'id', String(id), {}));
  return rows[0];
}
