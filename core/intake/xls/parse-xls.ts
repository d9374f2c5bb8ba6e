import type { RecordContent } from '../content.ts';
import { hasDecimalComma, headerBelow, uniqueNames } from '../csv/parse-csv.ts';
import type { IntakeIssue } from '../intake-issue.ts';
import { headerRow } from '../records/header-row.ts';
import { readCompoundStream } from './compound-file.ts';
import { readSharedStrings, readString } from './xls-strings.ts';

/** Record types of BIFF8 (MS-XLS) that carry cells. */
const TYPE = {
  formula: 0x06,
  eof: 0x0a,
  filePass: 0x2f,
  continuation: 0x3c,
  boundSheet: 0x85,
  mulRk: 0xbd,
  sst: 0xfc,
  labelSst: 0xfd,
  number: 0x203,
  label: 0x204,
  boolErr: 0x205,
  string: 0x207,
  rk: 0x27e,
  bof: 0x809,
} as const;

type Cell = string | number;

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly (Cell | undefined)[])[];
}

/** Sheets of an Excel file of 1997 to 2003; null where it is none, is older, or is encrypted. */
export function readXlsSheets(bytes: Uint8Array): Sheet[] | null {
  const stream = readCompoundStream(bytes, ['workbook']);
  if (!stream) return null;
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const places: { name: string; at: number }[] = [];
  let strings: string[] = [];
  let at = 0;
  while (at + 4 <= stream.length) {
    const { type, from, to } = recordAt(view, at);
    if (to > stream.length || type === TYPE.filePass) return null;
    if (type === TYPE.boundSheet && to - from >= 8) {
      const name = readString(stream, from + 7, stream[from + 6]!, false).text;
      // 0: a sheet of cells; charts and macros are others.
      if (stream[from + 5] === 0) places.push({ name, at: view.getUint32(from, true) });
    }
    if (type === TYPE.sst) {
      const parts = [stream.subarray(from, to)];
      let end = to;
      while (end + 4 <= stream.length && view.getUint16(end, true) === TYPE.continuation) {
        const more = recordAt(view, end);
        parts.push(stream.subarray(more.from, Math.min(more.to, stream.length)));
        end = more.to;
      }
      strings = readSharedStrings(parts);
    }
    at = to;
    if (type === TYPE.eof) break;
  }
  return places.map(({ name, at }) => ({ name, rows: readCells(stream, view, at, strings) }));
}

/** The table of one sheet, by the row with its names. Null where there is no such sheet. */
export function tableOfSheet(
  sheets: readonly Sheet[],
  name: string | null,
): (RecordContent & { readonly issues: readonly IntakeIssue[] }) | null {
  const sheet =
    name === null ? sheets.find(({ rows }) => rows.length > 1) : sheets.find((each) => each.name === name);
  if (!sheet?.rows[0]) return null;
  const at = headerRow(sheet.rows.map((row) => Array.from(row)));
  const names = uniqueNames(Array.from(sheet.rows[at]!));
  const records = sheet.rows
    .map((cells, i) => ({
      row: i + 1,
      properties: Object.fromEntries(names.map((field, column) => [field, cells[column] ?? null])),
      geometry: null,
    }))
    .slice(at + 1)
    .filter(({ properties }) => Object.values(properties).some((value) => value !== null));
  return {
    kind: 'records',
    driver: 'XLS',
    fields: names,
    records,
    srid: null,
    spatial: false,
    decimalComma: hasDecimalComma(sheet.rows.slice(at + 1, at + 501)),
    issues: at > 0 ? [headerBelow(at + 1, names)] : [],
  };
}

function recordAt(view: DataView, at: number): { type: number; from: number; to: number } {
  const from = at + 4;
  return { type: view.getUint16(at, true), from, to: from + view.getUint16(at + 2, true) };
}

function readCells(
  stream: Uint8Array,
  view: DataView,
  start: number,
  strings: readonly string[],
): (Cell | undefined)[][] {
  const rows: (Cell | undefined)[][] = [];
  const set = (row: number, column: number, value: Cell | undefined) => {
    if (value === undefined || column > 16_384) return;
    while (rows.length <= row) rows.push([]);
    rows[row]![column] = value;
  };
  let formula: { row: number; column: number } | null = null;
  for (let at = start; at + 4 <= stream.length; ) {
    const { type, from, to } = recordAt(view, at);
    if (to > stream.length || (type === TYPE.eof && at !== start)) break;
    at = to;
    if (type === TYPE.string && formula && to - from >= 3) {
      set(formula.row, formula.column, readString(stream, from + 2, view.getUint16(from, true), false).text);
      formula = null;
    }
    if (to - from < 6) continue;
    const row = view.getUint16(from, true);
    const column = view.getUint16(from + 2, true);
    if (type === TYPE.labelSst && to - from >= 10) set(row, column, strings[view.getUint32(from + 6, true)]);
    else if (type === TYPE.number && to - from >= 14) set(row, column, view.getFloat64(from + 6, true));
    else if (type === TYPE.rk && to - from >= 10) set(row, column, rkNumber(view, from + 6));
    else if (type === TYPE.mulRk) {
      for (let i = 0; from + 4 + (i + 1) * 6 <= to - 2; i++) {
        set(row, column + i, rkNumber(view, from + 4 + i * 6 + 2));
      }
    } else if (type === TYPE.label && to - from >= 9) {
      set(row, column, readString(stream, from + 8, view.getUint16(from + 6, true), false).text);
    } else if (type === TYPE.formula && to - from >= 14) {
      // A result of FF FF at its end is no number: text follows in a record of its own.
      if (view.getUint16(from + 12, true) !== 0xffff) set(row, column, view.getFloat64(from + 6, true));
      else if (stream[from + 6] === 0) formula = { row, column };
    }
  }
  return rows;
}

/** 30 bits of a float or an integer, with a flag for hundredths. */
function rkNumber(view: DataView, at: number): number {
  const bits = view.getUint32(at, true);
  let value: number;
  if (bits & 2) value = (bits | 0) >> 2;
  else {
    const float = new DataView(new ArrayBuffer(8));
    float.setUint32(4, bits & 0xfffffffc, true);
    value = float.getFloat64(0, true);
  }
  return bits & 1 ? value / 100 : value;
}
