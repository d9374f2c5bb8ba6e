import type { Generated, Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { AccountRole } from '../roles.ts';

/** Tables of accounts (migrations 0008 and 0016). Only the folder `server/trust/accounts` reads and writes them. */
export interface AccountTables {
  login_user: {
    id: string;
    name: string;
    email: string;
    role: AccountRole;
    operator: string | null;
    disabled: Generated<boolean>;
    two_factor_enabled: Generated<boolean>;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  login_session: {
    id: string;
    user_id: string;
    token: string;
    expires_at: Date;
    user_agent: string | null;
    created_at: Generated<Date>;
  };
  login_credential: {
    id: string;
    user_id: string;
    account_id: string;
    provider_id: string;
    password: string | null;
    updated_at: Generated<Date>;
  };
  login_passkey: { id: string; user_id: string; name: string | null; created_at: Date | null };
  login_ended: { print: string; ended_at: Date };
  login_second_factor: { id: string; user_id: string; verified: boolean };
  login_verification: { id: string; identifier: string; value: string; expires_at: Date };
  login_link: { token_hash: string; user_id: string; expires_at: Date; created_at: Generated<Date> };
  login_failure: { name_hash: string; failures: number; locked_until: Date; last_at: Generated<Date> };
}

export function accountTables(db: Kysely<Database>): Kysely<AccountTables> {
  return db as unknown as Kysely<AccountTables>;
}
