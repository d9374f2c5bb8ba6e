import { describe, expect, it } from 'vitest';
import { hkDe } from '../hk-de/format.ts';
import { decisionOf, parseDecision } from '../intake-issue.ts';
import { mendMojibake } from '../records/mojibake.ts';
import { csvHead, parseCsv, recordsOf, splitCsv, splitCsvPart } from './parse-csv.ts';

const TEXT = 'a;b\r\n"x;1";"ein ""Wort"""\r\n\r\n"zwei\r\nZeilen";y\nohne;Ende';

describe('delimited text in parts', () => {
  it('gives the same rows wherever it is cut', () => {
    const whole = splitCsv(TEXT, ';');
    for (let cut = 0; cut <= TEXT.length; cut++) {
      const first = splitCsvPart(TEXT.slice(0, cut), ';', false);
      const second = splitCsvPart(first.rest + TEXT.slice(cut), ';', true);
      expect([...first.rows, ...second.rows]).toEqual(whole);
      expect(second.rest).toBe('');
    }
  });

  it('is read by HK-DE part by part as at once, duplicates across parts included', () => {
    const line = (i: number) =>
      `N;DENIAL${String(i % 7).padStart(10, '0')};A;03;2;41;001;0000;00001;${i};;325500${10 + i},5;5800000,0;Weg;30159;Hannover;;`;
    const text = Array.from({ length: 9 }, (_, i) => line(i)).join('\n');
    const request = {
      layer: 'addresses',
      treatment: { accept: new Set<string>(), repair: new Set<string>() },
      srid: null,
    };
    const whole = hkDe.parse(parseCsv(text, 'UTF-8'), request);
    const head = csvHead(text, 'UTF-8');
    const reader = hkDe.inParts!(head.content, request);
    const rows = splitCsv(text, ';');
    const parts = [rows.slice(0, 4), rows.slice(4)].map((part, i) =>
      reader.read(recordsOf(head, part, i * 4)),
    );
    const end = reader.finish();
    expect(parts.flatMap((part) => part.rows)).toEqual(whole.rows);
    expect(parts.flatMap((part) => part.rejected)).toEqual(whole.rejected);
    expect([...parts.flatMap((part) => part.issues), ...end.issues]).toEqual(whole.issues);
    expect([end.read, end.srid]).toEqual([whole.read, whole.srid]);
    expect(whole.rejected.map(({ row }) => row)).toEqual([8, 9]);
  });
});

describe('decisions about problems', () => {
  it('of one row win over those of all', () => {
    const treatment = {
      accept: new Set(['coordinates-far-off']),
      repair: new Set<string>(),
      refuse: new Set(['coordinates-far-off@7']),
    };
    expect(decisionOf(treatment, 'coordinates-far-off', 6)).toBe('accept');
    expect(decisionOf(treatment, 'coordinates-far-off', 7)).toBe('refuse');
    expect(decisionOf(treatment, 'coordinates-swapped', 7)).toBeNull();
  });

  it('are a code or a code with a row, and nothing else', () => {
    expect(parseDecision('key-duplicate@12')).toEqual({ code: 'key-duplicate', row: 12 });
    expect(parseDecision('key-duplicate')).toEqual({ code: 'key-duplicate', row: null });
    for (const text of ['', 'key-duplicate@0', 'key-duplicate@-1', 'a@b', '@3'])
      expect(parseDecision(text)).toBeNull();
  });
});

describe('text that was read in the wrong encoding', () => {
  it.each([
    ['StraÃŸe', 'Straße'],
    ['GrÃ¼nstraÃŸe â€“ KÃ¶ln', 'Grünstraße – Köln'],
  ])('%s is %s', (damaged, whole) => expect(mendMojibake(damaged)).toBe(whole));

  it.each(['Straße', 'Stra\ufffde', 'São Paulo'])('%s stays, because nothing tells what it was', (text) =>
    expect(mendMojibake(text)).toBeNull(),
  );
});
