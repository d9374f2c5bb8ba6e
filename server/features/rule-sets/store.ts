import { type Kysely, sql } from 'kysely';
import { IssueError } from '#core/issue.ts';
import { RuleBook } from '#core/rulebook/rule-book.ts';
import type { RuleSet } from '#core/rulebook/rule-set.ts';
import { parseRuleSet } from '#core/rulebook/rule-set-schema.ts';
import { listRuleSets } from '#data/rulebook/index.ts';
import type { Database } from '../../db/schema.ts';

/** A rule set made in the house. */
export interface StoredRuleSet {
  readonly id: string;
  readonly state: 'draft' | 'released';
  readonly version: number;
  readonly copiedFrom: string | null;
  /** ISO time stamps. */
  readonly updatedAt: string;
  readonly releasedAt: string | null;
  readonly content: RuleSet;
}

export async function listStored(db: Kysely<Database>, id?: string): Promise<StoredRuleSet[]> {
  const { rows } = await sql<Omit<StoredRuleSet, 'content'> & { content: unknown }>`
    select id, state, version, copied_from as "copiedFrom", content,
      to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "updatedAt",
      to_char(released_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "releasedAt"
    from rule_set where (${id ?? null}::text is null or id = ${id ?? null}) order by created_at, id`.execute(
    db,
  );
  return rows.map((row) => ({ ...row, content: parseRuleSet(row.id, row.content) }));
}

/** Every rule set there is: those that ship, those released in the house, and drafts to be tried by their id. */
export async function loadRuleBook(db: Kysely<Database>): Promise<RuleBook> {
  const stored = await listStored(db);
  const of = (state: StoredRuleSet['state']) =>
    stored.filter((one) => one.state === state).map(({ content }) => content);
  return new RuleBook([...listRuleSets(), ...of('released')], of('draft'));
}

/**
 * Keeps a new draft.
 * @throws IssueError `rule-set-exists`, `unknown-rule-set` for one it supersedes that does not exist
 */
export async function createDraft(
  db: Kysely<Database>,
  content: RuleSet,
  copiedFrom: string | null,
): Promise<StoredRuleSet> {
  await assertSupersedes(db, content);
  const { rows } = await sql`
    insert into rule_set (id, content, copied_from)
    select ${content.id}, ${JSON.stringify(content)}::text::jsonb, ${copiedFrom}
    where not ${listRuleSets().some(({ id }) => id === content.id)}::boolean
    on conflict (id) do nothing returning id`.execute(db);
  if (rows.length === 0) throw failure('rule-set-exists', 'id', { value: content.id });
  return (await listStored(db, content.id))[0]!;
}

/** @throws IssueError `rule-set-released`, `stale-rule-set`, `unknown-rule-set`, `bad-field` for another id */
export async function changeDraft(
  db: Kysely<Database>,
  id: string,
  version: number,
  content: RuleSet,
): Promise<StoredRuleSet> {
  if (content.id !== id)
    throw failure('bad-field', 'id', { name: 'id', value: content.id, expected: `"${id}"` });
  await assertSupersedes(db, content);
  return withDraft(db, id, version, async (trx) => {
    await sql`update rule_set set content = ${JSON.stringify(content)}::text::jsonb where id = ${id}`.execute(
      trx,
    );
    return (await listStored(trx, id))[0]!;
  });
}

/** From here on it counts, and cannot be changed any more. @throws IssueError as `changeDraft` */
export async function releaseDraft(
  db: Kysely<Database>,
  id: string,
  version: number,
): Promise<StoredRuleSet> {
  return withDraft(db, id, version, async (trx) => {
    await sql`update rule_set set state = 'released', released_at = now() where id = ${id}`.execute(trx);
    return (await listStored(trx, id))[0]!;
  });
}

/** @throws IssueError `rule-set-released`, `stale-rule-set`, `unknown-rule-set` */
export async function deleteDraft(db: Kysely<Database>, id: string, version: number): Promise<void> {
  await withDraft(db, id, version, async (trx) => {
    await sql`delete from rule_set where id = ${id}`.execute(trx);
  });
}

async function withDraft<T>(
  db: Kysely<Database>,
  id: string,
  version: number,
  change: (trx: Kysely<Database>) => Promise<T>,
): Promise<T> {
  if (listRuleSets().some((shipped) => shipped.id === id))
    throw failure('rule-set-released', 'id', { value: id });
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ state: string; version: number }>`
      select state, version from rule_set where id = ${id} for update`.execute(trx);
    const found = rows[0];
    if (!found) (await loadRuleBook(trx)).find(id);
    if (found?.state !== 'draft') throw failure('rule-set-released', 'id', { value: id });
    if (found.version !== version)
      throw failure('stale-rule-set', 'If-Match', { current: found.version, sent: version });
    return change(trx);
  });
}

async function assertSupersedes(db: Kysely<Database>, { supersedes }: RuleSet): Promise<void> {
  if (supersedes) (await loadRuleBook(db)).find(supersedes);
}

function failure(code: string, where: string, params: Record<string, string | number>): IssueError {
  return new IssueError({ code, severity: 'error', where, params });
}
