/** Licences that may ship beside, or be used with, a work under the EUPL-1.2. */
export const ACCEPTED_LICENCES: ReadonlySet<string> = new Set([
  '(MIT AND Zlib)',
  '(MIT OR Apache-2.0)',
  '(MIT OR CC0-1.0)',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',

  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'LGPL-2.1-or-later',
  'LGPL-3.0-only',
  'MIT',
  // A typeface: the Open Font License lets it be embedded in documents and shipped with software.
  'MIT AND OFL-1.1',
  'MIT OR Apache-2.0',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
]);

/** Packages whose own wording is not an accepted SPDX expression, with that wording; read by a person. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  // The Eclipse Distribution License 1.0 is the BSD-3-Clause text; it is the one chosen of the two.
  '@turf/jsts': '(EDL-1.0 OR EPL-1.0)',
  jsts: '(EDL-1.0 OR EPL-1.0)',
  arc: 'BSD',
  // Declares nothing; its licence file is the MIT text.
  'png-js': 'none',
  // Declares nothing; its licence file is the BSD-2-Clause text. Used in tests only.
  suncalc: 'none',
  // Misspelt by its author.
  'splaytree-ts': 'BDS-3-Clause',
};

/** Whether a package may be used, by its declared licence (`none` where it declares nothing). */
export function isAccepted(name: string, licence: string): boolean {
  return ACCEPTED_LICENCES.has(licence) || READ_BY_HAND[name] === licence;
}
