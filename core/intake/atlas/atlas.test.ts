import { describe, expect, it } from 'vitest';
import { parseCsv } from '../csv/parse-csv.ts';
import { NO_TREATMENT } from '../intake-issue.ts';
import { atlasMunicipal } from './municipal-format.ts';
import { atlasRaster, parseRasterId } from './raster-format.ts';
import { shareColumn } from './share-column.ts';

const request = { layer: 'coverage', treatment: NO_TREATMENT, srid: null };
const table = (text: string) => atlasMunicipal.parse(parseCsv(text, 'UTF-8'), request);
const raster = (text: string) => atlasRaster.parse(parseCsv(text, 'UTF-8'), request);
const codes = ({ issues }: { issues: readonly { code: string }[] }) => issues.map(({ code }) => code);

describe('columns of the Breitbandatlas', () => {
  it.each([
    ['down_fn_gwg_ftthb_1000', 'gwg_ftthb_1000'],
    ['alle Technologien ≥ 50 Mbit/s', 'hh_alle_50'],
    ['leitungsg. Technologien ≥ 1 Mbit/s', 'hh_leitung_1'],
    ['FTTH/B ≥ 100 Mbit/s', 'hh_ftthb_100'],
    ['CATV_50', 'hh_hfc_50'],
    ['300_16', 'hh_alle_16'],
    ['gew_lg_tech_100', 'gew_leitung_100'],
    ['verf_dsl', 'hh_dsl_0'],
    ['ewz', undefined],
    ['x_3035', undefined],
    ['down_fn_xx_alle_10', undefined],
  ])('%s is %s', (field, key) => expect(shareColumn(field)?.key).toBe(key));
});

describe('tables of municipalities', () => {
  it('read decimal commas and keep what has no value apart from 0', () => {
    const { rows } = table('AGS;DSL_1;DSL_50\n03241001;99,50;–\n03241002;0,00;0,00\n');
    expect(JSON.parse(rows[0]!.values.shares as string)).toEqual({ hh_dsl_1: 99.5 });
    expect(JSON.parse(rows[1]!.values.shares as string)).toEqual({ hh_dsl_1: 0, hh_dsl_50: 0 });
    expect(rows[0]).toMatchObject({ key: '03241001', values: { scope: 'municipality' }, geometry: null });
  });
  it('put lost zeros back and say so', () => {
    const parsed = table('AGS;DSL_1\n3241001;1\n9162000;1\n11000000;1\n');
    expect(parsed.rows.map(({ key }) => key)).toEqual(['03241001', '09162000', '11000000']);
    expect(parsed.issues).toMatchObject([{ code: 'ags-zero-lost', row: 2, params: { count: 2 } }]);
  });
  it('name totals that stand beside their parts', () => {
    expect(codes(table('AGS;DSL_1\n11000000;1\n11000001;1\n'))).toEqual(['totals-beside-parts']);
    expect(codes(table('AGS;DSL_1\n11000000;1\n03241001;1\n'))).toEqual([]);
  });
  it.each([
    ['100', []],
    ['100.01', ['share-above-100']],
    ['101', ['share-above-100']],
    ['101.01', ['share-out-of-range']],
    ['-0.5', ['share-out-of-range']],
    ['much', ['not-a-number']],
    ['01.05.2020', ['number-became-date']],
  ])('a share of %s gives %j', (share, expected) => {
    expect(codes(table(`AGS;LTE_1\n03241001;${share}\n`))).toEqual(expected);
  });
  it('a share that rises with the speed is reported, and one that does not is not', () => {
    expect(codes(table('AGS;DSL_6;DSL_16\n03241001;50;50.02\n'))).toEqual(['share-rises']);
    expect(codes(table('AGS;DSL_6;DSL_16\n03241001;50;50\n'))).toEqual([]);
    expect(codes(table('AGS;DSL_6;LTE_16\n03241001;50;60\n'))).toEqual([]);
  });
  it('a key of no known length is refused', () => {
    expect(table('AGS;DSL_1\n324;1\n;1\n03241001;1\n').rejected.map(({ codes }) => codes)).toEqual([
      ['ags-invalid'],
      ['value-missing'],
    ]);
  });
});

describe('cells of the Breitbandatlas', () => {
  it('are squares of UTM zone 32, not of the European grid', () => {
    expect(parseRasterId('100mN52682E3982')).toEqual({ sizeM: 100, northM: 5268200, eastM: 398200 });
    expect(parseRasterId('100mN32665E43205')).toBeNull();
    expect(parseRasterId('0mN52682E3982')).toBeNull();
  });
  it('carry their shares; NULL is no value', () => {
    const { rows, srid } = raster(
      'id;raster_id;ags;down_fn_hh_alle_10;down_fn_hh_alle_1000\n1;100mN58030E5500;3241001;100;NULL\n',
    );
    expect(srid).toBe(25832);
    expect(rows[0]).toMatchObject({
      key: '100mN58030E5500',
      values: { scope: 'cell', ags: '03241001', cell_size_m: 100, shares: '{"hh_alle_10":100}' },
      geometry: { type: 'Polygon' },
    });
  });
});
