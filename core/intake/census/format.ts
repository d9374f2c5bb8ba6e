import { IssueError } from '../../issue.ts';
import type { RecordContent } from '../content.ts';
import { decideCrs } from '../crs/decide-crs.ts';
import { extentOf, type Geometry } from '../geometry.ts';
import type { IntakeFormat, ParsedFile, ParseRequest } from '../intake-format.ts';
import { type IntakeIssue, rowIssue } from '../intake-issue.ts';
import { isNoValue, MAX_COUNT, parseNumber } from '../number.ts';
import { fieldName, findField } from '../records/column-mapping.ts';
import { columnMissing } from '../records/parse-records.ts';
import { RowCollector } from '../records/row-collector.ts';

/** `CRS3035RES100mN3253400E4283300`: cell size and lower left corner in metres. */
const GRID_ID = /^CRS3035RES(\d+)mN(\d+)E(\d+)$/;
/** `100mN32534E42833`: the short form counts in cells. */
const SHORT_ID = /^(\d+)(km|m)N(\d+)E(\d+)$/;

const ID = ['gridid', 'gitterid100m', 'gitterid1km', 'gitterid10km', 'gitterid'];
/** Dwellings stand for households where the table has no households. */
const HOUSEHOLDS = [
  'households',
  'haushalte',
  'anzahlhaushalte',
  'dwellings',
  'wohnungen',
  'anzahlwohnungen',
  'insgesamthaushalte',
];
const BUILDINGS = ['buildings', 'gebaeude', 'anzahlgebaeude'];
const POPULATION = ['einwohner', 'population'];

/** Census grids of 2011 and 2022: cells of the European grid (EPSG:3035) with counts. */
export const census: IntakeFormat = {
  id: 'census-grid',
  title: { de: 'Zensus-Gitterzellen', en: 'Census grid cells' },
  layers: ['households'],
  recognise(content) {
    if (content.kind !== 'records') return 0;
    const field = findField(content.fields, ID);
    const first = field === null ? undefined : content.records[0]?.properties[field];
    return first !== undefined && parseGridId(String(first)) ? 1 : 0;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('census cells are records');
    return parseCells(content, request);
  },
};

/** Size and lower left corner of a cell from its id; null where it is none. */
export function parseGridId(id: string): { sizeM: number; eastM: number; northM: number } | null {
  const long = GRID_ID.exec(id.trim());
  if (long) return cellOf(Number(long[1]), Number(long[2]), Number(long[3]));
  const short = SHORT_ID.exec(id.trim());
  if (!short) return null;
  const sizeM = Number(short[1]) * (short[2] === 'km' ? 1000 : 1);
  return cellOf(sizeM, Number(short[3]) * sizeM, Number(short[4]) * sizeM);
}

/** Cells of 100 m to 100 km within the extent of the grid: its false origin lies at 4,321,000 / 3,210,000. */
function cellOf(sizeM: number, northM: number, eastM: number) {
  const exists = sizeM >= 1 && sizeM <= 100_000 && eastM < 7_500_000 && northM < 6_000_000;
  return exists && eastM > 0 && northM > 0 ? { sizeM, northM, eastM } : null;
}

function parseCells(content: RecordContent, request: ParseRequest): ParsedFile {
  const collector = new RowCollector(request.treatment);
  const id = findField(content.fields, ID);
  const households = findField(content.fields, HOUSEHOLDS);
  const buildings = findField(content.fields, BUILDINGS);
  const population = findField(content.fields, POPULATION);
  if (id === null) throw columnMissing([ID.join(' / ')], content);
  if (households === null && population === null)
    throw columnMissing([[...HOUSEHOLDS, ...POPULATION].join(' / ')], content);
  const signs = findField(content.fields, ['werterlaeuterndezeichen']);
  const uncertain = { count: 0, column: '' };
  const midX = content.fields.find((field) => /^(x3035|xmp\w*)$/.test(fieldName(field)));
  const midY = content.fields.find((field) => /^(y3035|ymp\w*)$/.test(fieldName(field)));
  const secret = new Map<string, number>();
  let anyGeometry: Geometry | null = null;

  for (const record of content.records) {
    const { row, properties } = record;
    const text = String(properties[id] ?? '').trim();
    const cell = parseGridId(text);
    const problems: IntakeIssue[] = [];
    if (!cell) problems.push(rowIssue('no-coordinates', 'error', row, id, text));
    else if (midX !== undefined && midY !== undefined) {
      const x = parseNumber(properties[midX], content.decimalComma);
      const y = parseNumber(properties[midY], content.decimalComma);
      if (x !== cell.eastM + cell.sizeM / 2 || y !== cell.northM + cell.sizeM / 2) {
        problems.push(rowIssue('cell-id-contradicts', 'error', row, id, text));
      }
    }
    const count = households === null ? null : countOf(properties, households, row, problems);
    const buildingCount = buildings === null ? null : countOf(properties, buildings, row, problems);
    const people = population === null ? null : countOf(properties, population, row, problems);
    if (!cell || problems.some((problem) => problem.severity === 'error')) {
      collector.reject(row, properties, problems);
      continue;
    }
    anyGeometry = cellPolygon(cell);
    const values = {
      households: households === null ? null : (count ?? 0),
      buildings: buildingCount,
      population: people,
      cell_size_m: cell.sizeM,
    };
    collector.take({ row, key: text, values, geometry: anyGeometry }, properties, problems);
  }
  for (const [column, count] of secret) {
    collector.note(rowIssue('value-secret', 'info', null, column, '–, -1, NULL', { count }));
  }
  if (uncertain.count > 0)
    collector.note(rowIssue('value-uncertain', 'info', null, uncertain.column, null, uncertain));
  // The grid's name says its system; only a contradiction by the user matters here.
  const crs = decideCrs({
    forced: request.srid,
    stated: 3035,
    columns: null,
    extent: anyGeometry ? extentOf([anyGeometry]) : null,
  });
  if (crs.srid !== 3035)
    throw new IssueError(rowIssue('crs-contradicts', 'error', null, id, 'EPSG:3035', { srid: crs.srid }));
  return collector.result(3035);

  function countOf(
    properties: Readonly<Record<string, unknown>>,
    field: string,
    row: number,
    problems: IntakeIssue[],
  ): number | null {
    const sign = signs === null ? '' : String(properties[signs] ?? '');
    const bracketed = /^\s*\((.*)\)\s*$/.exec(String(properties[field] ?? ''));
    if (bracketed || /KLAMMERN/i.test(sign)) {
      uncertain.count++;
      uncertain.column = field;
    }
    const raw = bracketed ? bracketed[1] : properties[field];
    const number = parseNumber(raw, content.decimalComma);
    if (isNoValue(raw) || number === -1 || number === -9) {
      secret.set(field, (secret.get(field) ?? 0) + 1);
      return null;
    }
    if (number === null) problems.push(rowIssue('not-a-number', 'error', row, field, raw));
    else if (number > MAX_COUNT) problems.push(rowIssue('number-too-large', 'error', row, field, raw));
    else if (number < 0) problems.push(rowIssue('negative-number', 'error', row, field, raw));
    return number === null || number < 0 || number > MAX_COUNT ? null : Math.round(number);
  }
}

function cellPolygon(cell: { sizeM: number; eastM: number; northM: number }): Geometry {
  const { eastM: e, northM: n, sizeM: s } = cell;
  return {
    type: 'Polygon',
    coordinates: [
      [
        [e, n],
        [e + s, n],
        [e + s, n + s],
        [e, n + s],
        [e, n],
      ],
    ],
  };
}
