import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizedCode, readReport, reportCode } from './report.ts';

const good = { kind: 'not-working', hotspotId: '7', message: 'Seit gestern kein Netz.' };
const issuesOf = (fields: Record<string, unknown>) => {
  const read = readReport(fields);
  return 'issues' in read ? read.issues.map(({ code, where }) => [code, where]) : [];
};

describe('a report', () => {
  it('is read from a form and from JSON alike', () => {
    const expected = { report: { kind: 'not-working', hotspotId: 7, message: good.message } };
    expect(readReport(good)).toEqual(expected);
    expect(readReport({ ...good, hotspotId: 7 })).toEqual(expected);
    expect(readReport({ kind: 'suggestion', message: 'Am\r\nPark' })).toEqual({
      report: { kind: 'suggestion', hotspotId: null, message: 'Am\nPark' },
    });
  });

  it.each([
    [{ ...good, kind: 'spam' }, 'wlan-report-kind', 'kind'],
    [{ ...good, kind: undefined }, 'wlan-report-kind', 'kind'],
    [{ ...good, message: 'ab' }, 'wlan-report-length', 'message'],
    [{ ...good, message: ' a \0 b  '.replace('b', '') }, 'wlan-report-length', 'message'],
    [{ ...good, message: 'x'.repeat(2001) }, 'wlan-report-length', 'message'],
    [{ ...good, message: 12345 }, 'wlan-report-length', 'message'],
    [{ ...good, hotspotId: '' }, 'wlan-report-hotspot', 'hotspotId'],
    [{ ...good, hotspotId: '-1' }, 'wlan-report-hotspot', 'hotspotId'],
    [{ ...good, hotspotId: 1.5 }, 'wlan-report-hotspot', 'hotspotId'],
    [{ ...good, hotspotId: 2 ** 31 }, 'wlan-report-hotspot', 'hotspotId'],
    [{ ...good, email: 'a@b.de' }, 'wlan-report-unknown-field', 'email'],
  ])('is refused where %j does not fit', (fields, code, where) => {
    expect(issuesOf(fields)).toEqual([[code, where]]);
  });

  it('takes the edges and names all that is wrong at once', () => {
    expect(issuesOf({ ...good, message: 'abc' })).toEqual([]);
    expect(issuesOf({ ...good, message: 'x'.repeat(2000), hotspotId: 2 ** 31 - 1 })).toEqual([]);
    expect(issuesOf({})).toHaveLength(2);
  });

  it('keeps whole characters and no control signs', () => {
    const read = readReport({ ...good, message: 'a\u0000\u001b b \ud800 😀' });
    expect(read).toMatchObject({ report: { message: 'a b \ufffd 😀' } });
  });
});

describe('the code of a report', () => {
  it('is found again however it is typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (random) => {
        const code = reportCode(random);
        expect(code).toMatch(/^.{4}-.{4}-.{4}$/);
        expect(normalizedCode(code)).toBe(code);
        expect(normalizedCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(code);
      }),
      { seed: 7, numRuns: 200 },
    );
    expect(normalizedCode('OIL0-0000-0000')).toBe('0110-0000-0000');
  });
  it.each(['', 'K7QW', 'K7QW-2M9X-T4BDX', 'K7QW-2M9X-T4B!', 'UUUU-UUUU-UUUU'])('is not %j', (text) => {
    expect(normalizedCode(text)).toBeNull();
  });
});
