import { describe, expect, it } from 'vitest';
import { parseGeojson } from '../geojson/parse-geojson.ts';
import { NO_TREATMENT } from '../intake-issue.ts';
import { openStreetMap } from './format.ts';
import { placeOfShape } from './place-of-shape.ts';
import { parseHstore } from './tags.ts';

const SQUARE = [[[9.7, 52.3], [9.8, 52.3], [9.8, 52.4], [9.7, 52.4], [9.7, 52.3]]]; // biome-ignore format: a ring
const POINT = { type: 'Point', coordinates: [9.73, 52.37] };
const feature = (id: string, tags: object, geometry: unknown = POINT) => ({
  type: 'Feature',
  properties: { '@id': id, ...tags },
  geometry,
});
const parse = (layer: string, ...features: unknown[]) =>
  openStreetMap.parse(parseGeojson({ type: 'FeatureCollection', features })!, {
    layer,
    treatment: NO_TREATMENT,
    srid: null,
  });

describe('tags', () => {
  it('come out of hstore whole, with quotes, backslashes and commas', () => {
    expect(parseHstore('"a"=>"1, 2","name"=>"Zum \\"Bär\\"","b\\\\c"=>"=>"')).toEqual({
      a: '1, 2',
      name: 'Zum "Bär"',
      'b\\c': '=>',
    });
  });
});

describe('a place for a shape', () => {
  it('is the centroid of a square', () => {
    const [x, y] = placeOfShape({ type: 'Polygon', coordinates: SQUARE });
    expect(x).toBeCloseTo(9.75, 9);
    expect(y).toBeCloseTo(52.35, 9);
  });
  it('lies inside a shape that bends around its centroid', () => {
    const u = [[0, 0], [9, 0], [9, 9], [6, 9], [6, 1], [3, 1], [3, 9], [0, 9], [0, 0]]; // biome-ignore format: a ring
    const [x, y] = placeOfShape({ type: 'Polygon', coordinates: [u] });
    expect(y).toBeGreaterThan(1);
    expect((x! > 0 && x! < 3) || (x! > 6 && x! < 9)).toBe(true);
  });
  it('of a ring without area is its first vertex', () => {
    expect(placeOfShape({ type: 'Polygon', coordinates: [[[1, 2], [1, 2], [1, 2], [1, 2]]] })).toEqual([1, 2]); // biome-ignore format: a ring
  });
});

describe('OpenStreetMap objects', () => {
  const address = { 'addr:street': 'Lange Straße', 'addr:housenumber': '5', 'addr:postcode': '30159' };
  it('are buildings by their outline, with an address or without', () => {
    const outline = { type: 'Polygon', coordinates: SQUARE };
    const { rows, rejected } = parse(
      'buildings',
      feature('way/1', { ...address, building: 'house' }, outline),
      feature('way/2', { building: 'yes', name: 'Halle' }, outline),
      feature('way/3', { building: 'no' }, outline),
      feature('node/4', { building: 'yes' }),
    );
    expect(rows.map(({ key, values }) => [key, values])).toEqual([
      ['way/1', { name: null, kind: 'house' }],
      ['way/2', { name: 'Halle', kind: 'yes' }],
    ]);
    expect([rows[0]!.geometry!.type, rejected]).toEqual(['MultiPolygon', []]);
  });

  it('become addresses once each, buildings at their centre', () => {
    const building = { type: 'Polygon', coordinates: SQUARE };
    const { rows, issues, read, skipped } = parse(
      'addresses',
      feature('node/1', address),
      feature('node/2', { ...address, shop: 'bakery' }),
      feature('way/3', { ...address, 'addr:housenumber': '7', building: 'apartments' }, building),
      feature('node/4', { amenity: 'bench' }),
    );
    expect(rows.map(({ key }) => key)).toEqual(['node/1', 'way/3']);
    expect(rows[1]).toMatchObject({
      values: { house_number: '7', use: 'residential', households: 0 },
      geometry: { type: 'Point' },
    });
    expect({ read, skipped }).toEqual({ read: 4, skipped: 2 });
    expect(issues.map(({ code }) => code)).toEqual(['other-kind', 'mapped-twice']);
  });
  it('become schools, hotspots, streets and business parks by their tags', () => {
    const line = { type: 'LineString', coordinates: SQUARE[0] };
    const area = { type: 'Polygon', coordinates: SQUARE };
    const all = [
      feature('way/1', { amenity: 'school', name: 'Schule', operator: 'Stadt' }, area),
      feature('node/2', {
        amenity: 'cafe',
        name: 'Café',
        internet_access: 'wlan',
        'internet_access:fee': 'no',
      }),
      feature('node/3', { amenity: 'cafe', name: 'Ohne', internet_access: 'no' }),
      feature('way/4', { highway: 'residential', name: 'Weg' }, line),
      feature('way/5', { highway: 'footway', name: 'Pfad' }, line),
      feature('way/6', { landuse: 'retail', name: 'Markt' }, area),
      feature('way/7', { landuse: 'meadow' }, area),
      feature('node/9', { highway: 'bus_stop', name: 'Markt' }),
      feature('node/10', { highway: 'bus_stop' }),
      feature('way/8', { amenity: 'library', name: 'Bücherei', building: 'public' }, area),
    ];
    expect(parse('stops', ...all).rows).toMatchObject([
      { key: 'node/9', values: { name: 'Markt', kind: 'bus_stop' } },
    ]);
    expect(parse('schools', ...all).rows).toMatchObject([{ values: { name: 'Schule', carrier: 'Stadt' } }]);
    expect(parse('hotspots', ...all).rows).toMatchObject([{ values: { name: 'Café', access: 'free' } }]);
    expect(parse('public-buildings', ...all).rows).toMatchObject([
      { values: { name: 'Bücherei', kind: 'library', wlan_state: 'unknown' } },
    ]);
    expect(parse('streets', ...all).rows).toMatchObject([{ values: { name: 'Weg', class: 'residential' } }]);
    expect(parse('business-parks', ...all).rows).toMatchObject([
      { values: { name: 'Markt', kind: 'retail' } },
    ]);
  });
  it('of another kind leave nothing, and no complaint about columns', () => {
    expect(parse('addresses', feature('node/1', { amenity: 'bench' }))).toMatchObject({
      rows: [],
      skipped: 1,
    });
  });
});
