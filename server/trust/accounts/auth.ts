import { passkey } from '@better-auth/passkey';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Kysely } from 'kysely';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/schema.ts';
import { derivedKey } from '../../sign-in.ts';
import { hashPassword, isPassword, PASSWORD_LENGTH } from './password.ts';
import { accountTables } from './tables.ts';

export const SESSION_HOURS = 12;

/** Columns as the migrations 0008 and 0016 name them. */
const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

type Settings = Pick<Config, 'DATA_DIR' | 'PUBLIC_URL'>;

/** Where the library keeps what, and how it signs in; the same for every way of signing in. */
export function authOptions(db: Kysely<Database>, config: Settings) {
  return {
    appName: 'Lückenlos',
    baseURL: config.PUBLIC_URL ?? 'http://localhost',
    basePath: '/api/auth',
    secret: derivedKey(config.DATA_DIR, 'accounts'),
    database: { db, type: 'postgres' },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Limits are ours: per address in `rate-limit.ts`, per name in `lock-out.ts`.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      password: { hash: hashPassword, verify: ({ password, hash }) => isPassword(password, hash) },
    },
    user: {
      modelName: 'login_user',
      fields: { ...TIMES, emailVerified: 'email_verified' },
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        operator: { type: 'string', required: false, input: false },
        disabled: { type: 'boolean', required: false, defaultValue: false, input: false },
      },
    },
    session: {
      modelName: 'login_session',
      fields: {
        ...TIMES,
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
      expiresIn: SESSION_HOURS * 3600,
      updateAge: 3600,
    },
    account: {
      modelName: 'login_credential',
      fields: {
        ...TIMES,
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
      // Tokens of an identity provider are used once and kept nowhere.
      updateAccountOnSignIn: false,
    },
    verification: { modelName: 'login_verification', fields: { ...TIMES, expiresAt: 'expires_at' } },
    advanced: {
      cookiePrefix: 'lueckenlos',
      useSecureCookies: config.PUBLIC_URL?.startsWith('https:') ?? false,
      // The address of a caller is personal and nobody needs it here.
      ipAddress: { disableIpTracking: true },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    databaseHooks: {
      session: {
        create: {
          // Whichever way somebody came: a disabled account gets no session.
          before: async ({ userId }) => {
            const user = await accountTables(db)
              .selectFrom('login_user')
              .select('disabled')
              .where('id', '=', userId)
              .executeTakeFirst();
            return user !== undefined && !user.disabled ? undefined : false;
          },
        },
      },
    },
  } satisfies BetterAuthOptions;
}

function secondFactors(config: Settings) {
  const totp = twoFactor({
    issuer: 'Lückenlos',
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        modelName: 'login_second_factor',
        fields: {
          userId: 'user_id',
          backupCodes: 'backup_codes',
          failedVerificationCount: 'failed_verification_count',
          lockedUntil: 'locked_until',
        },
      },
    },
  });
  const key = passkey({
    rpName: 'Lückenlos',
    ...(config.PUBLIC_URL
      ? { rpID: new URL(config.PUBLIC_URL).hostname, origin: new URL(config.PUBLIC_URL).origin }
      : {}),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    // A passkey signs in alone, so the device must have asked for finger, face or PIN: that is the second factor.
    registration: {
      afterVerification: ({ verification }) => {
        if (!verification.registrationInfo?.userVerified) throw new APIError('UNAUTHORIZED');
      },
    },
    authentication: {
      afterVerification: ({ verification }) => {
        if (!verification.authenticationInfo.userVerified) throw new APIError('UNAUTHORIZED');
      },
    },
    schema: {
      passkey: {
        modelName: 'login_passkey',
        fields: {
          userId: 'user_id',
          publicKey: 'public_key',
          credentialID: 'credential_id',
          deviceType: 'device_type',
          backedUp: 'backed_up',
          createdAt: 'created_at',
        },
      },
    },
  });
  return [totp, key] as const;
}

function createAuth(db: Kysely<Database>, config: Settings) {
  return betterAuth({ ...authOptions(db, config), plugins: [...secondFactors(config)] });
}

export type Auth = ReturnType<typeof createAuth>;

const made = new WeakMap<object, Auth>();

/** The sign-in library on a database; one for each. */
export function authOf({ db, config }: { db: Kysely<Database>; config: Config }): Auth {
  const known = made.get(db);
  if (known) return known;
  const auth = createAuth(db, config);
  made.set(db, auth);
  return auth;
}
