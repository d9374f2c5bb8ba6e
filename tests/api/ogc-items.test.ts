import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSampleLayers, SAMPLE, SAMPLE_CORNER } from '../fixtures/sample-layers.ts';

const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
const epsg = (code: number) => `http://www.opengis.net/def/crs/EPSG/0/${code}`;

interface Items {
  type: string;
  numberMatched: number;
  numberReturned: number;
  timeStamp: string;
  links: { rel: string; href: string; type?: string }[];
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers
  features: { id: any; type: string; geometry: any; properties: any }[];
}

describe.each(DATABASES)('OGC API – Features, items, on the $name database', ({ open }) => {
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

  const raw = (path: string) => api.request(path, { role: 'planner' });
  const items = async (collection: string, query: Record<string, string> = {}) => {
    const response = await raw(`/ogc/collections/${collection}/items?${new URLSearchParams(query)}`);
    expect([collection, query, response.status]).toEqual([collection, query, 200]);
    return (await response.json()) as Items;
  };
  const one = async <T>(text: string) =>
    (await sql.raw<{ v: T }>(`select ${text} as v`).execute(database.db)).rows[0]!.v;

  it('answers GeoJSON in CRS84 with counts, time and source', async () => {
    const response = await api.request('/ogc/collections/schools/items');
    expect(response.headers.get('content-type')).toBe('application/geo+json');
    expect(response.headers.get('content-crs')).toBe(`<${CRS84}>`);
    const page = (await response.json()) as Items;
    expect([page.type, page.numberMatched, page.numberReturned]).toEqual(['FeatureCollection', 12, 12]);
    expect(Date.parse(page.timeStamp)).toBeGreaterThan(Date.now() - 60_000);
    expect(page.features[0]!.properties).toEqual({
      name: 'Schule "1" \\ ü',
      schoolNumber: null,
      schoolType: 'Gymnasium',
      carrier: null,
      street: null,
      postcode: null,
      place: null,
      classes: 1,
      pupils: 20,
      key: '1',
      sourceName: 'Schulen',
      sourceAsOf: '2024-09-15',
      sourceLicence: 'https://creativecommons.org/licenses/by/4.0/',
      isDemo: false,
    });
    const [lon, lat] = page.features[0]!.geometry.coordinates;
    expect(lon).toBeCloseTo(9.7245, 2);
    expect(lat).toBeCloseTo(52.3703, 2);
  });

  it('pages through everything once, in the order of ids, by following `next`', async () => {
    const seen: number[] = [];
    let href: string | undefined = 'http://localhost/ogc/collections/addresses/items?limit=400';
    let pages = 0;
    while (href) {
      const page = (await (await raw(href.replace('http://localhost', ''))).json()) as Items;
      expect(page.numberMatched).toBe(SAMPLE.addresses);
      expect(page.numberReturned).toBe(page.features.length);
      seen.push(...page.features.map((feature) => feature.id));
      href = page.links.find((link) => link.rel === 'next')?.href;
      const prev = page.links.find((link) => link.rel === 'prev');
      expect(prev === undefined).toBe(pages === 0);
      pages++;
    }
    expect(pages).toBe(7);
    expect(new Set(seen).size).toBe(SAMPLE.addresses);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  it('has no `next` on the last page, even when it is exactly full', async () => {
    expect((await items('schools', { limit: '6', offset: '6' })).links.map((link) => link.rel)).not.toContain(
      'next',
    );
    expect((await items('schools', { limit: '6', offset: '5' })).links.map((link) => link.rel)).toContain(
      'next',
    );
    const beyond = await items('schools', { offset: '500' });
    expect([beyond.numberMatched, beyond.numberReturned, beyond.features]).toEqual([12, 0, []]);
    expect(beyond.links.map((link) => link.rel)).not.toContain('next');
  });

  it('cuts a limit that is too large and keeps the default', async () => {
    expect((await items('addresses', { limit: '999999999' })).numberReturned).toBe(SAMPLE.addresses);
    expect((await items('addresses')).numberReturned).toBe(100);
  });

  it('writes each CRS with its axis order and says so', async () => {
    const expected: Record<string, [number, string]> = {
      [CRS84]: [7, 'st_transform(geom, 4326)'],
      [epsg(4326)]: [7, 'st_flipcoordinates(st_transform(geom, 4326))'],
      [epsg(25832)]: [3, 'geom'],
      [epsg(3857)]: [3, 'st_transform(geom, 3857)'],
    };
    for (const [crs, [digits, geometry]] of Object.entries(expected)) {
      const response = await raw(`/ogc/collections/schools/items?limit=1&crs=${encodeURIComponent(crs)}`);
      expect(response.headers.get('content-crs')).toBe(`<${crs}>`);
      const page = (await response.json()) as Items;
      const id = page.features[0]!.id;
      const want = await one<number[]>(
        `(select json_build_array(st_x(g), st_y(g)) from (select ${geometry} as g from school where id = ${id}) t)`,
      );
      expect(page.features[0]!.geometry.coordinates[0]).toBeCloseTo(want[0]!, digits - 1);
      expect(page.features[0]!.geometry.coordinates[1]).toBeCloseTo(want[1]!, digits - 1);
      const single = await raw(`/ogc/collections/schools/items/${id}?crs=${encodeURIComponent(crs)}`);
      expect(single.headers.get('content-crs')).toBe(`<${crs}>`);
      expect((await single.json()).geometry).toEqual(page.features[0]!.geometry);
    }
  });

  it('finds the same features by the same box in every CRS', async () => {
    const { eastingM: e, northingM: n } = SAMPLE_CORNER;
    const inPlan = await items('addresses', {
      'bbox-crs': epsg(25832),
      bbox: `${e + 990},${n + 990},${e + 2010},${n + 2010}`,
      limit: '10000',
    });
    const want = await one<number>(
      `(select count(*)::int from address where geom && st_makeenvelope(${e + 990}, ${n + 990}, ${e + 2010}, ${n + 2010}, 25832))`,
    );
    expect(want).toBeGreaterThan(50);
    expect(inPlan.numberMatched).toBe(want);

    const box = [9.73, 52.375, 9.76, 52.39] as const;
    const inside = await one<number>(
      `(select count(*)::int from address where st_intersects(st_transform(geom, 4326), st_makeenvelope(${box.join(',')}, 4326)))`,
    );
    expect(inside).toBeGreaterThan(50);
    const mercator = await one<number[]>(
      `(select json_build_array(st_xmin(g), st_ymin(g), st_xmax(g), st_ymax(g)) from (select st_transform(st_makeenvelope(${box.join(',')}, 4326), 3857) as g) t)`,
    );
    const flipped = [box[1], box[0], box[3], box[2]];
    const queries: Record<string, string>[] = [
      { bbox: box.join(',') },
      { bbox: box.join(','), 'bbox-crs': CRS84 },
      { bbox: `${box[0]},${box[1]},-100,${box[2]},${box[3]},9000` },
      { bbox: flipped.join(','), 'bbox-crs': epsg(4326) },
      { bbox: mercator.join(','), 'bbox-crs': epsg(3857) },
    ];
    for (const query of queries) {
      expect([query, (await items('addresses', query)).numberMatched]).toEqual([query, inside]);
    }
  });

  it('understands boxes around the world, over the antimeridian, elsewhere and as a point', async () => {
    expect((await items('districts', { bbox: '-180,-90,180,90' })).numberMatched).toBe(SAMPLE.districts);
    expect((await items('districts', { bbox: '9,-90,8.999,90' })).numberMatched).toBe(SAMPLE.districts);
    expect((await items('districts', { bbox: '170,50,-170,55' })).numberMatched).toBe(0);
    expect((await items('districts', { bbox: '100,-60,120,-50' })).numberMatched).toBe(0);
    expect((await items('districts', { bbox: '9.73,52.38,9.73,52.38' })).numberMatched).toBe(1);
    expect(
      (await items('districts', { bbox: '-1e300,-1e300,1e300,1e300', 'bbox-crs': epsg(25832) }))
        .numberMatched,
    ).toBe(3);
  });

  it('does not find shapes whose box touches but which do not', async () => {
    const { eastingM: e, northingM: n } = SAMPLE_CORNER;
    const inHole = `${e + 3400},${n + 3400},${e + 3500},${n + 3500}`;
    expect((await items('business-parks', { bbox: inHole, 'bbox-crs': epsg(25832) })).numberMatched).toBe(0);
  });

  it.each([
    ['schools', { schoolType: 'Grundschule' }, `school where school_type = 'Grundschule'`],
    [
      'schools',
      { schoolType: 'Grundschule', sourceName: 'Schulen alt' },
      `(select 1 from school s join data_source d on d.id = s.source_id where d.name = 'Schulen alt') t`,
    ],
    ['schools', { pupils: '40' }, 'school where pupils = 40'],
    ['schools', { name: 'Schule "3" \\ ü' }, `school where key = '3' and pupils is not null`],
    ['schools', { name: "'; drop table school; --" }, 'school where false'],
    ['hotspots', { indoor: 'false' }, 'hotspot where indoor = false'],
    ['hotspots', { isDemo: 'false' }, 'hotspot'],
    [
      'addresses',
      { district: 'Mitte' },
      `address a join district d on d.id = a.district_id where d.name = 'Mitte'`,
    ],
    [
      'addresses',
      { street: 'Straße 7', houseNumber: '3' },
      `address where street = 'Straße 7' and house_number = '3'`,
    ],
    [
      'public-buildings',
      { wlanTargetDate: '2026-12-31' },
      `public_building where wlan_target_date is not null`,
    ],
    ['streets', { lengthM: '5000.0' }, 'street'],
    ['areas', { version: '1', origin: 'drawn', updatedAt: '2025-05-05T12:00:00Z' }, 'area'],
  ] as const)('filters %s by %o', async (collection, query, reference) => {
    const page = await items(collection, { ...query, limit: '10000' });
    expect(page.numberMatched).toBe(await one<number>(`(select count(*)::int from ${reference})`));
    expect(page.features.length).toBe(page.numberMatched);
  });

  it.each([
    ['2024-09-15', 10],
    ['2024-09-15T13:00:00Z', 10],
    ['2024-09-14', 0],
    ['2019-01-01/2024-09-14T23:59:59Z', 2],
    ['../2024-09-15', 12],
    ['/2019-12-31', 2],
    ['2020-01-01T00:00:00+02:00/..', 10],
    ['2024-09-16T00:00:00Z/', 0],
  ])('takes datetime %s as the date of the source', async (datetime, count) => {
    expect((await items('schools', { datetime })).numberMatched).toBe(count);
  });

  it('takes datetime of areas as their last change, and finds nothing without a date', async () => {
    expect((await items('areas', { datetime: '2025-05-05' })).numberMatched).toBe(1);
    expect((await items('areas', { datetime: '2025-05-05T12:00:01Z/..' })).numberMatched).toBe(0);
    expect((await items('hotspots', { datetime: '../2100-01-01' })).numberMatched).toBe(0);
  });

  it('answers one feature with its links, by number or UUID', async () => {
    for (const collection of ['schools', 'areas']) {
      const [first] = (await items(collection)).features;
      const response = await raw(`/ogc/collections/${collection}/items/${first!.id}`);
      expect(response.status).toBe(200);
      const { links, ...feature } = await response.json();
      expect(feature).toEqual(first);
      expect(links.map((link: { rel: string }) => link.rel)).toEqual(['self', 'alternate', 'collection']);
    }
  });

  it.each(['0', '-1', '99999999', '99999999999999', 'abc', '1.5', '1%20', '%00', 'ü'])(
    'has no feature %s',
    async (id) => {
      for (const collection of ['schools', 'areas']) {
        const response = await raw(`/ogc/collections/${collection}/items/${id}`);
        expect([id, response.status]).toEqual([id, 404]);
        expect((await response.json()).title).toBe('not-a-feature');
      }
    },
  );

  it.each([
    ['limit=0', 'limit'],
    ['limit=-5', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['offset=-1', 'offset'],
    ['offset=x', 'offset'],
    ['bbox=1,2,3', 'bbox'],
    ['bbox=1,2,3,4,5', 'bbox'],
    ['bbox=a,b,c,d', 'bbox'],
    ['bbox=1,2,NaN,4', 'bbox'],
    ['bbox=1,2,,4', 'bbox'],
    ['bbox=9,53,10,52', 'bbox'],
    ['bbox=9,52,200,53', 'bbox'],
    ['bbox=9,52,10,91', 'bbox'],
    ['bbox=9,52,5,10,53,4', 'bbox'],
    [`bbox=2,1,1,2&bbox-crs=${epsg(25832)}`, 'bbox'],
    ['bbox-crs=EPSG:4326', 'bbox-crs'],
    [`crs=${epsg(31467)}`, 'crs'],
    ['crs=', 'crs'],
    ['datetime=yesterday', 'datetime'],
    ['datetime=2025-02-30', 'datetime'],
    ['datetime=2025-13-01T00:00:00Z', 'datetime'],
    ['datetime=2025-01-02/2025-01-01', 'datetime'],
    ['datetime=../..', 'datetime'],
    ['datetime=/', 'datetime'],
    ['datetime=2025-01-01/2025-01-02/2025-01-03', 'datetime'],
    ['f=xml', 'f'],
    ['filter=name%3D1', 'filter'],
    ['schooltype=IGS', 'schooltype'],
    ['pupils=many', 'pupils'],
    ['pupils=99999999999', 'pupils'],
    ['isDemo=yes', 'isDemo'],
    ['sourceAsOf=2025-02-30', 'sourceAsOf'],
    ['name=a%00b', 'name'],
  ])('refuses ?%s naming %s', async (query, where) => {
    const response = await raw(`/ogc/collections/schools/items?${query}`);
    const problem = await response.json();
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json',
    ]);
    expect(problem.issues[0].where).toBe(where);
    if (!where.endsWith('crs')) expect(problem.detail).toContain(where);
  });

  it('reports every bad parameter at once, with its value', async () => {
    const response = await raw('/ogc/collections/schools/items?limit=none&bbox=1&foo=bar&crs=x');
    const { issues } = await response.json();
    expect(issues.map((issue: { where: string }) => issue.where).sort()).toEqual([
      'bbox',
      'crs',
      'foo',
      'limit',
    ]);
    expect(issues.find((issue: { where: string }) => issue.where === 'foo').message).toContain('bar');
  });

  it('refuses a value that a property cannot have, and names those it can', async () => {
    const response = await raw('/ogc/collections/public-buildings/items?wlanState=great');
    expect(response.status).toBe(400);
    expect((await response.json()).detail).toMatch(
      /wlanState.*great.*none, planned, partial, complete, unknown/,
    );
  });

  it('turns rings counter-clockwise and keeps holes', async () => {
    const [park] = (await items('business-parks', { crs: epsg(25832) })).features;
    expect(park!.geometry.type).toBe('MultiPolygon');
    const [outer, hole] = park!.geometry.coordinates[0] as [number, number][][];
    expect(signedArea(outer!)).toBeCloseTo(1_000_000, 0);
    expect(signedArea(hole!)).toBeCloseTo(-90_000, 0);
  });
});

function signedArea(ring: readonly (readonly [number, number])[]): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1]![0] * ring[i]![1] - ring[i]![0] * ring[i - 1]![1];
  return sum / 2;
}
