import { type Kysely, sql } from 'kysely';
import { currentActor } from './acting.ts';

/** A change that no trigger of the database records, or that must be recorded without what it consists of. */
interface Noted {
  readonly action: string;
  readonly table: string;
  readonly key: string;
  /** States that are no secret; what gives access has none. */
  readonly before?: Record<string, unknown>;
  readonly after?: Record<string, unknown>;
  /** Instead of the actor's reason. */
  readonly why?: string;
  /** The entries that lost their states. */
  readonly erased?: readonly object[];
}

/** Adds an entry to the audit trail; it is chained like any other when its transaction commits. */
export async function noteInTrail<T>(db: Kysely<T>, noted: Noted): Promise<void> {
  const actor = currentActor();
  const content = {
    at: new Date().toISOString(),
    who: actor?.who ?? 'program',
    why: actor?.why ?? '',
    requestId: actor?.requestId ?? null,
    ...noted,
  };
  await sql`insert into audit_entry (content) values (${JSON.stringify(content)}::text)`.execute(db);
}
