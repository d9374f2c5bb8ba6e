import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatPermalink,
  MIN_ADDRESSES,
  parsePermalink,
  preferredLanguage,
  REACH,
  START_VIEW,
  type View,
} from './permalink.ts';

const view: fc.Arbitrary<View> = fc.record({
  camera: fc.option(
    fc.record({
      zoom: fc.integer({ min: 0, max: 2200 }).map((n) => n / 100),
      lat: fc.integer({ min: -8_400_000, max: 8_400_000 }).map((n) => n / 1e5),
      lon: fc.integer({ min: -18_000_000, max: 18_000_000 }).map((n) => n / 1e5),
    }),
  ),
  tab: fc.constantFrom(
    'layers' as const,
    'areas' as const,
    'network' as const,
    'statistics' as const,
    'data' as const,
    'compare' as const,
    'needs' as const,
    'funding' as const,
  ),
  layers: fc.option(fc.array(fc.string({ minLength: 1 }))),
  rules: fc.option(fc.string({ minLength: 1 })),
  referenceDate: fc.option(fc.constantFrom('2024-02-29', '2026-01-01')),
  reachM: fc.integer({ min: REACH.min, max: REACH.max }),
  minAddresses: fc.integer({ min: MIN_ADDRESSES.min, max: MIN_ADDRESSES.max }),
  comparison: fc.option(
    fc.record({
      a: fc.constantFrom({ rules: 'gigabit-rl-2023', referenceDate: '2024-02-29' }),
      b: fc.constantFrom({ rules: 'weisse-flecken-2015', referenceDate: '2026-01-01' }),
      by: fc.constantFrom('eligible' as const, 'class' as const),
      cell: fc.option(fc.constantFrom({ from: 'yes', to: 'no' })),
    }),
  ),
  selection: fc.option(
    fc.oneof(
      fc.record({
        kind: fc.constant('feature' as const),
        collection: fc.constantFrom('schools', 'addresses'),
        id: fc.string({ minLength: 1 }),
      }),
      fc
        .constantFrom('area' as const, 'proposal' as const, 'network' as const)
        .map((kind) => ({ kind, collection: kind, id: 'x:1' })),
    ),
  ),
  application: fc.option(fc.uuid()),
  section: fc.option(fc.constantFrom('calculator', 'dossier')),
  language: fc.constantFrom('de' as const, 'en' as const),
});

describe('permalink', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(view, (v) => {
        expect(parsePermalink(formatPermalink(v))).toEqual(v);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('comes back as it went for a reader of English, too, and speaks their language where it says nothing', () => {
    fc.assert(
      fc.property(view, (v) => {
        expect(parsePermalink(formatPermalink(v, 'en'), 'en')).toEqual(v);
      }),
      { seed: 8, numRuns: 100 },
    );
    expect(parsePermalink('', 'en').language).toBe('en');
    expect(parsePermalink('#lang=de', 'en').language).toBe('de');
    expect(parsePermalink('#lang=fr', 'en').language).toBe('en');
  });

  it('prefers the first of the reader’s languages that is spoken here, else German', () => {
    expect(preferredLanguage(['en-GB', 'de'])).toBe('en');
    expect(preferredLanguage(['fr', 'de-AT', 'en'])).toBe('de');
    expect(preferredLanguage(['fr'])).toBe('de');
    expect(preferredLanguage([])).toBe('de');
  });

  it('never throws, whatever stands in the address', () => {
    fc.assert(
      fc.property(fc.string(), (hash) => {
        const parsed = parsePermalink(hash);
        expect(parsed.reachM).toBeGreaterThanOrEqual(REACH.min);
        expect(parsed.reachM).toBeLessThanOrEqual(REACH.max);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('says nothing of what is as at the start', () => {
    expect(formatPermalink(START_VIEW)).toBe('');
    expect(parsePermalink('')).toEqual(START_VIEW);
  });

  it('keeps sliders within their range and refuses nonsense', () => {
    expect(parsePermalink('#reach=5').reachM).toBe(REACH.min);
    expect(parsePermalink(`#reach=${REACH.max + 1}`).reachM).toBe(REACH.max);
    expect(parsePermalink('#reach=abc').reachM).toBe(REACH.start);
    expect(parsePermalink('#map=12/99/9').camera).toBeNull();
    expect(parsePermalink('#map=12/52').camera).toBeNull();
    expect(parsePermalink('#date=2026-13-45').referenceDate).toBeNull();
    expect(parsePermalink('#sel=schools:').selection).toBeNull();
    expect(parsePermalink('#rules=%E0%A4%A').rules).toBe('%E0%A4%A');
  });
});
