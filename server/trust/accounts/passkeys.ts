import type { Kysely } from 'kysely';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import { readBody } from '../../features/areas/body.ts';
import type { Route, Services } from '../../route.ts';
import { withoutTrouble } from '../database-trouble.ts';
import { noteInTrail } from '../note-in-trail.ts';
import { type Auth, authOf } from './auth.ts';
import { textOf } from './form.ts';
import { ask, headersOf, withCookies } from './library.ts';
import { fromForm, languageOfPage } from './page.ts';
import { signedInAccount } from './signed-in.ts';
import { type AccountTables, accountTables } from './tables.ts';

type Assertion = NonNullable<Parameters<Auth['api']['verifyPasskeyAuthentication']>[0]>['body']['response'];

/** How long after signing in a passkey may be added: a stolen session is not to become a lasting way in. */
const FRESH_MINUTES = 15;

/** What a browser says of a passkey (WebAuthn, `PublicKeyCredential.toJSON`); the library looks inside. */
const text = z.string().max(50_000);
const credential = z.strictObject({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  response: z.looseObject({ clientDataJSON: text }),
});
const registration = z.strictObject({ name: z.string().trim().min(1).max(100), response: credential });
const assertion = z.strictObject({ response: credential });

export type PasskeyRow = Awaited<ReturnType<typeof listPasskeys>>[number];

export function listPasskeys(db: Kysely<AccountTables>, userId: string) {
  return db
    .selectFrom('login_passkey')
    .select(['id', 'name', 'created_at'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute();
}

/** Passkeys (WebAuthn): adding and removing one, and signing in with it. The pages' script speaks to these. */
export function passkeyRoutes(services: Services): Route[] {
  const { api } = authOf(services);
  const shared = { method: 'post', tag: 'accounts', maxBodyBytes: 64 * 1024 } as const;
  return [
    {
      ...shared,
      access: 'account',
      path: '/account/passkeys/options',
      summary: 'What the browser needs to make a passkey; asked for shortly after signing in',
      handler: async (c) => {
        refuseStale(signedInAccount(c).signedInAt);
        return ask(
          () =>
            api.generatePasskeyRegistrationOptions({ query: {}, headers: headersOf(c), asResponse: true }),
          'passkey-failed',
        );
      },
    },
    {
      ...shared,
      access: 'account',
      path: '/account/passkeys',
      summary: 'Adds the passkey the browser has made',
      body: registration,
      handler: async (c) => {
        const me = signedInAccount(c);
        refuseStale(me.signedInAt);
        const body = await readBody(c.req.raw, registration);
        const answer = await refused(() =>
          api.verifyPasskeyRegistration({ body, headers: headersOf(c), asResponse: true }),
        );
        await noteInTrail(services.db, { action: 'passkey-added', table: 'login_passkey', key: me.id });
        return withCookies(answer, c.body(null, 204));
      },
    },
    {
      ...shared,
      access: 'account',
      path: '/account/passkeys/remove',
      summary: 'Removes a passkey',
      produces: ['text/html'],
      handler: (c) =>
        fromForm(c, '/account', async (form) => {
          const me = signedInAccount(c);
          const id = textOf(form, 'id', 100);
          await accountTables(services.db)
            .transaction()
            .execute(async (within) => {
              const { numDeletedRows } = await within
                .deleteFrom('login_passkey')
                .where('user_id', '=', me.id)
                .where('id', '=', id)
                .executeTakeFirst();
              if (numDeletedRows > 0n)
                await noteInTrail(within, { action: 'passkey-removed', table: 'login_passkey', key: me.id });
            });
          return c.redirect(`/account?lang=${languageOfPage(c)}`, 303);
        }),
    },
    {
      ...shared,
      access: 'public',
      path: '/account/passkey-sign-in/options',
      summary: 'What the browser needs to sign in with a passkey',
      handler: (c) =>
        ask(
          () => api.generatePasskeyAuthenticationOptions({ headers: headersOf(c), asResponse: true }),
          'passkey-failed',
        ),
    },
    {
      ...shared,
      access: 'public',
      path: '/account/passkey-sign-in',
      summary: 'Signs in with a passkey, which is both factors at once',
      body: assertion,
      handler: async (c) => {
        const { response } = await readBody(c.req.raw, assertion);
        const body = { response: response as unknown as Assertion };
        const answer = await refused(() =>
          api.verifyPasskeyAuthentication({ body, headers: headersOf(c), asResponse: true }),
        );
        return withCookies(answer, c.body(null, 204));
      },
    },
  ];
}

/** The library answers 500 to a passkey that is malformed; to the caller that is a passkey that was not accepted. */
async function refused(call: () => Promise<Response>): Promise<Response> {
  const answer = await withoutTrouble(() => call().catch(() => null));
  if (answer?.ok) return answer;
  throw new IssueError({ code: 'passkey-failed', severity: 'error', where: 'response' });
}

function refuseStale(signedInAt: Date): void {
  if (Date.now() - signedInAt.getTime() < FRESH_MINUTES * 60_000) return;
  const params = { minutes: FRESH_MINUTES };
  throw new IssueError({ code: 'sign-in-stale', severity: 'error', where: 'session', params });
}
