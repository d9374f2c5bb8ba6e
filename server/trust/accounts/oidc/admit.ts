import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { IssueError } from '#core/issue.ts';
import type { Config } from '../../../config.ts';
import type { AccountRole } from '../../roles.ts';
import type { AccountTables } from '../tables.ts';
import { type Claims, claimValues, roleOfClaims } from './claims.ts';

/** Who came from the identity provider; `subject` is unique there and never given to somebody else. */
export interface Arrival {
  readonly provider: string;
  readonly subject: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly claims: Claims;
}

/**
 * Lets somebody whom the identity provider has vouched for in: finds or adds the account and gives it the role of the
 * claims. The provider decides anew at every sign-in; who has no role any more loses the sessions too. Where
 * `OIDC_ROLES` maps nothing, roles are given in the administration.
 * @throws IssueError `oidc-no-email`, `oidc-email-unverified`, `oidc-no-role`, `account-disabled`
 */
export async function admit(
  db: Kysely<AccountTables>,
  config: Pick<Config, 'OIDC_ROLES' | 'OIDC_ROLE_CLAIM' | 'OIDC_DEFAULT_ROLE' | 'OIDC_OPERATOR_CLAIM'>,
  arrival: Arrival,
): Promise<void> {
  const email = arrival.email.toLowerCase();
  if (email === '') throw refusal('oidc-no-email');
  const refused = await db.transaction().execute(async (within) => {
    const known = await findUser(within, { ...arrival, email });
    if (known?.disabled) throw refusal('account-disabled');
    const mapped = config.OIDC_ROLES ? roleOfClaims(arrival.claims, config) : (known?.role ?? null);
    const role = mapped ?? config.OIDC_DEFAULT_ROLE ?? null;
    if (role === null) {
      if (known) await within.deleteFrom('login_session').where('user_id', '=', known.id).execute();
      // The end of the sessions stays, so this is said after the transaction.
      return true;
    }
    const operator = operatorOf(arrival.claims, config);
    if (known) await update(within, known, { name: arrival.name, role, operator });
    else await add(within, { ...arrival, email }, role, operator ?? null);
    return false;
  });
  if (refused) throw refusal('oidc-no-role');
}

interface KnownUser {
  readonly id: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly operator: string | null;
  readonly disabled: boolean;
}

async function findUser(db: Transaction<AccountTables>, arrival: Arrival): Promise<KnownUser | undefined> {
  const columns = [
    'login_user.id',
    'login_user.name',
    'login_user.role',
    'login_user.operator',
    'login_user.disabled',
  ] as const;
  const linked = await db
    .selectFrom('login_credential')
    .innerJoin('login_user', 'login_user.id', 'login_credential.user_id')
    .select(columns)
    .where('provider_id', '=', arrival.provider)
    .where('account_id', '=', arrival.subject)
    .executeTakeFirst();
  if (linked) return linked;
  const sameEmail = await db
    .selectFrom('login_user')
    .select(columns)
    .where('email', '=', arrival.email)
    .executeTakeFirst();
  if (!sameEmail) return undefined;
  // Whoever may choose an address at the provider would otherwise take over the account that has it here.
  if (!arrival.emailVerified) throw refusal('oidc-email-unverified', { email: arrival.email });
  await link(db, arrival, sameEmail.id);
  return sameEmail;
}

async function update(
  db: Transaction<AccountTables>,
  known: KnownUser,
  { name, role, operator }: { name: string; role: AccountRole; operator: string | null | undefined },
): Promise<void> {
  const change = {
    ...(name === known.name || name === '' ? {} : { name }),
    ...(role === known.role ? {} : { role }),
    ...(operator === undefined || operator === known.operator ? {} : { operator }),
  };
  if (Object.keys(change).length === 0) return;
  await db
    .updateTable('login_user')
    .set({ ...change, updated_at: new Date() })
    .where('id', '=', known.id)
    .execute();
  if (role !== known.role) await db.deleteFrom('login_session').where('user_id', '=', known.id).execute();
}

async function add(
  db: Transaction<AccountTables>,
  arrival: Arrival,
  role: AccountRole,
  operator: string | null,
): Promise<void> {
  const id = randomUUID();
  const name = arrival.name || arrival.email;
  await db.insertInto('login_user').values({ id, name, email: arrival.email, role, operator }).execute();
  await link(db, arrival, id);
}

async function link(db: Transaction<AccountTables>, arrival: Arrival, userId: string): Promise<void> {
  await db
    .insertInto('login_credential')
    .values({
      id: randomUUID(),
      user_id: userId,
      provider_id: arrival.provider,
      account_id: arrival.subject,
      password: null,
    })
    .execute();
}

/** The operator the claims name; undefined where the claim is not configured, so that what is here stays. */
function operatorOf(claims: Claims, { OIDC_OPERATOR_CLAIM }: Pick<Config, 'OIDC_OPERATOR_CLAIM'>) {
  if (!OIDC_OPERATOR_CLAIM) return undefined;
  const value = claims[OIDC_OPERATOR_CLAIM];
  // The name of a company has spaces in it: a text is one name here.
  return (typeof value === 'string' ? value.trim() : claimValues(claims, OIDC_OPERATOR_CLAIM)[0]) || null;
}

function refusal(code: string, params: Record<string, string> = {}): IssueError {
  return new IssueError({ code, severity: 'error', where: 'OIDC', params });
}
