import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IssueError } from '../issue.ts';
import { ISSUE_TEXTS, issueSentence } from '../issue-texts.ts';
import { parseGridId } from './census/format.ts';
import type { Content } from './content.ts';
import { parseCsv, splitCsv } from './csv/parse-csv.ts';
import { parseGeojson } from './geojson/parse-geojson.ts';
import { chooseFormat, IMPORTABLE_LAYERS, INTAKE_FORMATS, recogniseFormats } from './index.ts';
import { NO_TREATMENT } from './intake-issue.ts';
import { parseNumber } from './number.ts';
import { parseWkt } from './records/wkt.ts';

const parse = (layer: string, content: Content) =>
  chooseFormat(content, layer, null, 'f').format.parse(content, {
    layer,
    treatment: NO_TREATMENT,
    srid: null,
  });
const table = (layer: string, text: string) => parse(layer, parseCsv(text, 'UTF-8'));
const codes = (run: () => unknown): string[] => {
  try {
    run();
    return [];
  } catch (error) {
    if (error instanceof IssueError) return error.issues.map((issue) => issue.code);
    throw error;
  }
};

describe('CSV', () => {
  it('gives back any fields that were quoted', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', 'ß', ' ') });
    const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, (cells) => {
        const text = cells
          .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';'))
          .join('\r\n');
        expect(splitCsv(text, ';')).toEqual(cells);
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });

  it('finds delimiter and decimal sign', () => {
    expect(parseCsv('a;b\n1,5;2\n', 'UTF-8')).toMatchObject({
      decimalComma: true,
      driver: 'CSV (semicolon, UTF-8)',
    });
    expect(parseCsv('a;b\n1.5;2\n', 'UTF-8').decimalComma).toBe(false);
    expect(parseCsv('a,b\n1.5,2\n', 'UTF-8').driver).toBe('CSV (comma, UTF-8)');
  });
});

describe('ducts and works of others', () => {
  const line = (properties: object) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'LineString', coordinates: [[9.7, 52.3], [9.71, 52.31]] }, // biome-ignore format: a line
  });
  const read = (...features: object[]) =>
    parse('existing-lines', parseGeojson({ type: 'FeatureCollection', features })!);

  it('are told apart by their kind in both languages; who does not say has ducts, and is told so', () => {
    const { rows, issues } = read(
      line({ id: 'a', kind: 'Leerrohr', owner: 'Netz AG' }),
      line({ id: 'b', kind: 'joint-trench', year: 2027 }),
      line({ id: 'c' }),
    );
    expect(rows.map(({ key, values }) => [key, values.kind, values.owner, values.year])).toEqual([
      ['a', 'existing-duct', 'Netz AG', null],
      ['b', 'joint-trench', null, 2027],
      ['c', 'existing-duct', null, null],
    ]);
    expect(issues.find(({ code }) => code === 'line-kind-assumed')?.params?.count).toBe(1);
  });

  it('are refused by row where the kind is another or the year is none', () => {
    const { rows, issues } = read(line({ kind: 'Gasleitung' }), line({ kind: 'Baustelle', year: 27 }));
    expect(rows).toEqual([]);
    expect(issues.map(({ code, value }) => [code, value])).toEqual([
      ['line-kind-unknown', 'Gasleitung'],
      ['line-year-impossible', '27'],
    ]);
  });
});

describe('numbers', () => {
  it.each([
    ['1.234,5', true, 1234.5],
    ['1,5', true, 1.5],
    ['1.5', false, 1.5],
    ['1,5', false, null],
    ['', false, null],
    ['–', true, null],
    ['12a', false, null],
  ])('%s with comma %s is %s', (text, comma, value) => expect(parseNumber(text, comma)).toBe(value));
});

describe('well-known text', () => {
  it('reads nested geometries and their SRID', () => {
    expect(parseWkt('SRID=25832;POINT (1 2)')).toEqual({
      geometry: { type: 'Point', coordinates: [1, 2] },
      srid: 25832,
    });
    expect(parseWkt('POLYGON ((0 0, 1 0, 1 1, 0 0))')?.geometry.coordinates).toEqual([[[0, 0], [1, 0], [1, 1], [0, 0]]]); // biome-ignore format: a ring
    expect(parseWkt('POLYGON ((0 0, 1')).toBeNull();
  });
});

