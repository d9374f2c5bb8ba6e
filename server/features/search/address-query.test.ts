import { describe, expect, it } from 'vitest';
import { parseAddressQuery } from './address-query.ts';
import { parseCoordinate } from './coordinate.ts';

describe('reading what was typed', () => {
  it.each([
    ['Lange Straße', 'Lange Straße', '', ''],
    ['Lange Str. 12', 'Lange Str.', '12', ''],
    ['Lange Str. 12 B', 'Lange Str.', '12b', ''],
    ['Lange Str. 12b, 30159 Hannover', 'Lange Str.', '12b', '30159'],
    ['Lange Str. 12 30159', 'Lange Str.', '12', '30159'],
    ['30159 Lange Straße 3', 'Lange Straße', '3', '30159'],
    ['Straße des 17. Juni 5', 'Straße des 17. Juni', '5', ''],
    ['Am Markt 1, Hannover', 'Am Markt', '1', ''],
    ['12345', '12345', '', ''],
    ['12', '12', '', ''],
  ])('%s', (text, street, houseNumber, postcode) => {
    expect(parseAddressQuery(text)).toEqual({ street, houseNumber, postcode });
  });

  it.each([
    ['52.3745, 9.7386', { lat: 52.3745, lon: 9.7386 }],
    ['9,7386 52,3745', { lat: 52.3745, lon: 9.7386 }],
    ['52.3745° N, 9.7386° E', { lat: 52.3745, lon: 9.7386 }],
    ['550278 5802947', { eastingM: 550278, northingM: 5802947 }],
    ['32550278.5; 5802947', { eastingM: 550278.5, northingM: 5802947 }],
    ['12 30159', null],
    ['46.9, 9.7', null],
    ['Lange Straße 1', null],
  ])('coordinate %s', (text, expected) => {
    expect(parseCoordinate(text)).toEqual(expected);
  });
});
