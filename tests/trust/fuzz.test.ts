import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountTables } from '../../server/trust/accounts/tables.ts';
import { addUser, makeLink, redeemLink } from '../../server/trust/accounts/users.ts';
import { LAYER_RIGHTS, mayCall, ROLES, type RoleName } from '../../server/trust/roles.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSampleLayers } from '../fixtures/sample-layers.ts';
import { describedOperations } from './described-operations.ts';
import { type FuzzRequest, type Operation, requestOf } from './request-arbitrary.ts';

/** Requests per operation and role that may call it; `FUZZ_RUNS=300 npm test -- tests/trust/fuzz.test.ts` for a night. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 2);
/** Fewer where the answer is a refusal whatever is sent. */
const RUNS_REFUSED = Math.max(1, Math.ceil(RUNS / 5));
const SEED = Number(process.env.FUZZ_SEED ?? 20260108);
const LONGEST_MS = 5000;
/** What may stay in the heap after everything, MB: caches of layers and rule sets are filled meanwhile. */
const MOST_KEPT_MB = 48;

const server = DATABASES.find((database) => database.name === 'server')!;
const PASSWORD = 'richtig lang genug';
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('the API under nonsense made from its own description', () => {
  let database: TestDatabase;
  let api: TestApplication;
  let operations: Operation[];
  let sent = 0;
  let longestMs = 0;
  let heapBeforeMb = 0;
  let heapAfterMb = 0;
  const statuses: Record<number, number> = {};
  beforeAll(async () => {
    database = await server.open();
    await loadSampleLayers(database);
    // Everybody here comes from one address.
    api = testApplication({ ...database, config: { ...database.config, RATE_LIMIT: 1e9 } });
    const own = await (await api.request('/api/openapi.json')).json();
    const ogc = await (await api.request('/ogc/api', { role: 'admin' })).json();
    operations = [...describedOperations(own), ...describedOperations(ogc, '/ogc')];
    expect(operations.length).toBeGreaterThan(100);
    for (const { path } of operations)
      await (await api.request(path.replace(/\{\w+\}/g, '1'), { role: 'admin' })).text();
    heapBeforeMb = heapMb();
  });
  afterAll(async () => {
    console.log(
      `fuzz: ${operations.length} operations × ${ROLES.length} roles, ${sent} requests, seed ${SEED}, answers ${JSON.stringify(statuses)}, longest ${Math.round(longestMs)} ms, heap ${heapBeforeMb} MB before, ${heapAfterMb} MB after`,
    );
    await database.close();
  });

  it.each(ROLES)(
    'answers %s with success or a well-formed problem, and gives nothing without the right',
    async (role) => {
      const faults: string[] = [];
      let cookie = '';
      for (const operation of operations) {
        cookie = await stillSignedIn(role, cookie);
        const may = mayCall(role, operation.method, operation.path.replace(/\{(\w+)\}/g, ':$1'));
        const check = async (request: FuzzRequest) => {
          const fault = await faultOf(operation, request, { role, cookie, may });
          if (fault) throw new Error(fault);
        };
        const result = await fc.check(fc.asyncProperty(requestOf(operation), check), {
          numRuns: may ? RUNS : RUNS_REFUSED,
          seed: SEED,
          endOnFailure: true,
        });
        if (result.failed) faults.push(`${operation.method} ${operation.path}: ${result.errorInstance}`);
      }
      expect(faults).toEqual([]);
      expect(api.unexpected.map(String)).toEqual([]);
    },
    3_600_000,
  );

  it('has its memory back where it was', () => {
    heapAfterMb = heapMb();
    expect(heapAfterMb - heapBeforeMb).toBeLessThan(MOST_KEPT_MB);
  });

  /** The session of an account with the role; a new one where the nonsense has ended it. */
  async function stillSignedIn(role: RoleName, cookie: string): Promise<string> {
    if (role === 'public') return '';
    if (cookie) {
      const session = await (await api.request('/api/session', { headers: { cookie } })).json();
      if (session.account?.role === role) return cookie;
    }
    const tables = accountTables(database.db);
    const email = `${role}-${randomUUID()}@example.org`;
    const id = await addUser(tables, {
      name: role,
      email,
      role,
      operator: role === 'operator' ? 'Netz Nord' : null,
    });
    await redeemLink(tables, await makeLink(tables, id), PASSWORD);
    const answer = await api.request('/account/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ email, password: PASSWORD }).toString(),
    });
    expect(answer.status).toBe(303);
    return answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
  }

  async function faultOf(
    operation: Operation,
    request: FuzzRequest,
    who: { role: RoleName; cookie: string; may: boolean },
  ): Promise<string | null> {
    const shown = `${who.role} ${operation.method} ${request.path.slice(0, 200)} ${JSON.stringify(request.headers)} ${String(request.body).slice(0, 300)}`;
    // A forged cookie must not take the place of the true one.
    const { cookie: forged, ...headers } = request.headers;
    const cookie = who.cookie || forged;
    const since = performance.now();
    const response = await answerInTime(
      api.request(request.path, {
        method: operation.method.toUpperCase(),
        headers: cookie ? { ...headers, cookie } : headers,
        ...(request.body === undefined ? {} : { body: request.body as string }),
      }),
    );
    if (!response) return `no answer: ${shown}`;
    const text = await response.text();
    const tookMs = performance.now() - since;
    sent++;
    longestMs = Math.max(longestMs, tookMs);
    statuses[response.status] = (statuses[response.status] ?? 0) + 1;
    if (tookMs > LONGEST_MS) return `${Math.round(tookMs)} ms: ${shown}`;
    if (response.status >= 500) return `${response.status} ${String(api.unexpected.pop())}: ${shown}`;
    if (!response.headers.get('x-request-id')) return `no request id: ${shown}`;
    if (!who.may && request.isPlain && ![401, 403, 413].includes(response.status))
      return `${response.status} without the right: ${shown}`;
    if (response.status < 400) {
      const layer = /^\/(?:ogc\/collections|tiles)\/(\w+)/.exec(
        new URL(request.path, 'http://x').pathname,
      )?.[1];
      const roles = layer && Object.hasOwn(LAYER_RIGHTS, layer) ? LAYER_RIGHTS[layer]! : ROLES;
      return roles.includes(who.role) ? null : `${response.status} for a layer without the right: ${shown}`;
    }
    const type = response.headers.get('content-type') ?? '';
    // Who reads pages gets one where there is nothing, too.
    const isPage = type.startsWith('text/html') && request.headers.accept?.includes('text/html');
    if (response.status === 404 && !type.includes('problem') && !isPage)
      return `no problem document: ${shown}`;
    // A page for people says what is wrong in its own form.
    if (response.headers.get('content-type')?.startsWith('text/html'))
      return /<html lang=/.test(text) ? null : `no page: ${shown}`;
    const problem = JSON.parse(text) as Record<string, unknown>;
    const sound =
      problem.status === response.status &&
      typeof problem.detail === 'string' &&
      problem.detail !== '' &&
      !/\{\w+\}/.test(problem.detail.slice(0, 40)) &&
      typeof problem.title === 'string' &&
      problem.requestId === response.headers.get('x-request-id') &&
      Array.isArray(problem.issues) &&
      problem.issues.length > 0;
    return sound ? null : `problem ${text.slice(0, 200)}: ${shown}`;
  }

  const heapMb = () => {
    collectGarbage();
    return Math.round(process.memoryUsage().heapUsed / 1e6);
  };
});

/** Null when nothing came within four times what is allowed. */
async function answerInTime(work: Promise<Response>): Promise<Response | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((done) => {
    timer = setTimeout(() => done(null), 4 * LONGEST_MS);
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  return first;
}
