import { describe, expect, it } from 'vitest';
import { accessibilityCheck } from './accessibility-check.ts';
import { accessibilityContent } from './accessibility-page.ts';

const NOTHING = { checkedAt: null, tool: null, states: [], findings: [] };
const base = { language: 'de', placeName: 'Hannover', contact: undefined, enforcement: undefined } as const;

describe('the accessibility statement', () => {
  it('says what is missing instead of claiming it', () => {
    const page = accessibilityContent({ ...base, check: NOTHING });
    expect(page).toContain('noch keine automatische Prüfung');
    expect(page).toContain('noch keine Kontaktstelle eingetragen');
    expect(page).toContain('Durchsetzungsstelle noch nicht eingetragen');
    expect(page).not.toMatch(/ist mit .* vereinbar/);
  });

  it('gives date, tool and findings of the check, and the contact as text', () => {
    const check = {
      checkedAt: '2026-11-24T12:00:00.000Z',
      tool: 'axe-core 4.11',
      states: ['phone', 'dark'],
      findings: [{ state: 'dark', rule: 'color-contrast', elements: 2 }],
    };
    const page = accessibilityContent({ ...base, language: 'en', contact: 'A <b>\nB', check });
    expect(page).toContain('Checked on 24 Nov 2026 with axe-core 4.11 in 2 states');
    expect(page).toContain('color-contrast (2): dark');
    expect(page).toContain('A &lt;b&gt;\nB');
    expect(page).not.toContain('found nothing');
    expect(accessibilityContent({ ...base, check: { ...check, findings: [] } })).toContain(
      'hat nichts gefunden',
    );
  });

  it('reads the file that the check writes', () => {
    expect(accessibilityCheck()).toHaveProperty('findings');
  });
});
