import { createHash } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Procedure, ProcedureKind } from '#core/funding/procedures.ts';
import type { SurveyBody } from '#core/survey/survey.ts';
import type { Database } from '../../db/schema.ts';

/** A market survey as it is stored. */
export interface StoredSurvey extends SurveyBody {
  id: string;
  procedures: Partial<Record<ProcedureKind, Procedure>>;
  /** File name of the city's own template of the cover letter; null: the one that ships. */
  letterName: string | null;
  version: number;
  /** Hash of the kept result; null while the survey is not finished. */
  resultSha256: string | null;
  createdAt: Date;
  updatedAt: Date;
}

type Db = Kysely<Database> | Transaction<Database>;

const COLUMNS = sql`id, name, issuer, land, rules, areas, terms, procedures, letter_name as "letterName", version,
  (select sha256 from survey_result r where r.survey_id = market_survey.id) as "resultSha256",
  created_at as "createdAt", updated_at as "updatedAt"`;

export async function listSurveys(db: Db): Promise<StoredSurvey[]> {
  const { rows } = await sql<StoredSurvey>`
    select ${COLUMNS} from market_survey order by created_at, name, id`.execute(db);
  return rows;
}

export async function findSurvey(db: Db, id: string): Promise<StoredSurvey | undefined> {
  const { rows } = await sql<StoredSurvey>`select ${COLUMNS} from market_survey where id = ${id}`.execute(db);
  return rows[0];
}

export async function insertSurvey(
  db: Db,
  body: SurveyBody,
  procedures: StoredSurvey['procedures'],
): Promise<StoredSurvey> {
  const { rows } = await sql<StoredSurvey>`
    insert into market_survey (name, issuer, land, rules, areas, terms, procedures)
    values (${body.name}, ${body.issuer}, ${body.land}, ${body.rules}, ${json(body.areas)}, ${json(body.terms)},
      ${json(procedures)})
    returning ${COLUMNS}`.execute(db);
  return rows[0]!;
}

/** Saves over `version`; undefined when the survey is gone or has another version by now. */
export async function updateSurvey(
  db: Db,
  id: string,
  version: number,
  body: SurveyBody,
): Promise<StoredSurvey | undefined> {
  const { rows } = await sql<StoredSurvey>`
    update market_survey set name = ${body.name}, issuer = ${body.issuer}, land = ${body.land}, rules = ${body.rules},
      areas = ${json(body.areas)}, terms = ${json(body.terms)}, version = version + 1, updated_at = now()
    where id = ${id} and version = ${version}
    returning ${COLUMNS}`.execute(db);
  return rows[0];
}

/**
 * Stores a procedure after a step, with the result that the step fixes. `result` null takes a kept one away; undefined
 * leaves it as it is. Undefined when the version is stale.
 */
export async function saveSurveyProcedure(
  db: Kysely<Database>,
  id: string,
  version: number,
  procedure: Procedure,
  result: Uint8Array | null | undefined,
): Promise<StoredSurvey | undefined> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      update market_survey set procedures = procedures || ${json({ [procedure.kind]: procedure })},
        version = version + 1, updated_at = now()
      where id = ${id} and version = ${version} returning id`.execute(trx);
    if (!rows[0]) return undefined;
    if (result !== undefined) await sql`delete from survey_result where survey_id = ${id}`.execute(trx);
    if (result)
      await sql`insert into survey_result (survey_id, zip, sha256)
        values (${id}, ${Buffer.from(result)}::bytea, ${sha256(result)})`.execute(trx);
    return findSurvey(trx, id);
  });
}

/** Whether there was one of that version to delete. */
export async function deleteSurvey(db: Db, id: string, version: number): Promise<boolean> {
  const { rows } =
    await sql`delete from market_survey where id = ${id} and version = ${version} returning id`.execute(db);
  return rows.length > 0;
}

/** The city's own template; undefined where it uses the one that ships. */
export async function letterOf(db: Db, id: string): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{
    docx: Buffer;
  }>`select docx from survey_letter where survey_id = ${id}`.execute(db);
  return rows[0]?.docx;
}

/** Keeps a template, or with `letter` null goes back to the one that ships. Undefined when the version is stale. */
export async function saveLetter(
  db: Kysely<Database>,
  id: string,
  version: number,
  letter: { readonly name: string; readonly docx: Uint8Array } | null,
): Promise<StoredSurvey | undefined> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      update market_survey set letter_name = ${letter?.name ?? null},
        letter_sha256 = ${letter ? sha256(letter.docx) : null}, version = version + 1, updated_at = now()
      where id = ${id} and version = ${version} returning id`.execute(trx);
    if (!rows[0]) return undefined;
    await sql`delete from survey_letter where survey_id = ${id}`.execute(trx);
    if (letter)
      await sql`insert into survey_letter (survey_id, docx) values (${id}, ${Buffer.from(letter.docx)}::bytea)`.execute(
        trx,
      );
    return findSurvey(trx, id);
  });
}

/** The result as it was when the survey was finished. */
export async function keptResult(db: Db, id: string): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ zip: Buffer }>`select zip from survey_result where survey_id = ${id}`.execute(
    db,
  );
  return rows[0]?.zip;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function json(value: unknown) {
  return sql`${JSON.stringify(value)}::text::jsonb`;
}
