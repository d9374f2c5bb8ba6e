import type { Technology } from '../../supply/technologies.ts';
import { parseNumber } from '../number.ts';

/** A speed as operators write it: `100`, `1.000`, `1 Gbit/s`, `16,7 Mbit/s`; null where it is none. */
export function parseSpeed(
  value: unknown,
  decimalComma: boolean,
): { mbit: number; thousands: boolean } | null {
  const match = /^\s*([\d.,\s]+?)\s*(mbit\/s|mbit|mbps|gbit\/s|gbit|gbps)?\s*$/i.exec(String(value));
  if (!match) return null;
  const factor = match[2]?.toLowerCase().startsWith('g') ? 1000 : 1;
  // Nobody states thousandths of a Mbit/s: 1.000 is a thousand.
  const thousands = typeof value === 'string' && factor === 1 && /^\d{1,3}\.\d{3}$/.test(match[1]!);
  const number = parseNumber(match[1], thousands || decimalComma || /^\d+,\d+$/.test(match[1]!));
  return number === null ? null : { mbit: number * factor, thousands };
}

/** Words for technologies in answers, by the start of their letters and digits. */
const WORDS: readonly (readonly [RegExp, Technology])[] = [
  [/^(ftth|glasfaserbisindiewohnung|fiberhome)/, 'ftth'],
  [/^(fttb|glasfaserbisinsgebaeude)/, 'fttb'],
  [/^(fttc|vdsl|supervectoring|vectoring)/, 'fttc'],
  [/^(hfc|catv|kabel|docsis|koax)/, 'hfc'],
  [/^(dsl|adsl|kupfer)/, 'dsl'],
  [/^(fwa|funk|lte|5g|richtfunk|wlan)/, 'fwa'],
  [/^(sonst|andere|other)/, 'sonst'],
];

export function parseTechnology(text: string): Technology | null {
  const letters = text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replace(/[^a-z0-9]/g, '');
  return WORDS.find(([pattern]) => pattern.test(letters))?.[1] ?? null;
}

/**
 * The most a copper line gives. VDSL2 profile 35b (ITU-T G.993.2, Annex Q) shares at most 400 Mbit/s between both
 * directions; what is sold is less.
 */
const COPPER_MBIT = 400;

/** Why a pair of speeds cannot be, or null: copper that is too fast, or faster up than down. */
export function impossibleSpeed(
  technology: Technology,
  down: number | null,
  up: number | null,
): 'too-fast' | 'upload-above-download' | null {
  if (technology !== 'dsl' && technology !== 'fttc') return null;
  if ((down ?? 0) > COPPER_MBIT || (up ?? 0) > COPPER_MBIT) return 'too-fast';
  return down !== null && up !== null && up > down ? 'upload-above-download' : null;
}
