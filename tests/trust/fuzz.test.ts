import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../server/trust/roles.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import type { Call, Send, WritePath } from '../fixtures/write-paths/write-path.ts';
import { FuzzWorld, keyOf } from './fuzz-world.ts';
import { plain, type WholeRequest, withOneFault } from './mutated-request.ts';
import { type FuzzRequest, type Operation, requestOf } from './request-arbitrary.ts';
import { LIFE, liveThrough } from './whole-life.ts';

/** Requests per operation and role that may call it; `FUZZ_RUNS=300 npm test -- tests/trust/fuzz.test.ts` for a night. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 2);
/** Fewer where the answer is a refusal whatever is sent, and where it is a document that takes a second to make. */
const RUNS_FEWER = Math.max(1, Math.ceil(RUNS / 5));
const MAKES_DOCUMENTS =
  /dossier|\/check$|\.zip$|\.xlsx$|\.gpkg$|\.docx$|\/file$|\/solve$|\/export$|^POST \/api\/imports/;
const SEED = Number(process.env.FUZZ_SEED ?? 20260108);
/** What may stay in the heap after everything, MB: caches of layers and rule sets are filled meanwhile. */
const MOST_KEPT_MB = 48;

const server = DATABASES.find((database) => database.name === 'server')!;
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** No way to success without something that this test does not have. */
const OUT_OF_REACH: Readonly<Record<string, string>> = {
  'GET /account/oidc': 'asks an identity provider, and none is configured here',
  'GET /account/oidc/callback': 'asks an identity provider, and none is configured here',
  'POST /account/administrator': 'there is an administrator, since every role has an account',
};

describe('the API under nonsense made from its own description', () => {
  let database: TestDatabase;
  let world: FuzzWorld;
  let heapBeforeMb = 0;
  let heapAfterMb = 0;
  const kept = new Map<string, string>();
  beforeAll(async () => {
    database = await server.open();
    world = await FuzzWorld.on(database);
    expect(world.operations.length).toBeGreaterThan(100);
  });
  afterAll(async () => {
    const { operations, sent, statuses, longest, reached } = world;
    console.log(
      `fuzz: ${operations.length} operations × ${ROLES.length} roles, ${reached.size} answered with success, ${sent} requests, seed ${SEED}, answers ${JSON.stringify(statuses)}, longest ${Math.round(longest.ms)} ms (${longest.key}), heap ${heapBeforeMb} MB before, ${heapAfterMb} MB after`,
    );
    await world.api.stop();
    await database.close();
  });

  it('answers every request of a life without nonsense', async () => {
    const failed = await liveThrough(
      world,
      asAdministrator((...request) => world.send(...request)),
      kept,
    );
    heapBeforeMb = heapMb();
    expect(failed).toEqual([]);
    expect(world.unexpected()).toEqual([]);
  }, 600_000);

  const tried = new Set<string>();
  it.each(LIFE)(
    'refuses a request with one fault, and a whole one from whoever has no right: $name',
    async (path) => {
      const faults: string[] = [];
      for (let again = 0; !(await writeUpToNew(path, `fault-${again}`, faults)); again++);
      expect(faults).toEqual([]);
      expect(world.unexpected()).toEqual([]);
    },
    3_600_000,
  );

  it.each(ROLES)(
    'answers %s with success or a well-formed problem, and gives nothing without the right',
    async (role) => {
      const faults: string[] = [];
      for (const operation of world.operations) {
        await world.cookieOf(role);
        const isCheap = world.may(role, operation) && !MAKES_DOCUMENTS.test(keyOf(operation));
        const fault = await firstFault(
          requestOf(operation, world.known),
          (request) => world.faultOf(operation, request, role),
          isCheap ? RUNS : RUNS_FEWER,
        );
        if (fault) faults.push(`${keyOf(operation)}: ${fault}`);
      }
      expect(faults).toEqual([]);
      expect(world.unexpected()).toEqual([]);
    },
    3_600_000,
  );

  it('has reached every operation: each has answered with success, or it is said why it cannot', () => {
    const never = world.operations.map(keyOf).filter((key) => !world.reached.has(key));
    // Neither way: an excuse that no longer holds must go.
    expect([...new Set(never)].sort()).toEqual(Object.keys(OUT_OF_REACH).sort());
  });

  it('has its memory back where it was', () => {
    heapAfterMb = heapMb();
    expect(heapAfterMb - heapBeforeMb).toBeLessThan(MOST_KEPT_MB);
  });

  /** Goes along a write path up to an operation that was not tried yet, and tries it; whether there was none. */
  async function writeUpToNew(path: WritePath, prefix: string, faults: string[]): Promise<boolean> {
    const until: Send = async (method, at, body, headers = {}) => {
      const operation = world.known.operationOf(method, at)!;
      if (method === 'GET' || tried.has(keyOf(operation))) return world.send(method, at, body, headers);
      tried.add(keyOf(operation));
      await tryWithFaults(operation, { method, path: at, body, headers }, faults);
      throw new Stopped();
    };
    try {
      await path.write(asAdministrator(until), `${prefix}-${path.name.replaceAll(' ', '-')}`, kept);
      return true;
    } catch (error) {
      if (error instanceof Stopped) return false;
      throw error;
    }
  }

  async function tryWithFaults(operation: Operation, whole: WholeRequest, faults: string[]): Promise<void> {
    const { cookie, ...headers } = whole.headers;
    // A session of its own belongs to the request; else whoever may is asked in turn.
    const isOwn = cookie !== undefined;
    const asOthers = { ...whole, headers };
    const roles = ROLES.filter((role) => world.may(role, operation));
    for (const role of ROLES) {
      await world.cookieOf(role);
      if (roles.includes(role)) continue;
      const fault = await world.faultOf(operation, plain(asOthers), role);
      if (fault) faults.push(fault);
    }
    let turn = 0;
    const fault = await firstFault(
      withOneFault(isOwn ? whole : asOthers),
      (faulty) => world.faultOf(operation, faulty, roles[turn++ % roles.length]!, isOwn),
      MAKES_DOCUMENTS.test(keyOf(operation)) ? RUNS_FEWER : 4 * RUNS,
    );
    if (fault) faults.push(`${keyOf(operation)}: ${fault}`);
  }
});

class Stopped extends Error {}

const asAdministrator = (send: Send): Call => Object.assign(send, { origin: 'http://localhost' });

function heapMb(): number {
  collectGarbage();
  return Math.round(process.memoryUsage().heapUsed / 1e6);
}

/** The first fault that is found with this seed; null where none is. */
async function firstFault(
  requests: fc.Arbitrary<FuzzRequest>,
  faultOf: (request: FuzzRequest) => Promise<string | null>,
  numRuns: number,
): Promise<string | null> {
  const property = fc.asyncProperty(requests, async (request) => {
    const fault = await faultOf(request);
    if (fault) throw new Error(fault);
  });
  const result = await fc.check(property, { numRuns, seed: SEED, endOnFailure: true });
  return result.failed ? String(result.errorInstance) : null;
}