describe('HK-DE', () => {
  const line = (east: string, nba = '') =>
    `${nba};DENIAL0000000001;A;03;2;41;001;0000;12345;12;a;${east};5802947,000;Lange Straße;30159;Hannover;;Mitte`;
  it('cuts the zone prefix off and says so', () => {
    const parsed = table('addresses', `# comment\n${line('32550278,000')}\n`);
    expect(parsed.rows[0]).toMatchObject({
      key: 'DENIAL0000000001',
      values: { street: 'Lange Straße', house_number: '12 a' },
    });
    expect(parsed.rows[0]!.geometry!.coordinates).toEqual([550278, 5802947]);
    expect(parsed).toMatchObject({ srid: 25832, issues: [{ code: 'zone-prefix' }] });
  });
  it('without a prefix is only likely zone 32', () => {
    expect(table('addresses', `${line('550278,000')}\n`).issues).toMatchObject([{ code: 'crs-from-extent' }]);
  });
  it('is the whole data set unless rows are changed or deleted', () => {
    const row = line('32550278,000', 'N');
    expect(table('addresses', `${row}\n`).update).toBeUndefined();
    for (const [mark, removedKeys] of [
      ['A', []],
      ['L', ['DENIAL0000000001']],
      ['D', ['DENIAL0000000001']],
    ] as const) {
      const other = line('32550278,000', mark).replace('12;a;', '13;;');
      const parsed = table('addresses', `${row.replace('0001;A', '0002;A')}\n${other}\n`);
      expect(parsed).toMatchObject({ read: 2, skipped: removedKeys.length, update: { removedKeys } });
    }
  });
});

describe('census cells', () => {
  it('reads both forms of the grid id', () => {
    expect(parseGridId('CRS3035RES100mN3253400E4283300')).toEqual({
      sizeM: 100,
      northM: 3253400,
      eastM: 4283300,
    });
    expect(parseGridId('100mN32534E42833')).toEqual({ sizeM: 100, northM: 3253400, eastM: 4283300 });
    expect(parseGridId('100mE42833')).toBeNull();
  });
  const header = 'grid_id,x_3035,y_3035,buildings,dwellings\n';
  it('counts what is secret as unknown and refuses cells that contradict themselves', () => {
    const parsed = table(
      'households',
      `${header}CRS3035RES100mN3253400E4283300,4283350,3253450,-1,9\nCRS3035RES100mN3253400E4283500,4283350,3253450,1,1\n`,
    );
    expect(parsed.rows).toMatchObject([{ values: { households: 9, buildings: null, cell_size_m: 100 } }]);
    expect(parsed.rejected).toMatchObject([{ row: 3, codes: ['cell-id-contradicts'] }]);
  });
});

describe('coordinate reference systems', () => {
  const rows = (header: string, x: string, y: string) => () =>
    table('schools', `id;name;${header}\n1;A;${x};${y}\n`);
  it('are told by columns, then by the extent, and never guessed in silence', () => {
    expect(rows('lon;lat', '9.7', '52.4')()).toMatchObject({
      srid: 4326,
      issues: [{ code: 'crs-from-columns' }],
    });
    expect(rows('x;y', '550000', '5800000')()).toMatchObject({
      srid: 25832,
      issues: [{ code: 'crs-from-extent' }],
    });
    expect(rows('x;y', '4300000', '3250000')()).toMatchObject({ srid: 3035 });
    expect(codes(rows('x;y', '1', '99999999'))).toEqual(['crs-unknown']);
    expect(codes(rows('lon;lat', '550000', '5800000'))).toEqual(['crs-contradicts']);
  });
});

