import { randomUUID } from 'node:crypto';
import { availableParallelism, loadavg } from 'node:os';
import { expect } from 'vitest';
import { accountTables } from '../../server/trust/accounts/tables.ts';
import { addUserWithPassword } from '../../server/trust/accounts/users.ts';
import { LAYER_RIGHTS, mayCall, ROLES, type RoleName } from '../../server/trust/roles.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import type { TestDatabase } from '../fixtures/databases.ts';
import { loadSampleLayers } from '../fixtures/sample-layers.ts';
import type { Answer, Send } from '../fixtures/write-paths/write-path.ts';
import { loadFundingCity } from '../funding/built-dossier.ts';
import { describedOperations } from './described-operations.ts';
import { KnownValues } from './known-values.ts';
import { plain } from './mutated-request.ts';
import type { FuzzRequest, Operation } from './request-arbitrary.ts';

const LONGEST_MS = 5000;
/** On a machine that has more to do than it has cores for, everything takes longer by that; a hang is a hang. */
const allowedMs = () => Math.min(4, Math.max(1, loadavg()[0]! / availableParallelism())) * LONGEST_MS;
const PASSWORD = 'richtig lang genug';
export const keyOf = ({ method, path }: Operation) => `${method.toUpperCase()} ${path}`;

/** The whole program with something in every layer, asked as any role, and what it answered. */
export class FuzzWorld {
  readonly api: TestApplication;
  readonly operations: readonly Operation[];
  readonly known: KnownValues;
  readonly #database: TestDatabase;
  readonly #cookies = new Map<RoleName, string>();
  readonly statuses: Record<number, number> = {};
  /** Answers with success, by operation. */
  readonly reached = new Map<string, number>();
  sent = 0;
  longest = { ms: 0, key: '–' };

  private constructor(database: TestDatabase, api: TestApplication, operations: readonly Operation[]) {
    this.#database = database;
    this.api = api;
    this.operations = operations;
    this.known = new KnownValues(operations);
  }

  static async on(database: TestDatabase): Promise<FuzzWorld> {
    await loadSampleLayers(database);
    await loadFundingCity(database);
    // Everybody here comes from one address.
    const api = testApplication({ ...database, config: { ...database.config, RATE_LIMIT: 1e9 } });
    const own = await (await api.request('/api/openapi.json')).json();
    const ogc = await (await api.request('/ogc/api', { role: 'admin' })).json();
    return new FuzzWorld(database, api, [...describedOperations(own), ...describedOperations(ogc, '/ogc')]);
  }

  may(role: RoleName, { method, path }: Operation): boolean {
    return mayCall(role, method, path.replace(/\{(\w+)\}/g, ':$1'));
  }

  /** The session of an account with the role; a new one where the nonsense has ended it. */
  async cookieOf(role: RoleName): Promise<string> {
    if (role === 'public') return '';
    const before = this.#cookies.get(role);
    if (before) {
      const session = await (await this.api.request('/api/session', { headers: { cookie: before } })).json();
      if (session.account?.role === role) return before;
    }
    const email = `${role}-${randomUUID()}@example.org`;
    const operator = role === 'operator' ? 'Netz Nord' : null;
    await addUserWithPassword(
      accountTables(this.#database.db),
      { name: role, email, role, operator },
      PASSWORD,
    );
    const answer = await this.api.request('/account/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ email, password: PASSWORD }).toString(),
    });
    expect(answer.status).toBe(303);
    const cookie = cookiesOf(answer);
    this.#cookies.set(role, cookie);
    return cookie;
  }

