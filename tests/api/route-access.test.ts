import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declaredRoutes } from '../../server/app.ts';
import { FEATURES } from '../../server/features/index.ts';
import type { Route } from '../../server/route.ts';
import { mayCall } from '../../server/trust/roles.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';

const server = DATABASES.find((database) => database.name === 'server')!;

describe('every route × every role', () => {
  let database: TestDatabase;
  let api: TestApplication;
  let routes: Route[];
  beforeAll(async () => {
    database = await server.open();
    api = testApplication(database);
    routes = declaredRoutes({
      services: { db: database.db, config: database.config },
      features: FEATURES,
      signIn: api.signIn,
    });
  });
  afterAll(() => database.close());

  it('answers 401 to the public exactly where the table of rights says so, before it looks at anything else', async () => {
    expect(routes.length).toBeGreaterThan(20);
    for (const route of routes) {
      for (const role of ['public', 'planner', 'admin'] as const) {
        const response = await api.request(exampleOf(route.path), {
          role,
          method: route.method.toUpperCase(),
        });
        const allowed = mayCall(role === 'admin' ? 'administrator' : role, route.method, route.path);
        // The session from the terminal has the rights, but no account to act on; accounts-roles.test.ts tries those.
        if (route.access === 'account' && role !== 'public') continue;
        const refused = response.status === 401 || response.status === 403;
        // The sign-in route answers 403 to a wrong token whoever asks; a collection may ask for more than its route.
        if (route.path === '/sign-in' || (role === 'public' && refused && route.path.includes(':collection')))
          continue;
        expect([route.method, route.path, role, refused]).toEqual([route.method, route.path, role, !allowed]);
      }
    }
  });

  it('never answers 500, and every problem names itself', async () => {
    for (const route of routes) {
      const response = await api.request(`${exampleOf(route.path)}?limit=-1&bbox=a&q=%00&z=1e9`, {
        role: 'admin',
        method: route.method.toUpperCase(),
      });
      expect([route.path, response.status < 500]).toEqual([route.path, true]);
      if (response.status < 400) continue;
      const problem = await response.json();
      expect(problem).toMatchObject({
        status: response.status,
        title: expect.any(String),
        detail: expect.any(String),
      });
    }
    expect(api.unexpected).toEqual([]);
  });

  it('describes every route in the OpenAPI document, with who may call it', async () => {
    const document = await (await api.request('/api/openapi.json')).json();
    for (const route of routes) {
      const path = route.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');
      expect(document.paths[path]?.[route.method]?.['x-access']).toBe(route.access);
    }
  });

  it('serves addresses and areas to nobody without a session, by any door', async () => {
    for (const collection of ['addresses', 'areas']) {
      for (const path of [
        `/ogc/collections/${collection}`,
        `/ogc/collections/${collection}/items`,
        `/ogc/collections/${collection}/items/1`,
        `/ogc/collections/${collection}/queryables`,
        `/tiles/${collection}.json`,
        `/tiles/${collection}/10/540/335.mvt`,
      ]) {
        expect([path, (await api.request(path)).status]).toEqual([path, 401]);
      }
    }
    expect((await api.request('/api/columns/addresses.arrow')).status).toBe(401);
    const listed = await (await api.request('/ogc/collections')).text();
    expect(listed).not.toMatch(/"id":\s*"(addresses|areas)"/);
  });
});

/** A path of the route with plausible values in it. */
function exampleOf(path: string): string {
  const values: Record<string, string> = {
    collection: 'schools',
    collectionId: 'schools',
    id: '1',
    featureId: '1',
    z: '10',
    x: '540',
    y: '335',
  };
  return path.replace(/:(\w+)(\{([^}]*)\})?/g, (_, name: string, __, pattern?: string) => {
    const suffix = pattern?.match(/\\?(\.\w+)\$?$/)?.[1] ?? '';
    return (values[name] ?? '1') + suffix;
  });
}
