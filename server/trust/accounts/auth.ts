import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Kysely } from 'kysely';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/schema.ts';
import { derivedKey } from '../../sign-in.ts';
import { hashPassword, isPassword, PASSWORD_LENGTH } from './password.ts';

export const SESSION_HOURS = 12;

/** Columns as migration 0008 names them. */
const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

function createAuth(db: Kysely<Database>, config: Pick<Config, 'DATA_DIR' | 'PUBLIC_URL'>) {
  return betterAuth({
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
    },
    verification: { modelName: 'login_verification', fields: { ...TIMES, expiresAt: 'expires_at' } },
    advanced: {
      cookiePrefix: 'lueckenlos',
      useSecureCookies: config.PUBLIC_URL?.startsWith('https:') ?? false,
      // The address of a caller is personal and nobody needs it here.
      ipAddress: { disableIpTracking: true },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    plugins: [
      twoFactor({
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
      }),
    ],
  });
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
