import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApplication, testApplication } from '../fixtures/application.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';

describe.each(DATABASES)('search, layers, addresses and statistics on the $name database', ({ open }) => {
  let database: TestDatabase;
  let api: TestApplication;
  beforeAll(async () => {
    database = await open();
    await loadSmallCity(database);
    api = testApplication(database);
  });
  afterAll(async () => {
    expect(api.unexpected).toEqual([]);
    await database.close();
  });

  const find = async (q: string, role: 'public' | 'planner' = 'planner') => {
    const response = await api.request(`/api/search?q=${encodeURIComponent(q)}`, { role });
    return ((await response.json()) as { kind: string; label: string }[]).map(
      (hit) => `${hit.kind}: ${hit.label}`,
    );
  };

  it.each([
    ['Lange Straße 1', 'address: Lange Straße 1'],
    ['lange str. 1', 'address: Lange Straße 1'],
    ['LANGE STRASSE 1 A', 'address: Lange Straße 1a'],
    ['Lange Straße 12, 30159 Musterstadt', 'address: Lange Straße 12'],
    ['muellerweg', 'address: Müllerweg 7'],
    ['100%_', 'address: 100%_Gasse 3'],
    ['gymnasium', 'school: Gymnasium Ost'],
    ['rathaus', 'hotspot: Rathaus WLAN'],
    ['ost', 'district: Ost'],
    ['hafen', 'business-park: Hafen Ost'],
    ['52.3445, 9.7355', 'coordinate: 52.3445, 9.7355'],
  ])('finds %s', async (q, first) => {
    expect((await find(q))[0]).toBe(first);
  });

  it('places a coordinate in planning coordinates where it belongs, with or without the zone prefix', async () => {
    for (const q of ['550278 5802947', '32550278 5802947']) {
      const [hit] = await (await api.request(`/api/search?q=${q}`)).json();
      expect(hit.lon).toBeCloseTo(9.7385532, 4);
      expect(hit.lat).toBeCloseTo(52.3744779, 4);
    }
  });

  it('shows no address to the public, and takes signs of LIKE literally', async () => {
    expect(await find('Lange Straße 1', 'public')).toEqual([]);
    expect((await find('Lange Str', 'public')).some((hit) => hit.startsWith('address'))).toBe(false);
    expect(await find('%')).toEqual([]);
    expect(await find("'; drop table address; --")).toEqual([]);
  });

  it('refuses an empty search and a silly limit by name', async () => {
    expect((await api.request('/api/search')).status).toBe(400);
    const response = await api.request('/api/search?q=x&limit=51');
    expect((await response.json()).issues[0]).toMatchObject({ code: 'bad-parameter', where: 'limit' });
    expect((await api.request('/api/search?q=x&limit=50')).status).toBe(200);
  });

  it('lists the layers a role may see, each with its sources', async () => {
    const publicIds = (await (await api.request('/api/layers')).json()).map(
      (layer: { id: string }) => layer.id,
    );
    expect(publicIds).not.toContain('addresses');
    const layers = await (await api.request('/api/layers', { role: 'planner' })).json();
    const addresses = layers.find((layer: { id: string }) => layer.id === 'addresses');
    expect(addresses).toMatchObject({
      count: 5,
      geometry: 'point',
      sources: [{ name: 'Quelle addresses', asOf: '2025-06-30', licence: 'dl-de/by-2-0', isDemo: false }],
    });
    expect(addresses.bounds[0]).toBeGreaterThan(9.7);
    expect(layers.find((layer: { id: string }) => layer.id === 'areas')).toMatchObject({
      count: 0,
      bounds: null,
      sources: [],
    });
  });

  it('raises a layer’s revision with every change of it, and of no other', async () => {
    const revision = async (id: string) =>
      (await (await api.request('/api/layers', { role: 'planner' })).json()).find(
        (layer: { id: string }) => layer.id === id,
      ).revision;
    const before = [await revision('addresses'), await revision('schools')];
    await database.sql`update supply_claim set up_mbit = 60 where technology = 'hfc' and up_mbit is null and id = (select max(id) from supply_claim)`;
    expect(await revision('addresses')).toBe(before[0] + 1);
    expect(await revision('schools')).toBe(before[1]);
  });

  it('gives one address with every claim about it', async () => {
    const [hit] = await (
      await api.request('/api/search?q=Lange%20Stra%C3%9Fe%201', { role: 'planner' })
    ).json();
    const address = await (await api.request(`/api/addresses/${hit.id}`, { role: 'planner' })).json();
    expect(address).toMatchObject({
      street: 'Lange Straße',
      houseNumber: '1',
      district: 'West',
      households: 4,
      eastingM: 550100,
    });
    expect(address.claims).toMatchObject([
      {
        operator: 'Netz B',
        technology: 'hfc',
        downMbit: 1000,
        upMbit: null,
        source: { name: 'Quelle addresses', asOf: '2025-06-30' },
      },
      { operator: 'Netz A', technology: 'fttc', downMbit: 50, upMbit: 10 },
    ]);
    for (const id of ['0', '99999999', '1e99', 'x', '-1', '2147483648']) {
      expect((await api.request(`/api/addresses/${id}`, { role: 'planner' })).status).toBe(404);
    }
  });

  it('counts the public layers per district', async () => {
    const { districts } = await (await api.request('/api/statistics/districts')).json();
    expect(districts).toMatchObject([
      {
        name: 'Ost',
        areaKm2: 1,
        households: 9,
        schools: 1,
        hotspots: 0,
        businessParks: 1,
        publicBuildings: 0,
        streetsKm: 0.3,
      },
      {
        name: 'West',
        areaKm2: 1,
        households: 7,
        schools: 1,
        hotspots: 1,
        businessParks: 0,
        publicBuildings: 1,
        streetsKm: 0.5,
      },
    ]);
  });
});
