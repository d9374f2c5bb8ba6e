import { type Kysely, sql } from 'kysely';
import type { Content } from '#core/intake/content.ts';
import { type IntakeIssue, rowIssue } from '#core/intake/intake-issue.ts';
import type { FieldMapping } from '#core/intake/records/apply-mapping.ts';
import { answerMapping } from '#core/survey/answer-columns.ts';
import type { Database } from '../db/schema.ts';
import { answerColumnNames } from '../features/funding/open-rules.ts';

/** The mapping a source's last file was read with; empty where there is none. */
export async function savedMapping(
  db: Kysely<Database>,
  layer: string,
  source: string,
): Promise<FieldMapping> {
  const row = await db
    .selectFrom('column_mapping')
    .select('fields')
    .where('layer', '=', layer)
    .where('source', '=', source)
    .executeTakeFirst();
  return row?.fields ?? {};
}

/**
 * How the fields of a file are to be called: as the source's last file was read, else by the names that were entered for the
 * list of answers.
 */
export async function mappingFor(
  db: Kysely<Database>,
  layer: string,
  source: string,
  content: Content,
): Promise<FieldMapping> {
  const saved = await savedMapping(db, layer, source);
  if (layer !== 'supply' || content.kind !== 'records' || Object.keys(saved).length > 0) return saved;
  return answerMapping(await answerColumnNames(db), content.fields);
}

/** Keeps a mapping for the source's next file. An empty one is forgotten. */
export async function saveMapping(
  db: Kysely<Database>,
  layer: string,
  source: string,
  mapping: FieldMapping,
): Promise<void> {
  if (Object.keys(mapping).length === 0) {
    await db.deleteFrom('column_mapping').where('layer', '=', layer).where('source', '=', source).execute();
    return;
  }
  await sql`
    insert into column_mapping (layer, source, fields)
    values (${layer}, ${source}, ${JSON.stringify(mapping)}::text::jsonb)
    on conflict (layer, source) do update set fields = excluded.fields, saved_at = now()
  `.execute(db);
}

/** A saved mapping is never applied in silence. */
export function mappingIssue(mapping: FieldMapping, saved: boolean): IntakeIssue[] {
  const text = Object.entries(mapping)
    .map(([column, field]) => `${column} = ${field}`)
    .join(', ');
  return saved && text !== '' ? [rowIssue('mapping-saved', 'info', null, null, text)] : [];
}
