import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESSION_COOKIE } from '../../server/sign-in.ts';
import { countTry } from '../../server/trust/accounts/lock-out.ts';
import { hashPassword, isPassword } from '../../server/trust/accounts/password.ts';
import { accountTables } from '../../server/trust/accounts/tables.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { SoftwarePasskey } from '../fixtures/software-passkey.ts';
import { totp } from '../fixtures/totp.ts';

const PASSWORD = 'richtig lang genug';

describe.each(DATABASES)('accounts on $name', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  beforeAll(async () => {
    database = await open();
    api = testApplication(database);
  });
  afterAll(async () => {
    expect(api.unexpected.map(String)).toEqual([]);
    await database.close();
  });

  function post(
    path: string,
    fields: Record<string, string>,
    cookie = '',
    role?: 'admin',
  ): Promise<Response> {
    return api.request(path, {
      method: 'POST',
      ...(role ? { role } : {}),
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...(cookie ? { cookie } : {}) },
    });
  }

  async function addAccount(email: string, role: string): Promise<string> {
    const made = await post(
      '/administration/users',
      { action: 'add', name: 'Ada', email, role },
      '',
      'admin',
    );
    expect(made.status).toBe(200);
    const token = /account\/link\?token=([\w-]+)/.exec(await made.text())![1]!;
    const set = await post('/account/link', { token, password: PASSWORD });
    expect([set.status, set.headers.get('location')]).toEqual([
      303,
      expect.stringContaining('done=password'),
    ]);
    expect((await post('/account/link', { token, password: PASSWORD })).status).toBe(403);
    return email;
  }

  async function signIn(email: string, extra: Record<string, string> = {}): Promise<string> {
    const answer = await post('/account/sign-in', { email, password: PASSWORD, ...extra });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/HttpOnly; SameSite=Lax/i);
    return sessionOf(answer);
  }

  function sessionOf(answer: Response): string {
    return answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
  }

  /** What the trail notes of the ways into an account, in its order. */
  async function noted(email: string): Promise<string[]> {
    const rows = await database.sql`select content::jsonb->>'action' as action from audit_entry
      where content::jsonb->>'key' = (select id::text from login_user where email = ${email})
      and content::jsonb->>'table' <> 'login_user' order by seq`;
    return rows.map(({ action }) => String(action));
  }

  async function setPasswordAnew(email: string): Promise<void> {
    const { id } = await accountTables(database.db)
      .selectFrom('login_user')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    const made = await post('/administration/users', { action: 'link', id }, '', 'admin');
    const token = /account\/link\?token=([\w-]+)/.exec(await made.text())![1]!;
    expect((await post('/account/link', { token, password: PASSWORD })).status).toBe(303);
  }

  async function addPasskey(cookie: string, name: string): Promise<void> {
    const origin = 'http://localhost';
    const own = { cookie, origin, host: 'localhost' };
    const asked = await api.request('/account/passkeys/options', { method: 'POST', headers: own });
    const response = new SoftwarePasskey(origin).create(await asked.json());
    const added = await api.request('/account/passkeys', {
      method: 'POST',
      body: { name, response },
      headers: { ...own, cookie: `${cookie}; ${sessionOf(asked)}` },
    });
    expect(added.status).toBe(204);
  }

  const roleSeen = async (cookie: string) =>
    (await (await api.request('/api/session', { headers: { cookie } })).json()).role as string;

  it('lets who came from the terminal make the first administrator, and ends sessions from the terminal', async () => {
    const terminal = { cookie: `${SESSION_COOKIE}=${api.signIn.issue('admin', 600)}` };
    const page = async () => (await api.request('/account', { headers: terminal })).text();
    expect(await page()).toContain('action="/account/administrator');
    const fields = { name: 'Erste', email: 'first@example.org', password: PASSWORD };
    expect((await post('/account/administrator', fields)).status).toBe(401);
    expect(
      (await post('/account/administrator', { ...fields, password: 'kurz' }, terminal.cookie)).status,
    ).toBe(400);
    const made = await post('/account/administrator', fields, terminal.cookie);
    expect(made.status).toBe(303);
    const cookie = made.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .filter((each) => !each?.startsWith(`${SESSION_COOKIE}=`))
      .join('; ');
    expect((await api.request('/administration', { headers: { cookie } })).status).toBe(200);
    expect((await api.request('/administration', { headers: terminal })).status).toBe(401);
    // A later one from the terminal counts again, but there is an administrator now.
    await new Promise((wake) => setTimeout(wake, 2));
    expect((await post('/account/administrator', fields, '', 'admin')).status).toBe(409);
    // A link that was printed before and lies unused in a log is no way past the account.
    expect((await api.request(api.signIn.path)).status).toBe(403);
    await accountTables(database.db).deleteFrom('login_user').where('email', '=', fields.email).execute();
  });

  it('ends one session from the terminal without ending the others', async () => {
    const [one, other] = [1, 2].map(() => `${SESSION_COOKIE}=${api.signIn.issue('admin', 600)}`);
    await post('/account/sign-out', {}, one);
    expect([await roleSeen(one!), await roleSeen(other!)]).toEqual(['public', 'admin']);
  });

  it('takes somebody from a one-time link to a session with their role, and out again', async () => {
    const cookie = await signIn(await addAccount('ada@example.org', 'planner'));
    expect(await roleSeen(cookie)).toBe('planner');
    const page = await (await api.request('/account', { headers: { cookie } })).text();
    expect(page).toContain('ada@example.org');
    expect((await api.request('/administration', { headers: { cookie } })).status).toBe(403);
    await post('/account/sign-out', {}, cookie);
    expect(await roleSeen(cookie)).toBe('public');
  });

  it('stores neither password nor link in the clear, and puts new accounts into the audit trail', async () => {
    const rows = await accountTables(database.db).selectFrom('login_credential').select('password').execute();
    expect(rows.length).toBeGreaterThan(0);
    for (const { password } of rows) expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const audit = await (await api.request('/api/audit', { role: 'admin' })).text();
    expect(audit).toContain('login_user');
    expect(audit).not.toContain('argon2id');
    // Whoever opens or changes a way in is named, without what it consists of.
    for (const action of ['link-made', 'password-set']) expect(audit).toContain(action);
    for (const { token_hash } of await accountTables(database.db)
      .selectFrom('login_link')
      .select('token_hash')
      .execute())
      expect(audit).not.toContain(token_hash);
  });

  it('gives one answer to a wrong password and an unknown name, and locks both after five tries', async () => {
    await addAccount('lock@example.org', 'planner');
    for (const email of ['lock@example.org', 'nobody@example.org']) {
      for (let i = 0; i < 5; i++) {
        const answer = await post('/account/sign-in', { email, password: 'falsch' });
        expect([answer.status, (await answer.json()).title]).toEqual([401, 'sign-in-failed']);
      }
      const locked = await post('/account/sign-in', { email, password: PASSWORD });
      expect([locked.status, (await locked.json()).title]).toEqual([429, 'sign-in-locked']);
    }
  });

  it('doubles the wait from the fifth failure up to an hour', async () => {
    const name = 'table@example.org';
    const tables = accountTables(database.db);
    const print = createHash('sha256').update(name).digest('hex');
    const waits: number[] = [];
    for (const failures of [0, 3, 4, 5, 6, 10, 11, 499]) {
      await tables.deleteFrom('login_failure').where('name_hash', '=', print).execute();
      const past = new Date(Date.now() - 1000);
      const row = { name_hash: print, failures, locked_until: past, last_at: past };
      await tables.insertInto('login_failure').values(row).execute();
      await countTry(tables, name);
      const [stored] = await database.sql`select failures,
        extract(epoch from locked_until - last_at)::float8 as wait from login_failure where name_hash = ${print}`;
      expect(stored!.failures).toBe(failures + 1);
      waits.push(Number(stored!.wait));
    }
    expect(waits).toEqual([0, 0, 30, 60, 120, 1920, 3600, 3600]);
    await expect(countTry(tables, name)).rejects.toThrow('sign-in-locked');
  });

  it('lets no more tries through at the same time than one after the other; a new link lifts the lock', async () => {
    const email = await addAccount('storm@example.org', 'planner');
    const at = (password: string) =>
      post('/account/sign-in', { email, password }).then(({ status }) => status);
    const storm = await Promise.all(Array.from({ length: 20 }, (_, i) => at(i === 19 ? PASSWORD : 'falsch')));
    expect(storm.filter((status) => status === 401).length).toBe(5);
    expect(storm.filter((status) => status === 429).length).toBe(15);
    const page = await (await api.request('/administration', { role: 'admin' })).text();
    const id = /name="id" value="([^"]+)"/.exec(page.slice(page.indexOf(email)))![1]!;
    const made = await post('/administration/users', { action: 'link', id }, '', 'admin');
    const token = /account\/link\?token=([\w-]+)/.exec(await made.text())![1]!;
    for (const password of [
      'aaaaaaaaaaaa',
      '234567890123',
      'Passwort1234',
      email,
      'Storm!Storm!1',
      'Lückenlos2026',
    ]) {
      const weak = await post('/account/link', { token, password });
      expect([password, weak.status, (await weak.json()).title]).toEqual([password, 400, 'weak-password']);
    }
    expect((await post('/account/link', { token, password: PASSWORD })).status).toBe(303);
    await signIn(email);
  });

  it('ends every session at once when the role changes, the account is disabled or the password is set anew', async () => {
    const email = await addAccount('bea@example.org', 'planner');
    const { id } = await accountTables(database.db)
      .selectFrom('login_user')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    let cookie = await signIn(email);
    await post(
      '/administration/users',
      { action: 'role', id, role: 'operator', operator: 'Netz Nord' },
      '',
      'admin',
    );
    expect(await roleSeen(cookie)).toBe('public');
    cookie = await signIn(email);
    expect((await api.request('/api/areas', { headers: { cookie } })).status).toBe(403);
    await post('/administration/users', { action: 'disable', id }, '', 'admin');
    expect((await api.request('/api/areas', { headers: { cookie } })).status).toBe(401);
    expect((await post('/account/sign-in', { email, password: PASSWORD })).status).toBe(401);
    const left = await accountTables(database.db)
      .selectFrom('login_session')
      .select('id')
      .where('user_id', '=', id)
      .execute();
    expect(left).toEqual([]);
  });

  it('makes the first administrator with the password, or not at all', async () => {
    const { sql } = database;
    await sql`create function refuse() returns trigger language plpgsql as 'begin raise exception ''no''; end'`;
    await sql`create trigger refuse before insert on login_credential for each row execute function refuse()`;
    const form = { name: 'Ada', email: 'first@example.org', password: PASSWORD };
    const answer = await api.request('/account/administrator', {
      role: 'admin',
      method: 'POST',
      body: new URLSearchParams(form).toString(),
    });
    expect([answer.status, api.unexpected.splice(0).length]).toEqual([500, 1]);
    await sql`drop function refuse cascade`;
    expect(await sql`select from login_user where email = ${form.email}`).toHaveLength(0);
  });

  it('keeps the last administrator', async () => {
    const email = await addAccount('root@example.org', 'administrator');
    const cookie = await signIn(email);
    expect((await api.request('/administration', { headers: { cookie } })).status).toBe(200);
    const { id } = await accountTables(database.db)
      .selectFrom('login_user')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    const changes: Record<string, string>[] = [{ action: 'role', role: 'planner' }, { action: 'disable' }];
    for (const change of changes)
      expect((await post('/administration/users', { ...change, id }, cookie)).status).toBe(409);
  });

  it('asks for the second factor once it is confirmed, and ends other sessions on request', async () => {
    const email = await addAccount('totp@example.org', 'planner');
    let cookie = await signIn(email);
    const page = await (
      await post('/account/second-factor', { action: 'set-up', password: PASSWORD }, cookie)
    ).text();
    const secret = /<code>([A-Z2-7]{16,})<\/code>/.exec(page)![1]!;
    const backup = [...page.matchAll(/<li><code>([^<]+)/g)][0]![1]!;
    // Taken once: a step may end while this runs.
    const at = Date.now();
    const first = totp(secret, at);
    const confirmed = await post('/account/second-factor', { action: 'confirm', code: first }, cookie);
    expect(confirmed.status).toBe(303);
    const without = await post('/account/sign-in', { email, password: PASSWORD });
    expect([without.status, without.headers.getSetCookie()]).toEqual([401, []]);
    expect((await post('/account/sign-in', { email, password: PASSWORD, code: '000000' })).status).toBe(401);
    // Each code works once (RFC 6238, section 5.2): that of the set-up, and also when it is tried twice at a time.
    const again = await post('/account/sign-in', { email, password: PASSWORD, code: first });
    expect(again.status).toBe(401);
    const code = totp(secret, at + 30_000);
    const twice = await Promise.all(
      [1, 2].map(() => post('/account/sign-in', { email, password: PASSWORD, code })),
    );
    expect(twice.map(({ status }) => status).sort()).toEqual([303, 401]);
    cookie = twice.map(sessionOf).find((each) => each !== '')!;
    const other = await signIn(email, { code: backup });
    expect(await roleSeen(other)).toBe('planner');
    // A backup code works once.
    expect((await post('/account/sign-in', { email, password: PASSWORD, code: backup })).status).toBe(401);
    expect(await (await api.request('/api/audit', { role: 'admin' })).text()).toContain('second-factor-on');
    await post('/account/sessions', { id: 'others' }, cookie);
    expect([await roleSeen(cookie), await roleSeen(other)]).toEqual(['planner', 'public']);
    const removal = { action: 'remove', password: PASSWORD };
    expect((await post('/account/second-factor', removal, cookie)).status).toBe(303);
    expect((await noted(email)).slice(-2)).toEqual(['second-factor-on', 'second-factor-off']);
  });

  it('notes passkeys that come and go, and the factors that a link takes away', async () => {
    const email = await addAccount('keys@example.org', 'planner');
    const cookie = await signIn(email);
    const begun = (await noted(email)).length;
    for (const name of ['one', 'two']) await addPasskey(cookie, name);
    const page = await (await api.request('/account', { headers: { cookie } })).text();
    const id = /name="id" value="([^"]+)"[^<]*>(?:(?!<\/form>).)*one/s.exec(page)![1]!;
    // What is gone already is not noted again.
    for (const each of [id, id])
      expect((await post('/account/passkeys/remove', { id: each }, cookie)).status).toBe(303);
    const setUp = { action: 'set-up', password: PASSWORD };
    const secretOf = async () =>
      /<code>([A-Z2-7]{16,})<\/code>/.exec(
        await (await post('/account/second-factor', setUp, cookie)).text(),
      )![1]!;
    const confirmation = { action: 'confirm', code: totp(await secretOf()) };
    expect((await post('/account/second-factor', confirmation, cookie)).status).toBe(303);
    await setPasswordAnew(email);
    expect((await noted(email)).slice(begun)).toEqual([
      ...['passkey-added', 'passkey-added', 'passkey-removed', 'second-factor-on', 'link-made'],
      ...['second-factor-off', 'passkey-removed', 'password-set'],
    ]);
    // Neither was there any more, and a factor that was set up alone is none.
    const again = await signIn(email);
    await post('/account/second-factor', setUp, again);
    await setPasswordAnew(email);
    expect((await noted(email)).slice(-3)).toEqual(['password-set', 'link-made', 'password-set']);
  });

  it('forgets what has run out when somebody signs in', async () => {
    const tables = accountTables(database.db);
    const { id } = await tables.selectFrom('login_user').select('id').limit(1).executeTakeFirstOrThrow();
    const past = new Date(Date.now() - 1000);
    await tables
      .insertInto('login_session')
      .values({ id: 'old', user_id: id, token: 'old', expires_at: past, user_agent: null })
      .execute();
    await tables
      .insertInto('login_link')
      .values({ token_hash: 'old', user_id: id, expires_at: past })
      .execute();
    await signIn(await addAccount('fresh@example.org', 'planner'));
    const sessions = await tables.selectFrom('login_session').select('id').where('id', '=', 'old').execute();
    const links = await tables
      .selectFrom('login_link')
      .select('user_id')
      .where('token_hash', '=', 'old')
      .execute();
    expect([sessions, links]).toEqual([[], []]);
  });

  it.each<[string, Record<string, string>, number]>([
    ['the own page', { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }, 401],
    ['a program', {}, 401],
    ['another site', { origin: 'https://elsewhere.example' }, 403],
    ['a frame without a name', { origin: 'null' }, 403],
    ['another site that hides its name', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }, 403],
    ['another port of this machine', { origin: 'http://localhost:8080' }, 403],
  ])('takes or refuses a write from %s', async (_, headers, status) => {
    const answer = await api.request('/account/sign-in', {
      method: 'POST',
      body: 'email=a@b.de&password=x',
      headers: { host: 'localhost', ...headers },
    });
    expect(answer.status).toBe(status);
  });

  it('takes no passkey that it did not ask for, and says no more than that', async () => {
    const response = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: { clientDataJSON: 'AAAA' } };
    const options = await api.request('/account/passkey-sign-in/options', { method: 'POST' });
    expect(await options.json()).toMatchObject({ rpId: 'localhost', challenge: expect.any(String) });
    const cookie = options.headers.getSetCookie()[0]!.split(';')[0]!;
    const inputs: Record<string, string>[] = [{}, { cookie }, { cookie, origin: 'http://localhost' }];
    for (const headers of inputs) {
      const answer = await api.request('/account/passkey-sign-in', {
        method: 'POST',
        body: { response },
        headers: { host: 'localhost', ...headers },
      });
      expect([answer.status, (await answer.json()).title]).toEqual([401, 'passkey-failed']);
    }
    expect((await api.request('/account/passkeys/options', { method: 'POST' })).status).toBe(401);
  });
});

describe('passwords', () => {
  it('recognises only the password a hash was made of, in either normal form of Unicode', async () => {
    const hash = await hashPassword('Grüße aus Hannover');
    expect(await isPassword('Gru\u0308ße aus Hannover', hash)).toBe(true);
    expect(await isPassword('Grüsse aus Hannover', hash)).toBe(false);
    expect(await isPassword('', 'plain')).toBe(false);
    expect(await hashPassword('x')).not.toBe(await hashPassword('x'));
  });
});
