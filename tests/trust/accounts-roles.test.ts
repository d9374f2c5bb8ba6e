import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declaredRoutes } from '../../server/app.ts';
import { FEATURES } from '../../server/features/index.ts';
import { LAYERS } from '../../server/layers/registry.ts';
import type { Route } from '../../server/route.ts';
import { SignIn } from '../../server/sign-in.ts';
import { ABILITY_ROUTES, abilitiesOf } from '../../server/trust/abilities.ts';
import { accountTables } from '../../server/trust/accounts/tables.ts';
import { addUser, changeUser, makeLink, redeemLink } from '../../server/trust/accounts/users.ts';
import {
  ACCOUNT_ROLES,
  LAYER_RIGHTS,
  layerAccess,
  RIGHTS,
  ROLES,
  type RoleName,
  rightOf,
} from '../../server/trust/roles.ts';
import { rolesDocument } from '../../server/trust/roles-document.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';

const server = DATABASES.find((database) => database.name === 'server')!;
const PASSWORD = 'richtig lang genug';

describe('the table of rights', () => {
  let database: TestDatabase;
  let api: TestApplication;
  let routes: Route[];
  beforeAll(async () => {
    database = await server.open();
    api = testApplication(database);
    const services = { db: database.db, config: database.config };
    routes = declaredRoutes({ services, features: FEATURES, signIn: new SignIn(database.config.DATA_DIR) });
  });
  afterAll(() => database.close());

  it('declares every route, gives the public exactly the public ones, and has no row for nothing', () => {
    const undeclared = routes.filter((route) => !rightOf(route.method, route.path));
    expect(undeclared.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    const unlike = routes.filter(
      (route) => rightOf(route.method, route.path)!.roles.includes('public') !== (route.access === 'public'),
    );
    expect(unlike.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    const used = new Set(routes.map((route) => rightOf(route.method, route.path)));
    expect(RIGHTS.filter((right) => !used.has(right)).map(({ path }) => path)).toEqual([]);
  });

  it('is what the page offers, each ability by a route there is', () => {
    const known = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    expect(ABILITY_ROUTES.filter(([method, path]) => !known.has(`${method} ${path}`))).toEqual([]);
    expect(abilitiesOf('public')).toEqual([]);
    expect(abilitiesOf('operator')).toEqual(['own-claims']);
    expect(abilitiesOf('wlan-officer')).toEqual(['wlan']);
    expect(abilitiesOf('releaser')).toContain('release');
    expect(abilitiesOf('planner')).not.toContain('release');
    expect(abilitiesOf('funding-officer')).not.toContain('plan-areas');
  });

  it('is what docs/roles.md says', () => {
    const written = readFileSync(new URL('../../docs/roles.md', import.meta.url), 'utf8');
    expect(written).toBe(rolesDocument(routes));
  });

  it('is what every route does to every role', async () => {
    const tables = accountTables(database.db);
    for (const role of ACCOUNT_ROLES) {
      const email = `${role}@example.org`;
      const id = await addUser(tables, { name: role, email, role });
      await redeemLink(tables, await makeLink(tables, id), PASSWORD);
      const cookie = await signIn(email);
      const wrong: string[] = [];
      for (const route of routes) {
        // These end the session the test walks with, or answer 403 to a link that is none.
        if (['/account/sign-out', '/account/link', '/sign-in'].includes(route.path)) continue;
        const answer = await api.request(exampleOf(route.path), {
          method: route.method.toUpperCase(),
          headers: { cookie },
        });
        const refused = answer.status === 403;
        // A layer may ask for more than its route: the operator gets no addresses through the door of all layers.
        if (refused !== !rightOf(route.method, route.path)!.roles.includes(role as RoleName))
          wrong.push(`${role} ${route.method} ${route.path} ${answer.status}`);
      }
      expect(wrong).toEqual([]);
      await changeUser(tables, id, { role });
      expect((await api.request('/api/audit', { headers: { cookie } })).status).toBe(401);
    }
    expect(api.unexpected.map(String)).toEqual([]);
  });

  it('opens every layer, by every door, to exactly the roles it names', async () => {
    expect(Object.keys(LAYER_RIGHTS).sort()).toEqual(LAYERS.map(({ id }) => id).sort());
    const wrong: string[] = [];
    for (const role of ROLES) {
      const headers: Record<string, string> =
        role === 'public' ? {} : { cookie: await signIn(`${role}@example.org`) };
      for (const { id } of LAYERS)
        for (const path of [`/ogc/collections/${id}`, `/tiles/${id}.json`, `/tiles/${id}/10/540/335.mvt`]) {
          const { status } = await api.request(path, { headers });
          const refused = status === 401 || status === 403;
          if (refused === LAYER_RIGHTS[id]!.includes(role)) wrong.push(`${role} ${path} ${status}`);
        }
    }
    expect(wrong).toEqual([]);
    expect(() => layerAccess('new-layer')).toThrow('new-layer');
    expect(() => layerAccess('constructor')).toThrow('constructor');
    expect(() => layerAccess('x', { x: ['operator'] })).toThrow('LAYER_RIGHTS');
  });

  async function signIn(email: string): Promise<string> {
    const answer = await api.request('/account/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ email, password: PASSWORD }).toString(),
    });
    expect([email, answer.status]).toEqual([email, 303]);
    return answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
  }
});

/** A path of the route with plausible values in it. */
function exampleOf(path: string): string {
  const values: Record<string, string> = {
    collection: 'schools',
    collectionId: 'schools',
    z: '10',
    x: '540',
    y: '335',
  };
  return path.replace(/:(\w+)(\{([^}]*)\})?/g, (_, name: string, __, pattern?: string) => {
    const suffix = pattern?.match(/\\?(\.\w+)\$?$/)?.[1] ?? '';
    return (values[name] ?? '1') + suffix;
  });
}
