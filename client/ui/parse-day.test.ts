import { describe, expect, it } from 'vitest';
import { parseDay } from './parse-day.ts';

describe('parseDay', () => {
  it('reads days as they are written here', () => {
    for (const text of ['24.11.2026', ' 24.11.26', '2026-11-24', '24/11/2026'])
      expect(parseDay(text)).toBe('2026-11-24');
    expect(parseDay('1.2.2024')).toBe('2024-02-01');
    expect(parseDay('29.02.2024')).toBe('2024-02-29');
  });
  it('refuses what is no day', () => {
    for (const text of [
      '',
      '29.02.2025',
      '31.4.2026',
      '32.1.2026',
      '0.1.2026',
      '2026',
      'morgen',
      '24.11.202',
    ]) {
      expect(parseDay(text), text).toBeNull();
    }
  });
});