describe('every format', () => {
  it('fills layers that exist, under an id of its own', () => {
    expect(new Set(INTAKE_FORMATS.map((format) => format.id)).size).toBe(INTAKE_FORMATS.length);
  });

  it('answers whatever JSON it meets with rows or issues that have a sentence', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...IMPORTABLE_LAYERS), (value, layer) => {
        const shapes: unknown[] = [
          value,
          { nodes: [value, { node_id: 'a', location: value }] },
          { type: 'FeatureCollection', features: [{ type: 'Feature', properties: value, geometry: value }] },
        ];
        for (const shape of shapes) {
          const content: Content = parseGeojson(shape) ?? { kind: 'json', value: shape };
          for (const { format } of recogniseFormats(content, layer)) {
            const failed = codes(() => format.parse(content, { layer, treatment: NO_TREATMENT, srid: null }));
            for (const code of failed) expect(ISSUE_TEXTS[code], code).toBeDefined();
          }
        }
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });
});

describe('values that no column holds', () => {
  const school = (column: string, value: string, x = '9.7', y = '52.3') =>
    table('schools', `id;name;${column};lon;lat\n1;A;${value};${x};${y}\n2;B;;9.7;52.3\n`);
  it.each([
    ['2147483647', 2147483647, []],
    ['2147483648', null, ['number-too-large']],
    ['1e309', null, ['not-a-number']],
    ['-1', null, ['negative-number']],
  ])('%s pupils are %s', (value, pupils, expected) => {
    const parsed = school('schueler', value);
    expect(parsed.rows[0]!.values.pupils).toBe(pupils);
    expect(parsed.issues.map(({ code }) => code)).toEqual(['crs-from-columns', ...expected]);
  });
  it.each([
    ['68', '52.3', 'coordinates-far-off'],
    ['68.1', '52.3', 'coordinates-impossible'],
    ['9.7', '84.1', 'coordinates-impossible'],
    ['52.3', '9.7', 'coordinates-swapped'],
  ])('a place at %s, %s is refused: %s', (x, y, code) => {
    expect(school('plz', '30159', x, y).rejected).toMatchObject([{ codes: [code] }]);
  });
  it('cells beyond the grid have no place', () => {
    expect(parseGridId('CRS3035RES100000mN3200000E4300000')).not.toBeNull();
    expect(parseGridId('CRS3035RES100001mN3200000E4300000')).toBeNull();
    expect(parseGridId('100mN32534E428330')).toBeNull();
  });
  it('a building without a known WLAN state is unknown', () => {
    const parsed = table('public-buildings', 'id;name;lon;lat;wlan_ziel\n1;A;9.7;52.3;9999-99-99\n');
    expect(parsed.rows[0]!.values).toMatchObject({ wlan_state: 'unknown', wlan_target_date: null });
    expect(parsed.issues.map(({ code }) => code)).toContain('not-a-date');
  });
});

describe('places that a slip of the keyboard moved', () => {
  const place = (x: string, y: string, repair: string[] = []) => {
    const text = `id;name;lon;lat\n1;A;${x};${y}\n2;B;9.7;52.3\n`;
    const content = parseCsv(text, 'UTF-8');
    const treatment = { accept: new Set<string>(), repair: new Set(repair) };
    const { format } = chooseFormat(content, 'schools', null, 'f');
    return format.parse(content, { layer: 'schools', treatment, srid: null });
  };
  it.each([
    ['97432', '52.37', [9.7432, 52.37]],
    ['9.7', '523712', [9.7, 52.3712]],
    ['97432', '523712', [9.7432, 52.3712]],
  ])('%s, %s has lost its point and gets it back', (x, y, coordinates) => {
    expect(place(x, y).rejected).toMatchObject([{ codes: ['decimal-point-lost'] }]);
    expect(place(x, y, ['decimal-point-lost']).rows[0]!.geometry).toEqual({ type: 'Point', coordinates });
  });
  it.each([
    ['40000', '52.37', 'coordinates-impossible'],
    ['974.32', '52.37', 'coordinates-impossible'],
    ['20', '52.37', 'coordinates-far-off'],
  ])('%s, %s has not', (x, y, code) => {
    expect(place(x, y, ['decimal-point-lost']).rejected).toMatchObject([{ codes: [code] }]);
  });
  it('the same name at the same place is reported and taken', () => {
    const twice = table('schools', 'id;name;lon;lat\n1;A;9.7;52.3\n2;A;9.7;52.3\n3;A;9.8;52.3\n');
    expect(twice.rows).toHaveLength(3);
    expect(twice.issues.filter(({ code }) => code === 'place-duplicate')).toMatchObject([{ row: 3 }]);
  });
});

