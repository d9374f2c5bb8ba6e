import type { FileRecord, RecordContent } from '../content.ts';
import type { Geometry } from '../geometry.ts';
import type { IntakeFormat, ParseRequest, PartReader } from '../intake-format.ts';
import { rowIssue } from '../intake-issue.ts';
import { findField } from '../records/column-mapping.ts';
import { columnMissing } from '../records/parse-records.ts';
import { RowCollector } from '../records/row-collector.ts';
import { readShares, shareColumns } from './read-shares.ts';

/** Cells of the Breitbandatlas: 168 shares in squares of UTM zone 32 (EPSG:25832). */
export const atlasRaster: IntakeFormat = {
  id: 'atlas-raster',
  title: { de: 'Breitbandatlas, Gitterzellen', en: 'Breitbandatlas, grid cells' },
  layers: ['coverage'],
  recognise(content) {
    if (content.kind !== 'records' || !findField(content.fields, ['rasterid'])) return 0;
    return shareColumns(content).length > 0 ? 1 : 0;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('coverage is records');
    const reader = cellReader(content, request);
    const all = reader.read(content.records);
    return { ...reader.finish(), ...all };
  },
  inParts: cellReader,
};

/**
 * `100mN52682E3982` → 100 m square at northing 5,268,200 m, easting 398,200 m in EPSG:25832. It looks like an id of
 * the European grid (EPSG:3035) but is none; those have five digits in the easting of Germany, these four.
 */
export function parseRasterId(id: string): { sizeM: number; eastM: number; northM: number } | null {
  const match = /^(\d+)(km|m)N(\d+)E(\d+)$/.exec(id.trim());
  if (!match) return null;
  const sizeM = Number(match[1]) * (match[2] === 'km' ? 1000 : 1);
  const northM = Number(match[3]) * sizeM;
  const eastM = Number(match[4]) * sizeM;
  const inGermany = eastM > 220_000 && eastM < 970_000 && northM > 5_150_000 && northM < 6_200_000;
  return sizeM > 0 && inGermany ? { sizeM, eastM, northM } : null;
}

/** @throws IssueError `column-missing` when the table names no cells */
function cellReader(head: RecordContent, request: ParseRequest): PartReader {
  const collector = new RowCollector(request.treatment);
  const field = findField(head.fields, ['rasterid']);
  if (field === null) throw columnMissing(['raster_id'], head);
  const agsField = findField(head.fields, ['ags']);
  const columns = shareColumns(head);
  return {
    read(records) {
      for (const record of records) readCell(record, field);
      return { srid: 25832, ...collector.drain() };
    },
    finish: () => collector.result(25832),
  };

  function readCell(record: FileRecord, idField: string): void {
    const { row, properties } = record;
    const id = String(properties[idField] ?? '').trim();
    const cell = parseRasterId(id);
    const { shares, problems } = readShares(row, properties, columns, head.decimalComma);
    if (!cell) problems.unshift(rowIssue('no-coordinates', 'error', row, idField, id));
    else if (record.geometry && !isCell(record.geometry, cell))
      problems.unshift(rowIssue('cell-id-contradicts', 'error', row, idField, id));
    if (!cell || problems.some((problem) => problem.severity === 'error')) {
      collector.reject(row, properties, problems);
      return;
    }
    const ags = agsField === null ? null : String(properties[agsField] ?? '').trim() || null;
    const values = {
      scope: 'cell',
      name: null,
      ags: ags !== null && /^\d{7}$/.test(ags) ? `0${ags}` : ags,
      cell_size_m: cell.sizeM,
      shares: JSON.stringify(shares),
    };
    collector.take({ row, key: id, values, geometry: square(cell) }, properties, problems);
  }
}

/** Whether a polygon is the cell's square, to the decimetre. */
function isCell(geometry: Geometry, cell: { sizeM: number; eastM: number; northM: number }): boolean {
  const rings =
    geometry.type === 'Polygon'
      ? geometry.coordinates
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates.flat()
        : [];
  const positions = rings.flat();
  const near = (value: number, low: number) =>
    Math.min(Math.abs(value - low), Math.abs(value - low - cell.sizeM)) < 0.1;
  return positions.length > 0 && positions.every(([x, y]) => near(x!, cell.eastM) && near(y!, cell.northM));
}

function square(cell: { sizeM: number; eastM: number; northM: number }): Geometry {
  const { eastM: e, northM: n, sizeM: s } = cell;
  const ring = [
    [e, n],
    [e + s, n],
    [e + s, n + s],
    [e, n + s],
    [e, n],
  ];
  return { type: 'Polygon', coordinates: [ring] };
}
