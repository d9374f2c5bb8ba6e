import { expect, it } from 'vitest';
import { isSamePerson } from './person.ts';

it('knows an account again by its address, and a typed name by its letters', () => {
  expect(isSamePerson('Ada (ada@x.de)', 'Ada Neu (ADA@x.de)')).toBe(true);
  expect(isSamePerson('Ada (ada@x.de)', 'Ada (ada@y.de)')).toBe(false);
  expect(isSamePerson(' a. muster ', 'A. Muster')).toBe(true);
  expect(isSamePerson('A. Muster', 'B. Muster')).toBe(false);
});
