import { describe, expect, it } from 'vitest';
import { CHECKS, type CheckId } from '#core/dossier/check-report.ts';
import { findingPlace } from './finding-place.ts';

const issue = (code: string, where: string, params = {}) => ({
  code,
  severity: 'error' as const,
  where,
  params,
});

describe('the place of a finding', () => {
  it('is the area on the map where one is named', () => {
    expect(findingPlace('areas', issue('dossier-area-empty', 'gis/gebiete.geojson', { id: '2' }))).toEqual({
      section: 'application',
      area: 2,
    });
    const outside = issue('dossier-address-outside', 'gis/adressen.geojson', { id: '17', area: '3' });
    expect(findingPlace('inside', outside)).toEqual({ section: 'application', area: 3 });
    // The id of an address is no area.
    expect(
      findingPlace('codes', issue('dossier-code', 'gis/adressen.geojson', { id: '17' })).area,
    ).toBeNull();
  });

  it('is where the sum comes from, also for years of the gap, which are a period', () => {
    expect(findingPlace('shares', issue('dossier-own-share', 'manifest.json')).section).toBe('calculator');
    expect(findingPlace('periods', issue('dossier-gap-years', 'manifest.json')).section).toBe('calculator');
  });

  it('is a section that exists, or none', () => {
    for (const check of Object.keys(CHECKS) as CheckId[]) {
      const { section } = findingPlace(check, issue('x', 'manifest.json'));
      expect([null, 'application', 'calculator', 'dossier', 'procedures']).toContain(section);
    }
  });
});
