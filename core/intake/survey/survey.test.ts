import { describe, expect, it } from 'vitest';
import { parseCsv } from '../csv/parse-csv.ts';
import { isoDate } from '../iso-date.ts';
import { applyMapping } from '../records/apply-mapping.ts';
import { operatorSurvey } from './format.ts';
import { impossibleSpeed, parseSpeed, parseTechnology } from './speed.ts';

const parse = (text: string, accept: string[] = []) =>
  operatorSurvey.parse(parseCsv(text, 'UTF-8'), {
    layer: 'supply',
    treatment: { accept: new Set(accept), repair: new Set() },
    srid: null,
    source: 'Netz AG',
  });
const codes = ({ issues }: { issues: readonly { code: string }[] }) => issues.map(({ code }) => code);
const HEADER = 'strasse;hnr;plz;betreiber;technologie;download;upload\n';

describe('speeds', () => {
  it.each([
    ['100', 100],
    ['1.000', 1000],
    ['16,7', 16.7],
    ['1 Gbit/s', 1000],
    ['2,5 Gbit/s', 2500],
    ['250 Mbit/s', 250],
    ['1.5', 1.5],
    ['fast', undefined],
    ['', undefined],
  ])('%s is %s Mbit/s', (text, mbit) => expect(parseSpeed(text, false)?.mbit).toBe(mbit));
  it.each([
    ['fttc', 400, 40, null],
    ['fttc', 401, 40, 'too-fast'],
    ['dsl', 16, 16, null],
    ['dsl', 16, 16.1, 'upload-above-download'],
    ['ftth', 1000, 2000, null],
    ['hfc', 1000, null, null],
  ] as const)('%s with %s down and %s up: %s', (technology, down, up, reason) =>
    expect(impossibleSpeed(technology, down, up)).toBe(reason),
  );
});

describe('words', () => {
  it.each([
    ['FTTH', 'ftth'],
    ['VDSL Vectoring', 'fttc'],
    ['Kabel (DOCSIS 3.1)', 'hfc'],
    ['ADSL2+', 'dsl'],
    ['Trommeln', null],
  ])('%s is %s', (word, technology) => expect(parseTechnology(word)).toBe(technology));
  it.each([
    ['2027-06-30', '2027-06-30'],
    ['30.06.2027', '2027-06-30'],
    ['06/2027', '2027-06-30'],
    ['02.2028', '2028-02-29'],
    ['2027', '2027-12-31'],
    ['31.02.2027', null],
    ['13/2027', null],
    ['bald', null],
  ])('%s ends on %s', (text, date) => expect(isoDate(text)).toBe(date));
});

