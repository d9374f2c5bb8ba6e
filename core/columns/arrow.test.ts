import { tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IssueError } from '#core/issue.ts';
import { decodeAddressTable } from './arrow-decode.ts';
import { encodeAddressTable } from './arrow-encode.ts';
import { randomAddressTable } from './random-address-table.ts';

describe('the address table as Arrow', () => {
  it('comes back bit for bit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 }),
        fc.integer(),
        fc.array(fc.string(), { maxLength: 5 }),
        (length, seed, districts) => {
          const table = randomAddressTable(length, { seed, districts });
          expect(decodeAddressTable(encodeAddressTable(table))).toEqual(table);
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  });

  it('is the same bytes for the same content', () => {
    const once = encodeAddressTable(randomAddressTable(100));
    expect(Buffer.compare(once, encodeAddressTable(randomAddressTable(100)))).toBe(0);
    expect(Buffer.compare(once, encodeAddressTable(randomAddressTable(100, { seed: 2 })))).not.toBe(0);
  });

  it('is read by any Arrow reader, with names instead of codes', () => {
    const table = randomAddressTable(50, { seed: 3 });
    const arrow = tableFromIPC(encodeAddressTable(table));
    expect(arrow.numRows).toBe(50);
    const i = table.districtIndex.findIndex((index) => index !== 255);
    expect(arrow.getChild('district')!.get(i)).toBe(table.districts[table.districtIndex[i]!]);
    const none = table.districtIndex.indexOf(255);
    expect(arrow.getChild('district')!.get(none)).toBeNull();
    const at = table.claims.start.findIndex((start, k) => table.claims.start[k + 1]! > start);
    const claim = arrow.getChild('claims')!.get(at).get(0).toJSON();
    expect(claim.operator).toBe(table.claims.operators[table.claims.operatorIndex[table.claims.start[at]!]!]);
    expect(arrow.schema.metadata.get('srid')).toBe('25832');
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['text', new TextEncoder().encode('{"type":"FeatureCollection"}')],
    ['a stream cut short', encodeAddressTable(randomAddressTable(50)).subarray(0, 3000)],
  ])('refuses %s with an issue', (_, bytes) => {
    expect(() => decodeAddressTable(bytes)).toThrow(IssueError);
  });
});
