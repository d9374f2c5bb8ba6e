import { type Kysely, sql, type Transaction } from 'kysely';
import type { ApplicationBody } from '#core/funding/application.ts';
import { newProcedure, type Procedure, type ProcedureKind } from '#core/funding/procedures.ts';
import type { Database } from '../../db/schema.ts';

/** An application as it is stored; the body keys are those of the file form. */
export interface StoredApplication extends ApplicationBody {
  id: string;
  procedures: Partial<Record<ProcedureKind, Procedure>>;
  /** State of the application procedure (Förderantrag). */
  state: string;
  version: number;
  preparedBy: string | null;
  releasedBy: string | null;
  releasedAt: Date | null;
  dossierSha256: string | null;
  /** The released application this one is a new version of. */
  previousId: string | null;
  createdAt: Date;
  updatedAt: Date;
}

type Db = Kysely<Database> | Transaction<Database>;

const COLUMNS = sql`id, name, applicant, land, rules, areas, inputs, procedures, state, version,
  prepared_by as "preparedBy", released_by as "releasedBy", released_at as "releasedAt",
  dossier_sha256 as "dossierSha256", previous_id as "previousId", created_at as "createdAt", updated_at as "updatedAt"`;

export async function listApplications(db: Db): Promise<StoredApplication[]> {
  const { rows } = await sql<StoredApplication>`
    select ${COLUMNS} from application order by created_at, name, id`.execute(db);
  return rows;
}

export async function findApplication(db: Db, id: string): Promise<StoredApplication | undefined> {
  const { rows } = await sql<StoredApplication>`
    select ${COLUMNS} from application where id = ${id}`.execute(db);
  return rows[0];
}

export async function insertApplication(db: Db, body: ApplicationBody): Promise<StoredApplication> {
  const kind = 'foerderantrag';
  const procedures = { [kind]: newProcedure(kind, body.inputs.onDate) };
  const { rows } = await sql<StoredApplication>`
    insert into application (name, applicant, land, rules, areas, inputs, procedures)
    values (${body.name}, ${body.applicant}, ${body.land}, ${body.rules}, ${json(body.areas)}, ${json(body.inputs)},
      ${json(procedures)})
    returning ${COLUMNS}`.execute(db);
  return rows[0]!;
}

/** A new version of a released application: the same content and procedures, to be changed and signed anew. */
export async function insertNewVersion(db: Db, of: StoredApplication): Promise<StoredApplication> {
  const kind = 'foerderantrag';
  const procedures = { ...of.procedures, [kind]: newProcedure(kind, of.inputs.onDate) };
  const { rows } = await sql<StoredApplication>`
    insert into application (name, applicant, land, rules, areas, inputs, procedures, previous_id)
    values (${of.name}, ${of.applicant}, ${of.land}, ${of.rules}, ${json(of.areas)}, ${json(of.inputs)},
      ${json(procedures)}, ${of.id})
    returning ${COLUMNS}`.execute(db);
  return rows[0]!;
}

/** Saves over `version`; undefined when the application is gone, released, or has another version by now. */
export async function updateApplication(
  db: Db,
  id: string,
  version: number,
  body: ApplicationBody,
): Promise<StoredApplication | undefined> {
  const { rows } = await sql<StoredApplication>`
    update application set name = ${body.name}, applicant = ${body.applicant}, land = ${body.land},
      rules = ${body.rules}, areas = ${json(body.areas)}, inputs = ${json(body.inputs)}, prepared_by = null,
      version = version + 1, updated_at = now()
    where id = ${id} and version = ${version} and released_by is null
    returning ${COLUMNS}`.execute(db);
  return rows[0];
}

/** Stores a procedure after a step; the application's own state is that of its Förderantrag. */
export async function saveProcedure(
  db: Db,
  id: string,
  version: number,
  procedure: Procedure,
): Promise<StoredApplication | undefined> {
  const { rows } = await sql<StoredApplication>`
    update application set procedures = procedures || ${json({ [procedure.kind]: procedure })},
      state = case when ${procedure.kind}::text = 'foerderantrag' then ${procedure.state}::text else state end,
      version = version + 1, updated_at = now()
    where id = ${id} and version = ${version}
    returning ${COLUMNS}`.execute(db);
  return rows[0];
}

/** Names the market survey whose kept result the dossier holds; what was signed before is not what is there now. */
export async function linkSurvey(
  db: Db,
  id: string,
  version: number,
  surveyId: string,
): Promise<StoredApplication | undefined> {
  const { rows } = await sql<StoredApplication>`
    update application set inputs = inputs || ${json({ survey: surveyId })}, prepared_by = null,
      version = version + 1, updated_at = now()
    where id = ${id} and version = ${version} and released_by is null
    returning ${COLUMNS}`.execute(db);
  return rows[0];
}

/** Names who prepared this version; undefined when it is released or has another version by now. */
export async function prepareApplication(
  db: Db,
  id: string,
  version: number,
  preparedBy: string,
): Promise<StoredApplication | undefined> {
  const { rows } = await sql<StoredApplication>`
    update application set prepared_by = ${preparedBy}, version = version + 1, updated_at = now()
    where id = ${id} and version = ${version} and released_by is null
    returning ${COLUMNS}`.execute(db);
  return rows[0];
}

/** Releases this version together with its dossier; afterwards neither can change. */
export async function releaseApplication(
  db: Kysely<Database>,
  id: string,
  version: number,
  releasedBy: string,
  dossier: { readonly zip: Uint8Array; readonly sha256: string },
): Promise<StoredApplication | undefined> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<StoredApplication>`
      update application set released_by = ${releasedBy}, released_at = now(), dossier_sha256 = ${dossier.sha256},
        version = version + 1, updated_at = now()
      where id = ${id} and version = ${version} and released_by is null and prepared_by is not null
      returning ${COLUMNS}`.execute(tx);
    if (!rows[0]) return undefined;
    await sql`insert into application_dossier (application_id, zip)
      values (${id}, ${Buffer.from(dossier.zip)}::bytea)`.execute(tx);
    return rows[0];
  });
}

/** The dossier as it was released; undefined before. */
export async function releasedDossier(db: Db, id: string): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ zip: Buffer }>`
    select zip from application_dossier where application_id = ${id}`.execute(db);
  return rows[0]?.zip;
}

/** The released dossier of the application that this one replaces; null for a first version. */
export async function previousDossier(
  db: Db,
  { previousId }: { readonly previousId?: string | null },
): Promise<Uint8Array | null> {
  return previousId ? ((await releasedDossier(db, previousId)) ?? null) : null;
}

function json(value: unknown) {
  return sql`${JSON.stringify(value)}::text::jsonb`;
}
