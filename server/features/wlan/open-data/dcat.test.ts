import { describe, expect, it } from 'vitest';
import { dcatCatalogue, licenceUri } from './dcat.ts';

describe('the licence of the open data', () => {
  it.each([
    ['dl-de/by-2-0', 'dl-by-de/2.0'],
    ['https://www.govdata.de/dl-de/zero-2-0', 'dl-zero-de/2.0'],
    ['https://creativecommons.org/licenses/by/4.0/', 'cc-by/4.0'],
    ['CC BY 4.0', 'cc-by/4.0'],
    ['ODbL', 'odbl'],
  ])('%s is known', (words, end) => {
    expect(licenceUri(words)).toBe(`http://dcat-ap.de/def/licenses/${end}`);
  });
  it.each([null, '', 'nur intern', 'CC BY-NC 4.0'])('%s is not', (words) => {
    expect(licenceUri(words)).toBeNull();
  });

  it('is named only where all sources have the same', () => {
    const source = (licence: string | null) => ({ name: 'A', asOf: null, licence, isDemo: false });
    const licenceOf = (...licences: (string | null)[]) => {
      const extent = { bbox: null, interval: null, count: 1, sources: licences.map(source) };
      return JSON.stringify(dcatCatalogue(extent, 'https://x', 'X')).match(
        /"dct:license":\{"@id":"([^"]+)/,
      )?.[1];
    };
    expect(licenceOf('ODbL', 'ODbL 1.0')).toBe('http://dcat-ap.de/def/licenses/odbl');
    expect([licenceOf('ODbL', null), licenceOf('ODbL', 'CC BY 4.0'), licenceOf()]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
