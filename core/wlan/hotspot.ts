import { isOpenAt, type LocalMoment } from './opening-hours.ts';

/** A hotspot as the public sees it. What a source does not say is null and shown as unknown. */
export interface Hotspot {
  readonly id: number;
  readonly name: string;
  readonly ssid: string | null;
  readonly operator: string | null;
  readonly address: string | null;
  /** OSM syntax, as the source has it. */
  readonly openingHours: string | null;
  readonly access: string | null;
  readonly indoor: boolean | null;
  readonly stepFree: boolean | null;
  /** Whether there are sockets to charge a device. */
  readonly power: boolean | null;
  /** Reach in metres where it was measured or modelled for this hotspot, and which; null where neither was. */
  readonly reachM?: number | null;
  readonly reachKind?: 'measured' | 'modelled' | null;
  readonly state: HotspotState;
  /** ISO date-time of when a monitored feed last said something of it; null where none does. */
  readonly checkedAt: string | null;
  /** Devices logged in, rounded down; null below the floor or where no feed says. */
  readonly clients: number | null;
  readonly lon: number;
  readonly lat: number;
  readonly source: string;
  /** ISO date of the data set; the state is not newer than that. */
  readonly asOf: string | null;
  readonly isDemo: boolean;
}

/** What a source's own word for the state amounts to. */
export type HotspotState = 'works' | 'down' | 'unknown';

const WORKS = new Set(['works', 'online', 'up', 'ok', 'active', 'in betrieb', 'aktiv']);
const DOWN = new Set([
  'disturbed',
  'offline',
  'down',
  'broken',
  'gestört',
  'gestoert',
  'außer betrieb',
  'defekt',
]);

export function hotspotState(text: string | null): HotspotState {
  const word = (text ?? '').trim().toLowerCase();
  return WORKS.has(word) ? 'works' : DOWN.has(word) ? 'down' : 'unknown';
}

/** The two questions people ask: what does it cost, and do I have to log in. Null = the source does not say. */
export interface AccessFacts {
  readonly free: boolean | null;
  readonly login: boolean | null;
  readonly customersOnly: boolean;
}

/** Reads the words of the intake (`free`, `paid`, `partly free`, `login`, `customers`). */
export function accessFacts(access: string | null): AccessFacts {
  const word = (access ?? '').trim().toLowerCase();
  return {
    free: word === 'free' ? true : word === 'paid' ? false : null,
    login: word === 'login' ? true : null,
    customersOnly: word === 'customers',
  };
}

/** Filters of the public map. An empty one (null, false, '') hides nothing. */
export interface HotspotFilters {
  /** In name, SSID, operator or address; case does not matter. */
  readonly q: string;
  readonly setting: 'indoor' | 'outdoor' | null;
  readonly free: boolean;
  readonly stepFree: boolean;
  readonly power: boolean;
  readonly open: boolean;
  readonly works: boolean;
  readonly operator: string;
}

export const NO_FILTERS: HotspotFilters = {
  q: '',
  setting: null,
  free: false,
  stepFree: false,
  power: false,
  open: false,
  works: false,
  operator: '',
};

export type FilterName = keyof HotspotFilters;

export interface Filtered<H> {
  readonly shown: readonly H[];
  readonly total: number;
  /** By each filter in use, how many of all hotspots it hides; one may be hidden by several. */
  readonly hiddenBy: Readonly<Partial<Record<FilterName, number>>>;
}

/**
 * Applies the filters. What is unknown does not pass a filter that asks for it: nobody is sent to a door that may
 * be closed.
 */
export function filterHotspots<H extends Hotspot>(
  hotspots: readonly H[],
  filters: HotspotFilters,
  now: LocalMoment,
): Filtered<H> {
  const tests = testsOf(filters, now);
  if (tests.length === 0) return { shown: hotspots, total: hotspots.length, hiddenBy: {} };
  const hiddenBy: Partial<Record<FilterName, number>> = {};
  for (const [name] of tests) hiddenBy[name] = 0;
  const shown = hotspots.filter((hotspot) => {
    let passes = true;
    for (const [name, test] of tests) {
      if (test(hotspot)) continue;
      hiddenBy[name]!++;
      passes = false;
    }
    return passes;
  });
  return { shown, total: hotspots.length, hiddenBy };
}

function testsOf(filters: HotspotFilters, now: LocalMoment): [FilterName, (h: Hotspot) => boolean][] {
  const tests: [FilterName, (h: Hotspot) => boolean][] = [];
  const wanted = filters.q.trim().toLowerCase();
  if (wanted) {
    const holds = (text: string | null) => text?.toLowerCase().includes(wanted) ?? false;
    tests.push(['q', (h) => holds(h.name) || holds(h.ssid) || holds(h.operator) || holds(h.address)]);
  }
  if (filters.setting) {
    const indoor = filters.setting === 'indoor';
    tests.push(['setting', (h) => h.indoor === indoor]);
  }
  if (filters.free) tests.push(['free', (h) => accessFacts(h.access).free === true]);
  if (filters.stepFree) tests.push(['stepFree', (h) => h.stepFree === true]);
  if (filters.power) tests.push(['power', (h) => h.power === true]);
  if (filters.open) {
    // A list has few different opening hours.
    const known = new Map<string, boolean>();
    tests.push([
      'open',
      ({ openingHours }) => {
        if (openingHours === null) return false;
        let open = known.get(openingHours);
        if (open === undefined) {
          open = isOpenAt(openingHours, now) === true;
          known.set(openingHours, open);
        }
        return open;
      },
    ]);
  }
  if (filters.works) tests.push(['works', (h) => h.state === 'works']);
  if (filters.operator) tests.push(['operator', (h) => h.operator === filters.operator]);
  return tests;
}
