import { type Kysely, sql, type Transaction } from 'kysely';
import { IssueError } from '#core/issue.ts';
import type { AnswerClaim, EarlierPromise } from '#core/survey/answer.ts';
import type { Decision, OperatorBody } from '#core/survey/survey.ts';
import type { Database } from '../../db/schema.ts';

/** An operator of a survey, with the data set its answer was read into. */
export interface SurveyOperator {
  readonly id: number;
  readonly name: string;
  readonly contact: string;
  /** Name of the data set that holds the answer, or will. */
  readonly source: string;
  readonly decision: Decision;
  readonly reason: string;
  readonly decidedAt: Date | null;
  /** The answer's data set; null while none was read. */
  readonly answer: {
    readonly asOf: string | null;
    readonly importedAt: string;
    readonly claims: number;
  } | null;
  /** Accesses that are valid now. */
  readonly links: number;
}

type Db = Kysely<Database> | Transaction<Database>;

/** The operators of a survey by name. */
export async function listOperators(db: Db, surveyId: string): Promise<SurveyOperator[]> {
  const { rows } = await sql<SurveyOperator>`
    select o.id, o.name, o.contact, o.source, o.decision, o.reason, o.decided_at as "decidedAt",
      case when d.id is not null then json_build_object('asOf', d.as_of,
        'importedAt', to_char(d.imported_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'claims', (select count(*) from supply_claim c where c.source_id = d.id)) end as answer,
      (select count(*)::int from survey_link l where l.operator_id = o.id and l.revoked_at is null
        and l.expires_at > now()) as links
    from survey_operator o left join data_source d on d.layer = 'supply' and d.name = o.source
    where o.survey_id = ${surveyId} order by o.name collate "C"`.execute(db);
  return rows;
}

/** @throws IssueError `unknown-operator` */
export async function findOperator(db: Db, surveyId: string, id: string): Promise<SurveyOperator> {
  const found = (await listOperators(db, surveyId)).find((operator) => String(operator.id) === id);
  if (found) return found;
  throw issue('unknown-operator', id);
}

/** @throws IssueError `operator-exists` */
export async function insertOperator(
  db: Db,
  surveyId: string,
  body: OperatorBody,
  source: string,
): Promise<SurveyOperator> {
  const { rows } = await sql<{ id: number }>`
    insert into survey_operator (survey_id, name, contact, source)
    values (${surveyId}, ${body.name}, ${body.contact}, ${source}) on conflict do nothing returning id`.execute(
    db,
  );
  if (!rows[0]) throw issue('operator-exists', body.name);
  return findOperator(db, surveyId, String(rows[0].id));
}

export async function changeContact(db: Db, id: number, contact: string): Promise<void> {
  await sql`update survey_operator set contact = ${contact} where id = ${id}`.execute(db);
}

export async function deleteOperator(db: Db, id: number): Promise<void> {
  await sql`delete from survey_operator where id = ${id}`.execute(db);
}

export async function decideOperator(db: Db, id: number, decision: Decision, reason: string): Promise<void> {
  await sql`update survey_operator set decision = ${decision}, reason = ${reason},
    decided_at = case when ${decision}::text is null then null else now() end where id = ${id}`.execute(db);
}

/** What a data set claims, as it was read; corrections by others are not part of it. */
export async function answerClaims(db: Db, source: string): Promise<AnswerClaim[]> {
  const { rows } = await sql<AnswerClaim>`
    select c.address_id as "addressId", c.operator, c.technology, c.down_mbit as "downMbit", c.up_mbit as "upMbit",
      c.peak_time as "peakTime", c.planned, c.binding, c.milestones, c.ready_by as "readyBy",
      c.homes, c.remark
    from supply_claim c join data_source d on d.id = c.source_id
    where d.layer = 'supply' and d.name = ${source} order by c.address_id, c.id`.execute(db);
  return rows;
}

/**
 * What the operator of an answer promised before: in other data sets that are older, and in earlier states of this
 * one. An operator is known by the name it has in the claims.
 */
export async function earlierPromises(db: Db, source: string): Promise<EarlierPromise[]> {
  const { rows } = await sql<EarlierPromise>`
    with answer as (
      select id, coalesce(as_of, imported_at::date) as day from data_source where layer = 'supply' and name = ${source}
    ), names as (select distinct c.operator from supply_claim c join answer a on a.id = c.source_id),
    others as (
      select c.address_id, c.technology, c.down_mbit, c.ready_by, d.name as origin
      from supply_claim c join data_source d on d.id = c.source_id cross join answer a
      where c.planned and not c.replaces and d.id <> a.id and coalesce(d.as_of, d.imported_at::date) < a.day
        and c.operator in (select operator from names)
    ), states as (
      select (k.record->>'address_id')::int as address_id, k.record->>'technology' as technology,
        (k.record->>'down_mbit')::real as down_mbit, (k.record->>'ready_by')::date as ready_by,
        s.name || ' (' || coalesce(s.as_of, s.imported_at::date) || ')' as origin
      from kept_data_set s join kept_row k on k.kept_id = s.id
      where s.layer = 'supply' and s.name = ${source} and s.replaced_by_imported_at is not null
        and (k.record->>'planned')::boolean and exists (select from answer)
        and k.record->>'operator' in (select operator from names)
    )
    select address_id as "addressId", technology, down_mbit as "downMbit", ready_by as "readyBy", origin
    from (select * from others union all select * from states) all_of_them
    order by address_id, origin collate "C", technology, ready_by, down_mbit`.execute(db);
  return rows;
}

function issue(code: string, value: string): IssueError {
  return new IssueError({ code, severity: 'error', where: 'operator', params: { value } });
}
