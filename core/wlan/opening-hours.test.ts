import OpeningHours from 'opening_hours';
import { describe, expect, it } from 'vitest';
import { isOpenAt, localMoment, openingHoursInWords } from './opening-hours.ts';
import { isPublicHoliday } from './public-holidays.ts';

const at = (day: string, time: string) => {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  return { weekday: ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'].indexOf(day), minute: hour * 60 + minute };
};

describe('isOpenAt', () => {
  it.each([
    ['24/7', 'Su', '03:00', true],
    ['Mo-Fr 09:00-18:00', 'Mo', '08:59', false],
    ['Mo-Fr 09:00-18:00', 'Mo', '09:00', true],
    ['Mo-Fr 09:00-18:00', 'Fr', '17:59', true],
    ['Mo-Fr 09:00-18:00', 'Fr', '18:00', false],
    ['Mo-Fr 09:00-18:00', 'Sa', '12:00', false],
    ['Fr-Mo 09:00-18:00', 'Su', '12:00', true],
    ['Fr-Mo 09:00-18:00', 'Tu', '12:00', false],
    ['Mo,We 08:00-12:00,14:00-16:00', 'We', '13:00', false],
    ['Mo,We 08:00-12:00, 14:00-16:00', 'We', '14:00', true],
    ['09:00-17:00', 'Su', '10:00', true],
    ['Mo-Su 09:00-17:00; Su off', 'Su', '10:00', false],
    ['Mo-Su 09:00-17:00; Su off', 'Sa', '10:00', true],
    ['Fr 20:00-02:00', 'Sa', '01:59', true],
    ['Fr 20:00-02:00', 'Sa', '02:00', false],
    ['Su 20:00-02:00', 'Mo', '01:00', true],
    ['Mo-Fr 09:00-18:00; PH off', 'Mo', '10:00', true],
    ['Jan-Mar 09:00-18:00', 'Mo', '10:00', null],
    ['Mo-Fr sunrise-sunset', 'Mo', '10:00', null],
    ['täglich', 'Mo', '10:00', null],
    ['Mo 25:00-26:00', 'Mo', '10:00', null],
    ['', 'Mo', '10:00', null],
  ])('%s on %s %s is %s', (text, day, time, open) => {
    expect(isOpenAt(text, at(day, time))).toBe(open);
  });
});

it('reads the clocks of the place, in summer and in winter', () => {
  expect(localMoment(new Date('2026-01-01T23:30:00Z'))).toEqual({
    weekday: 4,
    minute: 30,
    holiday: false,
    holidayBefore: true,
  });
  expect(localMoment(new Date('2026-07-06T21:59:00Z'))).toEqual({
    weekday: 0,
    minute: 23 * 60 + 59,
    holiday: false,
    holidayBefore: false,
  });
});

it('says opening hours in the language of the page', () => {
  expect(openingHoursInWords('Tu-Su 09:00-18:00; PH off', 'de')).toBe(
    'Di–So 09:00–18:00, Feiertage geschlossen',
  );
  expect(openingHoursInWords('24/7', 'en')).toBe('around the clock');
});

/** Ways of writing that lists of hotspots and OpenStreetMap have. */
const WRITTEN = [
  '24/7',
  'Mo-Fr 08:00-18:00',
  'Mo-Fr 08:00-18:00; PH off',
  'PH off; Mo-Fr 08:00-18:00',
  'Mo-Sa 10:00-20:00; Su,PH 12:00-18:00',
  'Mo-Su,PH 10:00-22:00',
  'Mo,We 08:00-12:00,14:00-16:00; Th 08:00-18:00; PH closed',
  'Fr,Sa 20:00-04:00',
  'Mo-Fr 09:00-18:00; Sa 10:00-14:00; Su off',
  '10:00-19:00; Mo off',
  'PH 11:00-15:00',
  'Tu-Su 11:00-18:00; PH 11:00-16:00',
];
const IN_HANNOVER = {
  lat: 52.37,
  lon: 9.73,
  address: { country_code: 'de', state: 'Niedersachsen' },
} as ConstructorParameters<typeof OpeningHours>[1];

describe('the library opening_hours agrees', () => {
  it.each(WRITTEN)('on %s, every 35 minutes around the holidays of two years', (text) => {
    const library = new OpeningHours(text, IN_HANNOVER);
    const different: string[] = [];
    for (const start of [
      '2026-03-30',
      '2026-05-11',
      '2026-10-28',
      '2026-12-21',
      '2027-05-03',
      '2027-01-01',
    ]) {
      for (let minute = 0; minute < 14 * 1440; minute += 35) {
        const day = new Date(Date.parse(start) + Math.floor(minute / 1440) * 86_400_000);
        // The library reads the clock of the machine, so both are given the same local time.
        const local = new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 0, minute % 1440);
        const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
        if (isOpenAt(text, localMoment(local, zone)) !== library.getState(local))
          different.push(local.toString());
      }
    }
    expect(different).toEqual([]);
  });

  it.each([
    'Jan-Mar 09:00-18:00',
    'SH off; Mo-Fr 08:00-16:00',
    'Mo-Fr sunrise-sunset',
    'week 1-10 Mo 08:00-09:00',
    'Mo[1] 10:00-12:00',
  ])('but %s is left unknown rather than guessed', (text) => {
    expect(() => new OpeningHours(text, IN_HANNOVER)).not.toThrow();
    expect(isOpenAt(text, { weekday: 0, minute: 600 })).toBeNull();
  });
});

it.each([
  ['2026-04-03', true],
  ['2026-04-04', false],
  ['2026-04-05', false],
  ['2026-04-06', true],
  ['2026-05-14', true],
  ['2026-05-25', true],
  ['2026-10-31', true],
  ['2017-10-30', false],
  ['2027-03-29', true],
  ['2038-04-26', true],
])('%s is a public holiday in Lower Saxony: %s', (date, expected) => {
  expect(isPublicHoliday(date)).toBe(expected);
});
