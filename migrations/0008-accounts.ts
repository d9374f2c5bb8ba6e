import { type Kysely, sql } from 'kysely';

/**
 * Accounts: users, their ways to prove who they are, sessions, one-time links and failed sign-ins. Names of the
 * columns are those the sign-in library maps in `server/trust/accounts/auth.ts`. Neither passwords nor links are
 * stored, only their hashes; the secret of a second factor is encrypted with the key in DATA_DIR.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table login_user (
    id text primary key, name text not null, email text not null unique, email_verified boolean not null default false,
    image text, role text not null default 'planner', disabled boolean not null default false,
    two_factor_enabled boolean not null default false,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now()
  )`,
  `create table login_session (
    id text primary key, user_id text not null references login_user on delete cascade, token text not null unique,
    expires_at timestamptz not null, ip_address text, user_agent text,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now()
  )`,
  'create index on login_session (user_id)',
  `create table login_credential (
    id text primary key, user_id text not null references login_user on delete cascade, account_id text not null,
    provider_id text not null, access_token text, refresh_token text, id_token text,
    access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text, password text,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now()
  )`,
  'create index on login_credential (user_id)',
  `create table login_verification (
    id text primary key, identifier text not null, value text not null, expires_at timestamptz not null,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now()
  )`,
  'create index on login_verification (identifier)',
  `create table login_second_factor (
    id text primary key, user_id text not null references login_user on delete cascade, secret text not null,
    backup_codes text not null, verified boolean not null default true, failed_verification_count integer not null default 0,
    locked_until timestamptz
  )`,
  // A link sets a password once; what is stored is the sha256 of its token.
  `create table login_link (
    token_hash text primary key, user_id text not null references login_user on delete cascade,
    expires_at timestamptz not null, created_at timestamptz not null default now()
  )`,
  // Kept by the hash of the name that was tried, whether there is such a user or not.
  `create table login_failure (
    name_hash text primary key, failures integer not null, locked_until timestamptz not null,
    last_at timestamptz not null default now()
  )`,
  `create trigger login_user_audit after insert or update or delete on login_user
    for each row execute function record_audit()`,
];
