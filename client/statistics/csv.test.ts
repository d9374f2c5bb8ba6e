import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

describe('toCsv', () => {
  it('writes what a German spreadsheet reads', () => {
    const csv = toCsv(
      ['Name', 'km²'],
      [
        ['Döhren', 1.5],
        ['A;B "C"', 1234],
      ],
    );
    expect(csv).toBe('\uFEFFName;km²\r\nDöhren;1,5\r\n"A;B ""C""";1234\r\n');
  });
  it('disarms formulas, not negative numbers', () => {
    expect(toCsv([], [['=1+1', -2]])).toBe("\uFEFF\r\n'=1+1;-2\r\n");
  });
});
