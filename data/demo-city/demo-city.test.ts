import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { TECHNOLOGIES } from '#core/supply/technologies.ts';
import type { DemoAddress, DemoCity, DemoDistrict, Position, Ring } from './demo-city.ts';
import { generateDemoCity } from './generate.ts';

const city = generateDemoCity();
const hashOf = (made: DemoCity) => createHash('sha256').update(JSON.stringify(made)).digest('hex');

const ringAreaM2 = (ring: Ring) =>
  ring.reduce((sum, [x, y], i) => {
    const [u, v] = ring[(i + 1) % ring.length]!;
    return sum + (x * v - u * y) / 2;
  }, 0);
const areaM2 = (district: DemoDistrict) =>
  district.polygons.flat().reduce((sum, ring) => sum + ringAreaM2(ring), 0);
const contains = (district: DemoDistrict, [x, y]: Position) =>
  district.polygons.flat().reduce((inside, ring) => {
    let now = inside;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i]!;
      const [bx, by] = ring[j]!;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) now = !now;
    }
    return now;
  }, false);
const ofLevel = (level: DemoDistrict['level']) =>
  city.districts.filter((district) => district.level === level);
const best = (address: DemoAddress) =>
  Math.max(0, ...address.claims.filter((claim) => !claim.planned).map((claim) => claim.downMbit ?? 0));
const share = (addresses: readonly DemoAddress[], downMbit: number) =>
  addresses.filter((address) => best(address) < downMbit).length / addresses.length;

describe('the demo city', () => {
  it('is the same to the last digit for the same seed, and another for another', () => {
    expect(hashOf(generateDemoCity())).toBe(hashOf(city));
    expect(hashOf(generateDemoCity({ seed: 2 }))).not.toBe(hashOf(city));
  });

  it('has the sizes it promises', () => {
    expect(ofLevel('city')).toHaveLength(1);
    expect(ofLevel('bezirk')).toHaveLength(13);
    expect(ofLevel('stadtteil')).toHaveLength(51);
    const households = city.addresses.reduce((sum, address) => sum + address.households, 0);
    expect(Math.abs(city.addresses.length - 80_000)).toBeLessThan(5_000);
    expect(Math.abs(households - 300_000)).toBeLessThan(10_000);
    expect(city.householdCells.reduce((sum, cell) => sum + cell.households, 0)).toBe(households);
    expect(city.schools).toHaveLength(160);
    expect(Math.abs(city.publicBuildings.length - 60)).toBeLessThan(10);
    expect(city.hotspots).toHaveLength(250);
  });

  it('is tiled by its districts at every level', () => {
    const whole = areaM2(ofLevel('city')[0]!);
    for (const level of ['bezirk', 'stadtteil'] as const) {
      expect(ofLevel(level).reduce((sum, district) => sum + areaM2(district), 0) / whole).toBeCloseTo(1, 6);
    }
  });

  it('has every address, school, building and hotspot inside exactly one Stadtteil', () => {
    const places = [...city.addresses.filter((_, i) => i % 7 === 0), ...city.schools, ...city.hotspots];
    const outside = places.filter(
      ({ position }) => ofLevel('stadtteil').filter((quarter) => contains(quarter, position)).length !== 1,
    );
    expect(outside).toEqual([]);
    const whole = ofLevel('city')[0]!;
    expect(city.addresses.filter(({ position }) => !contains(whole, position))).toEqual([]);
  });

  it('has one connected street network', () => {
    const parent = new Map<string, string>();
    const find = (key: string): string => {
      let root = key;
      while (parent.get(root) !== root) root = parent.get(root)!;
      parent.set(key, root);
      return root;
    };
    for (const { line } of city.streets) {
      const keys = line.map((position) => position.join(','));
      for (const key of keys) if (!parent.has(key)) parent.set(key, key);
      for (const key of keys) parent.set(find(key), find(keys[0]!));
    }
    expect(new Set([...parent.keys()].map(find)).size).toBe(1);
  });

  it('gives no two addresses the same street, number and postcode, and no two records the same key', () => {
    const postal = city.addresses.map(({ street, houseNumber, postcode }) =>
      [street, houseNumber, postcode].join('|'),
    );
    expect(new Set(postal).size).toBe(postal.length);
    for (const list of [city.addresses, city.schools, city.hotspots, city.streets, city.householdCells]) {
      expect(new Set(list.map((record) => record.key)).size).toBe(list.length);
    }
  });

  it('has believable supply: mostly good, white spots at the edge, business parks behind', () => {
    const under30 = share(city.addresses, 30);
    expect(under30).toBeGreaterThan(0.005);
    expect(under30).toBeLessThan(0.03);
    expect(share(city.addresses, 100)).toBeGreaterThan(under30);
    expect(share(city.addresses, 500)).toBeLessThan(0.4);
    const distanceM = (address: DemoAddress) =>
      Math.hypot(address.position[0] - 550_600, address.position[1] - 5_803_300);
    const inner = city.addresses.filter((address) => distanceM(address) < 3_000);
    const outer = city.addresses.filter((address) => distanceM(address) > 6_000);
    expect(share(outer, 100)).toBeGreaterThan(2 * share(inner, 100));
    const business = city.addresses.filter((address) => address.use === 'business');
    expect(share(business, 500)).toBeGreaterThan(share(city.addresses, 500));
  });

  it('claims nothing a technology cannot do', () => {
    const impossible = city.addresses
      .flatMap((address) => address.claims)
      .filter(
        ({ technology, downMbit, upMbit }) =>
          !TECHNOLOGIES.includes(technology) || (downMbit !== null && upMbit !== null && upMbit > downMbit),
      );
    expect(impossible).toEqual([]);
  });
});
