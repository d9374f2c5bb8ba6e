import { type Kysely, sql } from 'kysely';

/**
 * Passkeys, the network operator an account speaks for, and terminal sessions that were ended before their time.
 * Of a passkey only the public half is here.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table login_passkey (
    id text primary key, name text, user_id text not null references login_user on delete cascade,
    public_key text not null, credential_id text not null unique, counter bigint not null, device_type text not null,
    backed_up boolean not null, transports text, aaguid text, created_at timestamptz default now()
  )`,
  'create index on login_passkey (user_id)',
  // The name as it stands in supply claims; an account of the role operator sees the claims of this one alone.
  'alter table login_user add column operator text',
  'create index supply_claim_operator on supply_claim (lower(btrim(operator)), id)',
  // By the sha256 of a session value; the print '*' ends every one that was issued before.
  'create table login_ended (print text primary key, ended_at timestamptz not null)',
];
