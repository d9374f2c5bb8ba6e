import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { qrCode } from './qr-code.ts';

const URI = 'otpauth://totp/'.repeat(14);
const PRINTS: readonly [string, string][] = [
  ['Lückenlos', 'bf697fba108d6e4f'],
  // From version 7 on a code says its version, and its blocks differ in length.
  [URI.slice(0, 112), '8862e5406b79c174'],
  [URI.slice(0, 202), 'f571b7fcad8879a3'],
];

const printOf = (text: string) =>
  createHash('sha256')
    .update(
      qrCode(text)
        .map((row) => row.map(Number).join(''))
        .join('\n'),
    )
    .digest('hex')
    .slice(0, 16);

describe('QR codes', () => {
  // These were read back by jsQR 1.4.0 and are module for module those of the package qrcode 1.5.4.
  it.each(PRINTS)('draws %s', (text, print) => {
    expect(printOf(text)).toBe(print);
  });

  it('takes the smallest version that holds the text, and refuses what none holds', () => {
    expect(qrCode('x').length).toBe(21);
    expect(qrCode('x'.repeat(213)).length).toBe(57);
    expect(() => qrCode('x'.repeat(214))).toThrow(RangeError);
  });
});