describe('tables as offices send them', () => {
  const head = 'Schulnummer;Name;Schulform;lon;lat';
  const row = (name: string) => `12;${name};GS;9,73;52,37`;
  it.each([
    ['titles above', `Schulverzeichnis;;;;\nStand 2025;;;;\n\n${head}\n${row('A')}`, 4],
    ['a title without delimiters', `Schulverzeichnis der Stadt\n${head}\n${row('A')}\n${row('B')}`, 2],
    ['merged headings of groups', `Schule;;;Lage;\n${head}\n${row('A')}`, 2],
    ['the line of Excel', `sep=;\n${head}\n${row('A')}`, 2],
    ['empty lines', `\n\n${head}\n\n${row('A')}`, 3],
  ])('with %s have their names further down, and rows as in the file', (_, text, at) => {
    const content = parseCsv(text, 'UTF-8');
    const parsed = parse('schools', content);
    expect(content.issues).toMatchObject([{ code: 'header-below', row: at }]);
    expect(parsed.rows[0]).toMatchObject({ values: { name: 'A', school_number: '12' } });
    expect(parsed.rows[0]!.row).toBe(text.split('\n').indexOf(row('A')) + 1);
  });
  it('lose no row to a quotation mark that is never closed', () => {
    for (const next of ['C', '"C"']) {
      const text = `${head}\n${row('"A')}\n14;${next};GS;9,75;52,37\n13;"D "" E";GS;9,74;52,38\n`;
      const content = parseCsv(text, 'UTF-8');
      expect(parse('schools', content).rows.map(({ values }) => values.name)).toEqual(['"A', 'C', 'D " E']);
      expect(content.issues).toMatchObject([{ code: 'quote-unclosed', row: 2 }]);
    }
  });
  it('say what stands where a coordinate should', () => {
    const parsed = table('schools', `${head}\n1;A;GS;9°43'55";52,37\n2;B;GS;-;52,37\n3;C;GS;9,7;52,3\n`);
    expect(parsed.issues.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'coordinates-unreadable', row: 2, column: 'lon', value: '9°43\'55"' },
      { code: 'no-coordinates', row: 3 },
    ]);
  });
  it('with a value that no column takes lose that row only', () => {
    const parsed = table('schools', `${head}\n1;${'x'.repeat(1001)};GS;9,7;52,3\n${row('B')}\n`);
    expect(parsed.rows).toHaveLength(1);
    expect(parsed.rejected).toMatchObject([{ row: 2, codes: ['value-too-long'] }]);
  });
});

describe('geometries that no layer of points takes', () => {
  const school = (geometry: unknown) =>
    parse(
      'schools',
      parseGeojson({
        type: 'FeatureCollection',
        features: [{ type: 'Feature', properties: { name: 'A' }, geometry }],
      })!,
    );
  const point = { type: 'Point', coordinates: [9.7, 52.3] };
  const collection = (...geometries: unknown[]) => ({ type: 'GeometryCollection', geometries });
  it('a collection of one is that one, of several is refused by its kind', () => {
    expect(school(collection(point)).rows[0]!.geometry).toEqual(point);
    expect(school(collection(point, point)).issues).toMatchObject([{ code: 'geometry-wrong-kind' }]);
  });
});

describe('sentences', () => {
  const issue = (code: string, params: Record<string, string>) =>
    ({ code, severity: 'error', params }) as const;
  it.each([
    [
      'bad-parameter',
      { name: 'limit', value: '0', expected: 'a whole number of at least 1' },
      'eine ganze Zahl ab 1',
    ],
    [
      'file-unsafe',
      { value: 'a.zip', reason: 'unpacked it has 1717 MB, at most 1024 are read' },
      'ausgepackt hat sie 1717 MB',
    ],
    [
      'file-not-readable',
      { value: 'a.json', expected: 'JSON', reason: `Unexpected token 'h', "this" is not valid JSON` },
      'kein gültiges JSON',
    ],
  ])('of %s are in one language', (code, params, german) => {
    expect(issueSentence(issue(code, params), 'de')).toContain(german);
    expect(issueSentence(issue(code, params), 'de')).not.toMatch(/ (is|are|has|of) /);
  });
});
