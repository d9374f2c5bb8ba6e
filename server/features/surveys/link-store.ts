import { createHash, randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';

/** An operator's access, without its token: that is stored nowhere. */
export interface SurveyLink {
  readonly id: number;
  /** ISO time stamps. */
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly state: 'valid' | 'expired' | 'revoked';
}

/** Longest time an access may last, in days: a survey and its evaluation. */
export const MOST_LINK_DAYS = 365;

const iso = (column: ReturnType<typeof sql>) =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** Accesses of an operator, the newest first. */
export async function listLinks(db: Kysely<Database>, operatorId: number): Promise<SurveyLink[]> {
  const { rows } = await sql<SurveyLink>`
    select id, ${iso(sql`expires_at`)} as "expiresAt", ${iso(sql`revoked_at`)} as "revokedAt",
      ${iso(sql`created_at`)} as "createdAt", ${iso(sql`last_used_at`)} as "lastUsedAt",
      case when revoked_at is not null then 'revoked' when expires_at <= now() then 'expired' else 'valid' end as state
    from survey_link where operator_id = ${operatorId} order by created_at desc, id desc`.execute(db);
  return rows;
}

/** A new access; its token is told once and only its hash is kept. */
export async function addLink(db: Kysely<Database>, operatorId: number, days: number): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await sql`insert into survey_link (operator_id, token_hash, expires_at)
    values (${operatorId}, ${hashOf(token)}, now() + make_interval(days => ${days}::int))`.execute(db);
  return token;
}

/** Whether there was such an access to revoke. */
export async function revokeLink(db: Kysely<Database>, operatorId: number, id: number): Promise<boolean> {
  const { rows } = await sql`update survey_link set revoked_at = now()
    where id = ${id} and operator_id = ${operatorId} and revoked_at is null returning id`.execute(db);
  return rows.length > 0;
}

/** Whose view a token opens; undefined when it is unknown, expired or revoked. Notes that it was used. */
export async function operatorOfToken(
  db: Kysely<Database>,
  token: string,
): Promise<{ surveyId: string; operatorId: number; expiresAt: string } | undefined> {
  if (!/^[\w-]{20,64}$/.test(token)) return undefined;
  const { rows } = await sql<{ surveyId: string; operatorId: number; expiresAt: string }>`
    update survey_link l set last_used_at = now() from survey_operator o
    where o.id = l.operator_id and l.token_hash = ${hashOf(token)} and l.revoked_at is null and l.expires_at > now()
    returning o.survey_id as "surveyId", o.id as "operatorId", ${iso(sql`l.expires_at`)} as "expiresAt"`.execute(
    db,
  );
  return rows[0];
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
