import { describe, expect, it } from 'vitest';
import { filterHotspots, type Hotspot, hotspotState, NO_FILTERS } from './hotspot.ts';
import { nearestHotspots } from './nearest-hotspots.ts';
import { countSentence, hotspotItems } from './page/list.ts';
import { distanceInWords } from './page/texts.ts';

const MONDAY_TEN = { weekday: 0, minute: 600 };
const hotspot = (id: number, more: Partial<Hotspot> = {}): Hotspot => ({
  id,
  name: `Ort ${id}`,
  ssid: null,
  operator: null,
  address: null,
  openingHours: null,
  access: null,
  indoor: null,
  stepFree: null,
  power: null,
  state: 'unknown',
  checkedAt: null,
  clients: null,
  lon: 9.7,
  lat: 52.3,
  source: 'Liste',
  asOf: null,
  isDemo: false,
  ...more,
});

describe('filters', () => {
  const list = [
    hotspot(1, {
      indoor: true,
      access: 'free',
      openingHours: 'Mo 09:00-11:00',
      state: 'works',
      operator: 'A',
    }),
    hotspot(2, {
      indoor: false,
      access: 'login',
      openingHours: 'Mo 11:00-12:00',
      state: 'down',
      operator: 'B',
    }),
    hotspot(3),
  ];
  const ids = (filters: object) =>
    filterHotspots(list, { ...NO_FILTERS, ...filters }, MONDAY_TEN).shown.map(({ id }) => id);

  it.each([
    [{}, [1, 2, 3]],
    [{ setting: 'indoor' }, [1]],
    [{ setting: 'outdoor' }, [2]],
    [{ free: true }, [1]],
    [{ open: true }, [1]],
    [{ works: true }, [1]],
    [{ operator: 'B' }, [2]],
    [{ q: ' oRT 3' }, [3]],
    [{ q: '%' }, []],
  ])('%j shows %j: what is unknown does not pass', (filters, expected) => {
    expect(ids(filters)).toEqual(expected);
  });

  it('counts what each filter hides, and what all hide together is not their sum', () => {
    const filtered = filterHotspots(list, { ...NO_FILTERS, free: true, operator: 'B' }, MONDAY_TEN);
    expect(filtered.hiddenBy).toEqual({ free: 2, operator: 2 });
    expect(filtered.shown).toEqual([]);
    expect(countSentence(filtered, 0, 'de')).toBe(
      '0 von 3 Standorten. Kein Standort passt zu den Filtern. Verborgen: Kostenlos 2, Betreiber 2.',
    );
  });
});

it('takes the words of the sources for a state, and others for unknown', () => {
  expect(['works', 'Online', 'offline', 'disturbed', 'vielleicht', null].map(hotspotState)).toEqual([
    'works',
    'works',
    'down',
    'down',
    'unknown',
    'unknown',
  ]);
});

it('lists the nearest first, equal distances by id, page after page', () => {
  const placed = [5, 3, 1, 4, 2].map((id) => ({
    ...hotspot(id),
    eastingM: 550_000 + (id > 3 ? 300 : id * 10),
    northingM: 5_800_000,
  }));
  const [lon, lat] = [9.7338, 52.3476];
  expect(nearestHotspots(placed, lon, lat, 10).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
  expect(nearestHotspots(placed, lon, lat, 2, 2).map(({ id }) => id)).toEqual([3, 4]);
  expect(nearestHotspots([], lon, lat, 2)).toEqual([]);
});

it('never lets text of a source become markup, and says unknown for what is missing', () => {
  const context = { language: 'de' as const, now: MONDAY_TEN, nowMs: 0, assumedReachM: null };
  const html = hotspotItems([hotspot(1, { name: '<img src=x onerror=alert(1)>', ssid: '"&\'' })], context);
  expect(html).not.toContain('<img');
  expect(html).toContain('&quot;&amp;&#39;');
  expect(html.match(/class="unknown"/g)).toHaveLength(8);
});

it('rounds distances to what people need', () => {
  expect([4, 994, 995, 12_340].map((m) => distanceInWords(m, 'de'))).toEqual([
    '10 m',
    '990 m',
    '1,0 km',
    '12,3 km',
  ]);
});
