import { describe, expect, it } from 'vitest';
import { isOpenAt, localMoment, openingHoursInWords } from './opening-hours.ts';

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
  expect(localMoment(new Date('2026-01-05T23:30:00Z'))).toEqual({ weekday: 1, minute: 30 });
  expect(localMoment(new Date('2026-07-06T21:59:00Z'))).toEqual({ weekday: 0, minute: 23 * 60 + 59 });
});

it('says opening hours in the language of the page', () => {
  expect(openingHoursInWords('Tu-Su 09:00-18:00; PH off', 'de')).toBe(
    'Di–So 09:00–18:00, Feiertage geschlossen',
  );
  expect(openingHoursInWords('24/7', 'en')).toBe('around the clock');
});
