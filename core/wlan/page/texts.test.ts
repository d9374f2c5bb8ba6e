import { describe, expect, it } from 'vitest';
import { ageInWords } from './texts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('how long ago something was', () => {
  it.each([
    [-5, 'vor 0 Sekunden', '0 seconds ago'],
    [1999, 'vor 1 Sekunde', '1 second ago'],
    [40_000, 'vor 40 Sekunden', '40 seconds ago'],
    [MINUTE - 1, 'vor 59 Sekunden', '59 seconds ago'],
    [MINUTE, 'vor 1 Minute', '1 minute ago'],
    [2 * MINUTE, 'vor 2 Minuten', '2 minutes ago'],
    [HOUR - 1, 'vor 59 Minuten', '59 minutes ago'],
    [HOUR, 'vor 1 Stunde', '1 hour ago'],
    [48 * HOUR - 1, 'vor 47 Stunden', '47 hours ago'],
    [48 * HOUR, 'vor 2 Tagen', '2 days ago'],
  ])('%d ms', (ageMs, de, en) => {
    expect(ageInWords(ageMs, 'de')).toBe(de);
    expect(ageInWords(ageMs, 'en')).toBe(en);
  });
});
