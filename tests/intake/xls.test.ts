import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readXlsSheets, tableOfSheet } from '#core/intake/xls/parse-xls.ts';
import { readSharedStrings } from '#core/intake/xls/xls-strings.ts';
import { mutate, numbers } from './mutate.ts';

const FILE = fileURLToPath(new URL('../../../shared/data/2021_BBA_Kreisdaten.xls', import.meta.url));
const there = existsSync(FILE);
if (!there)
  console.log('Not run: the real file of tests/intake/xls.test.ts, because ../shared/data is not there.');

describe('shared strings', () => {
  const head = (count: number) => [0, 0, 0, 0, count, 0, 0, 0];
  const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
  it('are narrow or wide', () => {
    const wide = [0xe4, 0, 0x13, 0x20];
    const part = Uint8Array.from([...head(2), 2, 0, 0, ...letters('ab'), 2, 0, 1, ...wide]);
    expect(readSharedStrings([part])).toEqual(['ab', 'ä–']);
  });
  it('go on after a cut, where the width may change', () => {
    const first = Uint8Array.from([...head(2), 4, 0, 0, ...letters('ab')]);
    const second = Uint8Array.from([1, 0x63, 0, 0x64, 0, 1, 0, 0, ...letters('e')]);
    expect(readSharedStrings([first, second])).toEqual(['abcd', 'e']);
  });
  it('leave formatting out', () => {
    const part = Uint8Array.from([
      ...head(2),
      1,
      0,
      8,
      1,
      0,
      ...letters('a'),
      9,
      9,
      9,
      9,
      1,
      0,
      0,
      ...letters('b'),
    ]);
    expect(readSharedStrings([part])).toEqual(['a', 'b']);
  });
  it('that promise more than there is end', () => {
    expect(readSharedStrings([Uint8Array.from([...head(200), 9, 0, 0, 65])])).toEqual(['A']);
  });
});

describe.runIf(there)('the counties of the Breitbandatlas of 2021', () => {
  const bytes = there ? readFileSync(FILE) : new Uint8Array();
  it('have 402 rows and 66 columns', () => {
    const table = tableOfSheet(readXlsSheets(bytes)!, null)!;
    expect([table.records.length, table.fields.length]).toEqual([402, 66]);
    expect(table.records[0]!.properties).toMatchObject({ krs: '01001', priv_alle_tech_16: 100 });
  });
  it('damaged, are a table or none, and never a crash', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const sheets = readXlsSheets(new Uint8Array(mutate(bytes, numbers(seed))));
      if (sheets) tableOfSheet(sheets, null);
    }
    expect(readXlsSheets(bytes.subarray(0, 4096))).toBeNull();
    expect(readXlsSheets(new Uint8Array(600))).toBeNull();
  });
});
