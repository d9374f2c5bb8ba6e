import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAYERS } from '../../server/layers/registry.ts';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSampleLayers } from '../fixtures/sample-layers.ts';

const PUBLIC = [
  'districts',
  'streets',
  'households',
  'business-parks',
  'schools',
  'public-buildings',
  'hotspots',
  'stops',
];
const BASE = 'http://localhost';

interface Link {
  rel: string;
  href: string;
  type?: string;
}

describe.each(DATABASES)('OGC API – Features, documents, on the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  beforeAll(async () => {
    database = await open();
    await loadSampleLayers(database);
    api = testApplication(database);
  });
  afterAll(async () => {
    expect(api.unexpected).toEqual([]);
    await database.close();
  });

  const json = async (path: string, headers: Record<string, string> = {}) => {
    const response = await api.request(path.replace(BASE, ''), { headers });
    expect([path, response.status]).toEqual([path, 200]);
    return response.json();
  };

  it('leads from the landing page to every document, none of them broken and each of the type promised', async () => {
    const queue: { href: string; type?: string }[] = [{ href: `${BASE}/ogc` }];
    const seen = new Set<string>();
    while (queue.length > 0) {
      const { href, type: promised } = queue.pop()!;
      if (seen.has(href) || !href.startsWith(BASE)) continue;
      seen.add(href);
      const response = await api.request(href.replace(BASE, ''));
      expect([href, response.status]).toEqual([href, 200]);
      const type = response.headers.get('content-type')!;
      if (promised) expect([href, type.replace('; charset=utf-8', '')]).toEqual([href, promised]);
      if (!type.includes('json')) continue;
      const collect = (node: unknown): void => {
        if (Array.isArray(node)) node.forEach(collect);
        else if (node !== null && typeof node === 'object') {
          const link = node as Partial<Link>;
          if (typeof link.href === 'string' && typeof link.rel === 'string')
            queue.push({ href: link.href, type: link.type });
          else Object.values(node).forEach(collect);
        }
      };
      collect(await response.json());
    }
    for (const path of ['/ogc/conformance', '/ogc/api', '/ogc/api?f=html', '/ogc/collections?f=html'])
      expect(seen).toContain(BASE + path);
    for (const id of PUBLIC) {
      for (const tail of ['', '/items', '/items?f=html', '/queryables'])
        expect(seen).toContain(`${BASE}/ogc/collections/${id}${tail}`);
    }
    expect(seen.size).toBeGreaterThan(45);
  });

  it('has the links Part 1 asks of the landing page', async () => {
    for (const path of ['/ogc', '/ogc/']) {
      const { links } = (await json(path)) as { links: Link[] };
      const rels = links.map((link) => link.rel);
      for (const rel of ['self', 'alternate', 'service-desc', 'service-doc', 'conformance', 'data'])
        expect(rels).toContain(rel);
    }
  });

  it('declares the classes it implements', async () => {
    const { conformsTo } = await json('/ogc/conformance');
    for (const name of ['core', 'oas30', 'html', 'geojson']) {
      expect(conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`);
    }
    expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs');
  });

  it('lists to each role what it may read, and describes the same in OpenAPI', async () => {
    for (const [role, expected] of [
      ['public', PUBLIC],
      ['planner', LAYERS.map((layer) => layer.id)],
    ] as const) {
      const response = await api.request('/ogc/collections', { role });
      const { collections } = await response.json();
      expect(collections.map((collection: { id: string }) => collection.id)).toEqual(expected);
      expect(response.headers.get('cache-control')).toBe(
        role === 'public' ? 'no-cache' : 'private, no-cache',
      );
      const { paths } = await (await api.request('/ogc/api', { role })).json();
      expect(Object.keys(paths).filter((path) => path.endsWith('/items')).length).toBe(expected.length);
    }
  });

  it('describes itself in OpenAPI without a dangling reference, with an example path for every resource', async () => {
    const document = await json('/ogc/api');
    expect(document.openapi).toMatch(/^3\.0\./);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      (match) => match[1]!,
    );
    expect(references.length).toBeGreaterThan(50);
    for (const reference of references) {
      const target = reference
        .split('/')
        .reduce(
          (node: Record<string, unknown> | undefined, key) =>
            node?.[key] as Record<string, unknown> | undefined,
          document,
        );
      expect([reference, target !== undefined]).toEqual([reference, true]);
    }
    const operations = Object.values<{ get: { operationId: string } }>(document.paths).map(
      (path) => path.get.operationId,
    );
    expect(new Set(operations).size).toBe(operations.length);
    const items = document.paths['/collections/schools/items'].get.parameters as {
      name?: string;
      $ref?: string;
    }[];
    const names = items.map((parameter) => parameter.name ?? parameter.$ref!.split('/').at(-1));
    for (const name of ['limit', 'offset', 'bbox', 'bbox-crs', 'crs', 'datetime', 'f', 'schoolType'])
      expect(names).toContain(name);
    for (const path of Object.keys(document.paths)) {
      const response = await api.request(`/ogc${path.replace('{featureId}', '1')}`);
      expect([path, response.status]).toEqual([path, 200]);
    }
  });

  it('says at every door of a closed collection which sign-in it needs', async () => {
    for (const id of ['addresses', 'areas']) {
      for (const tail of ['', '/queryables', '/items', '/items/1', '/items?limit=none']) {
        const response = await api.request(`/ogc/collections/${id}${tail}`, {
          headers: { 'accept-language': 'en' },
        });
        expect([tail, response.status]).toEqual([tail, 401]);
        expect((await response.json()).detail).toContain('link that Lückenlos prints in the terminal');
      }
    }
  });

  it.each(['', '/queryables', '/items', '/items/1'])('knows no collection nothing%s', async (tail) => {
    const response = await api.request(`/ogc/collections/nothing${tail}`);
    const problem = await response.json();
    expect([response.status, problem.title]).toEqual([404, 'unknown-layer']);
    expect(problem.detail).toContain('nothing');
    expect(problem.detail).not.toContain('addresses');
  });

  it.each([
    '/ogc',
    '/ogc/conformance',
    '/ogc/api',
    '/ogc/collections',
    '/ogc/collections/schools',
    '/ogc/collections/schools/queryables',
    '/ogc/collections/schools/items/1',
  ])('refuses parameters it does not know at %s', async (path) => {
    const response = await api.request(`${path}?colour=red`);
    expect([response.status, (await response.json()).issues[0].where]).toEqual([400, 'colour']);
  });

  it('gives extent, CRS and sources of a collection', async () => {
    const { extent, crs, storageCrs, itemType, links, sources, ...rest } = await json(
      '/ogc/collections/schools',
      { 'accept-language': 'en' },
    );
    expect(rest).toMatchObject({ id: 'schools', title: 'Schools', itemCount: 12 });
    expect(itemType).toBe('feature');
    expect(crs).toEqual([
      'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
      'http://www.opengis.net/def/crs/EPSG/0/4326',
      'http://www.opengis.net/def/crs/EPSG/0/25832',
      'http://www.opengis.net/def/crs/EPSG/0/3857',
    ]);
    expect(storageCrs).toBe('http://www.opengis.net/def/crs/EPSG/0/25832');
    expect(extent.temporal.interval).toEqual([['2019-09-15T00:00:00Z', '2024-09-15T00:00:00Z']]);
    const { rows } = await sql<{ outside: number }>`
      select count(*)::int as outside from school
      where not st_covers(st_makeenvelope(${sql.join(extent.spatial.bbox[0])}, 4326), st_transform(geom, 4326))`.execute(
      database.db,
    );
    expect(rows[0]!.outside).toBe(0);
    expect(sources).toEqual([
      {
        name: 'Schulen',
        asOf: '2024-09-15',
        licence: 'https://creativecommons.org/licenses/by/4.0/',
        isDemo: false,
      },
      { name: 'Schulen alt', asOf: '2019-09-15', licence: null, isDemo: false },
    ]);
    expect(links).toContainEqual({ href: 'https://creativecommons.org/licenses/by/4.0/', rel: 'license' });
  });

  it('leaves the extent of an empty layer open and follows a change', async () => {
    await sql`delete from hotspot where key = '20'`.execute(database.db);
    expect((await json('/ogc/collections/hotspots')).itemCount).toBe(19);
    await sql`delete from hotspot`.execute(database.db);
    const { extent, itemCount } = await json('/ogc/collections/hotspots');
    expect([extent, itemCount]).toEqual([
      { temporal: { interval: [[null, null]], trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian' } },
      0,
    ]);
    expect((await json('/ogc/collections/hotspots/items')).features).toEqual([]);
  });

  it('describes what can be filtered, and filters by exactly that', async () => {
    for (const id of PUBLIC) {
      const schema = await json(`/ogc/collections/${id}/queryables`);
      expect(schema).toMatchObject({
        type: 'object',
        additionalProperties: false,
        $id: `${BASE}/ogc/collections/${id}/queryables`,
      });
      const sample: Record<string, string> = { integer: '1', number: '1.5', boolean: 'true', string: 'x' };
      for (const [name, property] of Object.entries<{ type: string; format?: string; enum?: string[] }>(
        schema.properties,
      )) {
        if (name === 'geometry') continue;
        const value = property.enum?.[0] ?? (property.format ? '2025-01-01' : sample[property.type]!);
        await json(`/ogc/collections/${id}/items?limit=1&${name}=${value}`);
      }
    }
  });

  it('serves pages to browsers, with everything escaped', async () => {
    const browser = {
      accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'accept-language': 'de',
    };
    const response = await api.request('/ogc/collections/districts/items', { headers: browser });
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const page = await response.text();
    expect(page).toContain('Süd &amp; &quot;Ost&quot; &lt;List&gt;');
    expect(page).not.toContain('<List>');
    expect(page).toContain('lang="de"');
    expect((await api.request('/ogc?f=html')).headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect((await api.request('/ogc?f=json', { headers: browser })).headers.get('content-type')).toBe(
      'application/json',
    );
  });

  it('keeps the parameters of a request in its links', async () => {
    const page = await json(
      '/ogc/collections/schools/items?limit=2&schoolType=IGS&crs=http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F25832',
    );
    const next = new URL(page.links.find((link: Link) => link.rel === 'next').href);
    expect(Object.fromEntries(next.searchParams)).toEqual({
      limit: '2',
      schoolType: 'IGS',
      crs: 'http://www.opengis.net/def/crs/EPSG/0/25832',
      offset: '2',
    });
  });
});
