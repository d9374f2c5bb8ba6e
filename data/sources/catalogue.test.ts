import { describe, expect, it } from 'vitest';
import { IMPORTABLE_LAYERS, INTAKE_FORMATS } from '#core/intake/index.ts';
import { OFFICIAL_SOURCES } from './index.ts';

describe('the catalogue of sources', () => {
  it('names each source once', () => {
    expect(new Set(OFFICIAL_SOURCES.map((source) => source.id)).size).toBe(OFFICIAL_SOURCES.length);
  });

  it.each(OFFICIAL_SOURCES)('$id leads to a page and a layer, and says how sure it is', (source) => {
    expect(new URL(source.page).protocol).toBe('https:');
    if (source.download !== null) expect(new URL(source.download).protocol).toBe('https:');
    if (source.importFormat !== null) {
      expect(INTAKE_FORMATS.map((format) => format.id)).toContain(source.importFormat);
      expect(IMPORTABLE_LAYERS).toContain(source.layer);
    }
    expect(['sure', 'likely', 'unsure']).toContain(source.confidence);
    // What is not known says so in words.
    if (source.licence === null || source.confidence !== 'sure')
      expect(source.note.de.length).toBeGreaterThan(20);
  });
});