  /**
   * What is wrong with the answer to a request of a role, in words; null where nothing is. `own`: the request carries a
   * session of its own, which nonsense may have broken.
   */
  async faultOf(
    operation: Operation,
    request: FuzzRequest,
    role: RoleName,
    own = false,
  ): Promise<string | null> {
    const shown = `${role} ${operation.method} ${request.path.slice(0, 200)} ${JSON.stringify(request.headers)} ${String(request.body).slice(0, 300)}`;
    // A forged cookie must not take the place of the true one.
    const { cookie: forged, ...headers } = request.headers;
    const cookie = own ? forged : this.#cookies.get(role) || forged;
    const since = performance.now();
    const response = await answerInTime(
      this.api.request(request.path, {
        method: operation.method.toUpperCase(),
        headers: cookie ? { ...headers, cookie } : headers,
        ...(request.body === undefined ? {} : { body: request.body as string }),
      }),
    );
    if (!response) return `no answer: ${shown}`;
    const text = await response.text();
    const tookMs = performance.now() - since;
    this.sent++;
    if (tookMs > this.longest.ms) this.longest = { ms: tookMs, key: keyOf(operation) };
    this.statuses[response.status] = (this.statuses[response.status] ?? 0) + 1;
    if (tookMs > allowedMs()) return `${Math.round(tookMs)} ms: ${shown}`;
    if (response.status >= 500) return `${response.status} ${String(this.api.unexpected.pop())}: ${shown}`;
    if (!response.headers.get('x-request-id')) return `no request id: ${shown}`;
    if (!own && !this.may(role, operation) && request.isPlain && ![401, 403, 413].includes(response.status))
      return `${response.status} without the right: ${shown}`;
    if (response.status < 400) {
      this.note(operation);
      const layer = /^\/(?:ogc\/collections|tiles)\/(\w+)/.exec(
        new URL(request.path, 'http://x').pathname,
      )?.[1];
      const roles = layer && Object.hasOwn(LAYER_RIGHTS, layer) ? LAYER_RIGHTS[layer]! : ROLES;
      return roles.includes(role) ? null : `${response.status} for a layer without the right: ${shown}`;
    }
    return isWellFormed(response, text, request) ? null : `problem ${text.slice(0, 200)}: ${shown}`;
  }

  /** What nobody expected, since this was asked last. */
  unexpected(): string[] {
    return this.api.unexpected.splice(0).map(String);
  }

  /** Sends what is whole, as an administrator from the terminal; success tells what is there. */
  async send(...[method, path, body, headers = {}]: Parameters<Send>): Promise<Answer> {
    const request = plain({ method, path, body, headers });
    const response = await this.api.request(path, {
      method,
      role: 'cookie' in headers ? 'public' : 'admin',
      headers: { host: 'localhost', ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const text = await response.text();
    if (response.status < 400) {
      this.known.learn(method, path);
      this.note(this.known.operationOf(method, path)!);
    }
    const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
    return { status: response.status, json: isJson ? JSON.parse(text) : text, cookie: cookiesOf(response) };
  }

  note(operation: Operation): void {
    this.reached.set(keyOf(operation), (this.reached.get(keyOf(operation)) ?? 0) + 1);
  }
}

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');

/** A problem document that says what it must; to who reads pages, a page. */
function isWellFormed(response: Response, text: string, request: FuzzRequest): boolean {
  const type = response.headers.get('content-type') ?? '';
  // Who reads pages gets one where there is nothing, too.
  const isPage = type.startsWith('text/html') && request.headers.accept?.includes('text/html');
  if (response.status === 404 && !type.includes('problem') && !isPage) return false;
  // A page for people says what is wrong in its own form.
  if (type.startsWith('text/html')) return /<html lang=/.test(text);
  const problem = JSON.parse(text) as Record<string, unknown>;
  return (
    problem.status === response.status &&
    typeof problem.detail === 'string' &&
    problem.detail !== '' &&
    !/\{\w+\}/.test(problem.detail.slice(0, 40)) &&
    typeof problem.title === 'string' &&
    problem.requestId === response.headers.get('x-request-id') &&
    Array.isArray(problem.issues) &&
    problem.issues.length > 0
  );
}

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