describe('answers of operators', () => {
  it('say what is there and what is planned', () => {
    const { rows } = parse(
      'adress_id;betreiber;bestand_technik;bestand_down_mbit;bestand_up_mbit;bestand_spitzenlast;plan_technik;plan_down_mbit;plan_up_mbit;plan_fertig_bis;plan_verbindlich;meilensteinplan\n' +
        'A1;Netz;FTTC;50;10;ja;FTTH;1000;500;12/2027;ja;MP-7\n',
    );
    const base = { binding: false, milestones: false, ready_by: null, homes: null, remark: null };
    expect(JSON.parse(rows[0]!.values.claims as string)).toEqual([
      { ...base, technology: 'fttc', down_mbit: 50, up_mbit: 10, peak_time: true, planned: false },
      {
        technology: 'ftth',
        down_mbit: 1000,
        up_mbit: 500,
        peak_time: false,
        planned: true,
        binding: true,
        milestones: true,
        ready_by: '2027-12-31',
        homes: null,
        remark: null,
      },
    ]);
  });
  it('keep whether homes are connected or passed, and remarks; a word nobody knows costs no row', () => {
    const parsed = parse(
      'adress_id;betreiber;bestand_technik;bestand_down_mbit;bestand_status;bemerkung\n' +
        'A1;Netz;FTTH;1000;HC;\nA2;Netz;FTTH;1000;homes passed;Anschluss in 6 Wochen\nA3;Netz;FTTH;1000;wird geprüft;\nA4;Netz;;;;kein Ausbau geplant\n',
    );
    const claims = parsed.rows.map(({ values }) => JSON.parse(values.claims as string)[0]);
    expect(claims).toMatchObject([
      { homes: 'connected', remark: null },
      { homes: 'passed', remark: 'Anschluss in 6 Wochen' },
      { homes: null },
    ]);
    expect(parsed.issues).toMatchObject([
      { code: 'homes-unknown', row: 4, value: 'wird geprüft' },
      { code: 'only-remarked', params: { count: 1 } },
    ]);
  });
  it('that cannot be are refused, and taken when accepted', () => {
    const text = `${HEADER}A;1;30159;N;VDSL;1000;40\n`;
    expect(parse(text).rejected).toMatchObject([{ codes: ['speed-impossible'], asked: false }]);
    expect(parse(text, ['speed-impossible']).rows).toHaveLength(1);
  });
  it('with a word nobody knows, without an address or without an operator are refused by name', () => {
    const text = `${HEADER}A;1;30159;N;Trommel;50;10\n;;30159;N;DSL;16;1\nA;1;30159;;DSL;16;1\nA;1;30159;N;;16;1\n`;
    expect(parse(text).rejected.map(({ codes }) => codes)).toEqual([
      ['technology-unknown'],
      ['address-missing'],
      ['value-missing'],
      ['value-missing'],
    ]);
  });
  it('that say nothing are passed over and counted, as a list comes back that was filled in partly', () => {
    const parsed = parse(`${HEADER}A;1;30159;N;DSL;16;1\nA;2;30159;N;;;\nA;3;30159;N;;;\n`);
    expect(parsed).toMatchObject({ read: 3, skipped: 2, rejected: [] });
    expect(parsed.rows).toHaveLength(1);
    expect(parsed.issues).toMatchObject([{ code: 'not-answered', params: { count: 2 } }]);
  });
  it('without a column for the operator are by the source, and that is said', () => {
    const parsed = parse('strasse;hnr;technologie;download\nA;1;DSL;1.000\n', ['speed-impossible']);
    expect(parsed.rows[0]!.values.operator).toBe('Netz AG');
    expect(codes(parsed)).toEqual(['operator-from-source', 'thousands-point', 'speed-impossible']);
  });
});

it('an answer whose column of speeds nobody knows is still an answer, not a list of addresses', () => {
  const text = 'adress_id;strasse;hnr;plz;betreiber;technik;tempo\nA;B;1;30159;N;FTTH;1000\n';
  expect(operatorSurvey.recognise(parseCsv(text, 'UTF-8'), 'supply')).toBe(0.9);
});

describe('units', () => {
  const HEAD = 'strasse;hnr;betreiber;technologie;tempo\n';
  it('are those that a mapping states, that the name of a column says, or that stand beside the figure', () => {
    const speed = (text: string, mapping: Record<string, string>) => {
      const content = applyMapping(parseCsv(text, 'UTF-8'), mapping);
      const parsed = operatorSurvey.parse(content, {
        layer: 'supply',
        treatment: { accept: new Set(), repair: new Set() },
        srid: null,
      });
      return [JSON.parse(String(parsed.rows[0]!.values.claims))[0].down_mbit, codes(parsed)];
    };
    const row = (value: string) => `${HEAD}A;1;Netz;DSL;${value}\n`;
    expect(speed(row('16000'), { down_mbit: 'tempo [kbit/s]' })).toEqual([16, ['unit-converted']]);
    expect(speed(row('16'), { down_mbit: 'tempo' })).toEqual([16, []]);
    expect(speed(row('16 Mbit/s'), { down_mbit: 'tempo [kbit/s]' })).toEqual([16, ['unit-converted']]);
    const named = row('16000').replace('tempo', 'Tempo (kbit/s)');
    expect(speed(named, { down_mbit: 'Tempo (kbit/s)' })).toEqual([16, ['unit-converted']]);
    expect(() => speed(row('1'), { down_mbit: 'tempo [Knoten]' })).toThrow();
  });
});

describe('a mapping', () => {
  const content = parseCsv('A;B;technology\nx;FTTH;y\n', 'UTF-8');
  it('renames fields; one that had the name steps aside', () => {
    const mapped = applyMapping(content, { technology: 'B' });
    expect(mapped).toMatchObject({ fields: ['A', 'technology', 'technology (file)'] });
  });
  it('names fields the file does not have', () => {
    expect(() => applyMapping(content, { technology: 'C' })).toThrow('column-missing');
  });
});
