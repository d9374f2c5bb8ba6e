import { IssueError } from '../../issue.ts';
import type { FileRecord, RecordContent } from '../content.ts';
import { HK_FIELDS, isHkLine } from '../hk-de/format.ts';
import { rowIssue } from '../intake-issue.ts';

/** Splits delimited text (RFC 4180: quotes, doubled quotes, line breaks inside quotes) into rows of fields. */
export function splitCsv(text: string, delimiter: string): string[][] {
  return splitCsvPart(text, delimiter, true).rows;
}

/**
 * The same for text that comes in parts: complete rows, and the rest that the next part has to follow. The rest is
 * empty with `isLast`.
 */
export function splitCsvPart(
  text: string,
  delimiter: string,
  isLast: boolean,
): { rows: string[][]; rest: string } {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  let rowFrom = 0;
  const mark = delimiter.charCodeAt(0);
  const end = () => {
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    rowFrom = at;
  };
  while (at <= text.length) {
    let field = '';
    if (text.charCodeAt(at) === QUOTE) {
      let from = at + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote < 0) {
          field += text.slice(from);
          at = text.length;
          break;
        }
        field += text.slice(from, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        field += '"';
        from = at + 1;
      }
    }
    const from = at;
    let code = 0;
    for (; at < text.length; at++) {
      code = text.charCodeAt(at);
      if (code === mark || code === LINE_FEED || code === RETURN) break;
    }
    // Whether a row or a pair of line ends is over shows only with what follows.
    if (!isLast && (at >= text.length || (code === RETURN && at + 1 >= text.length)))
      return { rows, rest: text.slice(rowFrom) };
    row.push(field === '' ? text.slice(from, at) : field + text.slice(from, at));
    if (at >= text.length) {
      end();
      break;
    }
    if (code === mark) {
      at++;
      continue;
    }
    if (code === RETURN && text.charCodeAt(at + 1) === LINE_FEED) at++;
    at++;
    end();
  }
  return { rows, rest: '' };
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/** The delimiter that splits the first lines into the most fields, equally many on each. */
export function sniffDelimiter(text: string): string {
  const sample = text.slice(0, 65_536);
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const rows = splitCsv(sample, delimiter).slice(0, 50);
    const rest = sample.length < text.length && rows.length > 1 ? rows.slice(0, -1) : rows;
    const width = rest[0]?.length ?? 0;
    const same = rest.filter((row) => row.length === width).length / Math.max(1, rest.length);
    const score = width > 1 ? same * Math.min(width, 20) : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/**
 * A table from delimited text. Delimiter and decimal sign are found from the text, or as stated; HK-DE, which has no
 * header, gets its field names.
 * @throws IssueError `column-missing` when there is no header with at least two names
 */
export function parseCsv(text: string, encoding: string, stated: CsvDialect = {}): RecordContent {
  const clean = text.replace(/^\ufeff/, '');
  const head = csvHead(clean, encoding, stated);
  const all = splitCsv(head.isHk ? clean.replace(/^#.*(\r?\n|$)/gm, '') : clean, head.delimiter);
  return { ...head.content, records: recordsOf(head, head.isHk ? all : all.slice(1), 0) };
}

export const DELIMITERS = [';', ',', '\t', '|'] as const;

/** What a user states of delimited text; what is left out is found. */
export interface CsvDialect {
  readonly delimiter?: string | null;
  readonly decimal?: ',' | '.' | null;
}

/** What the beginning of delimited text tells of all of it. */
export interface CsvHead {
  readonly isHk: boolean;
  readonly delimiter: string;
  /** Without records. */
  readonly content: RecordContent;
}

/** @throws IssueError `column-missing` when there is no header with at least two names */
export function csvHead(text: string, encoding: string, stated: CsvDialect = {}): CsvHead {
  const firstLine = text.split(/\r?\n/, 50).find((line) => line !== '' && !line.startsWith('#')) ?? '';
  const isHk = isHkLine(firstLine);
  const delimiter = isHk ? ';' : (stated.delimiter ?? sniffDelimiter(text));
  const rows = splitCsv(text.slice(0, 262_144), delimiter).slice(0, 501);
  const fields = isHk ? [...HK_FIELDS] : uniqueNames(rows[0] ?? []);
  if (fields.length < 2) {
    throw new IssueError(
      rowIssue('column-missing', 'error', 1, 'header', null, { found: fields.join(', ') || '–' }),
    );
  }
  const name = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'pipe' }[delimiter]!;
  const decimalComma = stated.decimal
    ? stated.decimal === ','
    : delimiter !== ',' && hasDecimalComma(isHk ? rows : rows.slice(1));
  return {
    isHk,
    delimiter,
    content: {
      kind: 'records',
      driver: `CSV (${name}, ${encoding})`,
      fields,
      records: [],
      srid: null,
      spatial: false,
      decimalComma,
    },
  };
}

/** Records of rows of cells, of which so many came `before` them. */
export function recordsOf(
  { isHk, content: { fields } }: CsvHead,
  rows: readonly (readonly string[])[],
  before: number,
): FileRecord[] {
  const first = before + (isHk ? 1 : 2);
  return rows.map((cells, i) => {
    const properties: Record<string, string | null> = {};
    for (let column = 0; column < fields.length; column++)
      properties[fields[column]!] = cells[column] ?? null;
    return { row: first + i, properties, geometry: null };
  });
}

/** More cells with a decimal comma than with a point, in a sample. */
function hasDecimalComma(rows: readonly string[][]): boolean {
  let comma = 0;
  let point = 0;
  for (const cell of rows.slice(0, 500).flat()) {
    if (/^\s*-?\d+,\d+\s*$/.test(cell)) comma++;
    else if (/^\s*-?\d+\.\d+\s*$/.test(cell)) point++;
  }
  return comma > point;
}

function uniqueNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, i) => {
    const name = cell.trim() || `column_${i + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  });
}
