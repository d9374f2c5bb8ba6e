import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../server/route.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSampleLayers } from '../fixtures/sample-layers.ts';
import { describedOperations } from './described-operations.ts';
import { type FuzzRequest, type Operation, requestOf } from './request-arbitrary.ts';

/** Requests per operation and role; `FUZZ_RUNS=500 npx vitest run tests/trust/fuzz.test.ts` for a night. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 30);
const SEED = Number(process.env.FUZZ_SEED ?? 20260108);
const LONGEST_MS = 5000;
const RANK: Record<Role, number> = { public: 0, planner: 1, admin: 2 };

const server = DATABASES.find((database) => database.name === 'server')!;

describe('the API under nonsense made from its own description', () => {
  let database: TestDatabase;
  let api: TestApplication;
  let operations: Operation[];
  let sent = 0;
  const statuses: Record<number, number> = {};
  beforeAll(async () => {
    database = await server.open();
    await loadSampleLayers(database);
    api = testApplication(database);
    const own = await (await api.request('/api/openapi.json')).json();
    const ogc = await (await api.request('/ogc/api', { role: 'admin' })).json();
    operations = [...describedOperations(own), ...describedOperations(ogc, '/ogc')];
  });
  afterAll(async () => {
    console.log(
      `fuzz: ${operations.length} operations, ${sent} requests, seed ${SEED}, answers ${JSON.stringify(statuses)}`,
    );
    await database.close();
  });

  it.each(['public', 'planner', 'admin'] as const)(
    'answers %s with success or a well-formed problem',
    async (role) => {
      expect(operations.length).toBeGreaterThan(60);
      const faults: string[] = [];
      for (const operation of operations) {
        const check = async (request: FuzzRequest) => {
          const fault = await faultOf(operation, request, role);
          if (fault) throw new Error(fault);
        };
        const result = await fc.check(fc.asyncProperty(requestOf(operation), check), {
          numRuns: RUNS,
          seed: SEED,
          endOnFailure: true,
        });
        if (result.failed) faults.push(`${operation.method} ${operation.path}: ${result.errorInstance}`);
      }
      expect(faults).toEqual([]);
      expect(api.unexpected.map(String)).toEqual([]);
    },
  );

  async function faultOf(operation: Operation, request: FuzzRequest, role: Role): Promise<string | null> {
    const shown = `${role} ${operation.method} ${request.path.slice(0, 200)} ${JSON.stringify(request.headers)} ${String(request.body).slice(0, 300)}`;
    // A forged cookie must not take the place of the true one.
    const { cookie, ...headers } = request.headers;
    const since = performance.now();
    const response = await api.request(request.path, {
      role,
      method: operation.method.toUpperCase(),
      headers: role === 'public' && cookie ? { ...headers, cookie } : headers,
      ...(request.body === undefined ? {} : { body: request.body as string }),
    });
    const text = await response.text();
    const tookMs = performance.now() - since;
    sent++;
    statuses[response.status] = (statuses[response.status] ?? 0) + 1;
    if (tookMs > LONGEST_MS) return `${Math.round(tookMs)} ms: ${shown}`;
    if (response.status >= 500) return `${response.status} ${String(api.unexpected.pop())}: ${shown}`;
    if (!response.headers.get('x-request-id')) return `no request id: ${shown}`;
    // An odd value may name another route, so only paths without places bind access.
    const needed = operation.inPath.length === 0 ? operation.access : null;
    if (needed && RANK[role] < RANK[needed] && ![401, 403, 413].includes(response.status))
      return `${response.status} without the right: ${shown}`;
    if (response.status < 400) return null;
    if (response.status === 404 && !response.headers.get('content-type')?.includes('problem'))
      return `no problem document: ${shown}`;
    // A page for people says what is wrong in its own form.
    if (operation.path === '/wlan' && response.headers.get('content-type')?.startsWith('text/html'))
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
});
