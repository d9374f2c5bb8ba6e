import { IssueError } from '../../issue.ts';
import type { FileRecord, RecordContent } from '../content.ts';
import { HK_FIELDS, isHkLine } from '../hk-de/format.ts';
import { type IntakeIssue, rowIssue } from '../intake-issue.ts';
import { headerRow } from '../records/header-row.ts';

/** Splits delimited text (RFC 4180: quotes, doubled quotes, line breaks inside quotes) into rows of fields. */
export function splitCsv(text: string, delimiter: string): string[][] {
  return splitCsvPart(text, delimiter, true).rows;
}

/**
 * The same for text that comes in parts: complete rows, and the rest that the next part has to follow. The rest is
 * empty with `isLast`. A quote that is never closed, or closed within a word rows later, is a letter like others: it
 * must not swallow what follows. `unclosed` are the rows with one.
 * @param keepsBlank empty lines are rows without cells, so that rows can be counted as they stand in the file
 */
export function splitCsvPart(
  text: string,
  delimiter: string,
  isLast: boolean,
  keepsBlank = false,
): { rows: string[][]; rest: string; unclosed: number[] } {
  const rows: string[][] = [];
  const unclosed: number[] = [];
  let row: string[] = [];
  let at = 0;
  let rowFrom = 0;
  const mark = delimiter.charCodeAt(0);
  const end = () => {
    if (row.length > 1 || row[0] !== '') rows.push(row);
    else if (keepsBlank) rows.push([]);
    row = [];
    rowFrom = at;
  };
  while (at <= text.length) {
    let field = '';
    if (text.charCodeAt(at) === QUOTE) {
      const opened = at;
      let isClosed = true;
      let from = at + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote < 0) {
          isClosed = false;
          at = text.length;
          break;
        }
        field += text.slice(from, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        field += '"';
        from = at + 1;
      }
      const next = text[at];
      const endsField =
        next === undefined || next === ' ' || next === delimiter || next === '\n' || next === '\r';
      if ((!isClosed && isLast) || (isClosed && !endsField && field.includes('\n'))) {
        if (unclosed.at(-1) !== rows.length) unclosed.push(rows.length);
        field = '"';
        at = opened + 1;
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
      return { rows, rest: text.slice(rowFrom), unclosed };
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
  return { rows, rest: '', unclosed };
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/** The delimiter that splits the first lines into the most fields, equally many on most of them. */
export function sniffDelimiter(text: string): string {
  const sample = text.slice(0, 65_536);
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const rows = splitCsv(sample, delimiter).slice(0, 50);
    const rest = sample.length < text.length && rows.length > 1 ? rows.slice(0, -1) : rows;
    const widths = new Map<number, number>();
    for (const row of rest) widths.set(row.length, (widths.get(row.length) ?? 0) + 1);
    // Equally frequent widths: the one that comes first, which is the header's.
    const [width = 0, count = 0] = [...widths].sort((a, b) => b[1] - a[1])[0] ?? [];
    const same = count / Math.max(1, rest.length);
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
export function parseCsv(
  text: string,
  encoding: string,
  stated: CsvDialect = {},
): RecordContent & { readonly issues: readonly IntakeIssue[] } {
  const clean = text.replace(/^\ufeff/, '');
  const head = csvHead(clean, encoding, stated);
  const { rows, unclosed } = splitCsvPart(clean, head.delimiter, true, true);
  return {
    ...head.content,
    records: recordsOf(head, rows.slice(head.rowsBefore), head.rowsBefore),
    issues: [...headIssues(head), ...unclosedIssues(unclosed, 0)],
  };
}

/** Neither the user nor a mark said in which encoding the text is. */
export function encodingConcluded(encoding: string): IntakeIssue {
  return rowIssue('encoding-concluded', 'info', null, null, encoding);
}

/** What is to be said where the names of the columns do not stand in the first row. */
export function headIssues({ rowsBefore, content }: CsvHead): IntakeIssue[] {
  return rowsBefore > 1 ? [headerBelow(rowsBefore, content.fields)] : [];
}

export function headerBelow(row: number, fields: readonly string[]): IntakeIssue {
  return rowIssue('header-below', 'info', row, null, fields.slice(0, 6).join(', '));
}

/** @param before rows that came before those of which `unclosed` speaks */
export function unclosedIssues(unclosed: readonly number[], before: number): IntakeIssue[] {
  return unclosed.map((row) => rowIssue('quote-unclosed', 'warning', before + row + 1, null, '"'));
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
  /** Rows of the file, empty ones too, up to the one with the names; 0 where there are none (HK-DE). */
  readonly rowsBefore: number;
  /** Without records. */
  readonly content: RecordContent;
}

/** @throws IssueError `column-missing` when there is no header with at least two names */
export function csvHead(text: string, encoding: string, stated: CsvDialect = {}): CsvHead {
  const firstLine = text.split(/\r?\n/, 50).find((line) => line !== '' && !line.startsWith('#')) ?? '';
  const isHk = isHkLine(firstLine);
  const delimiter = isHk ? ';' : (stated.delimiter ?? sniffDelimiter(text));
  const rows = splitCsvPart(text.slice(0, 262_144), delimiter, true, true).rows.slice(0, 501);
  const firstFilled = Math.max(
    0,
    rows.findIndex((cells) => cells.length > 0),
  );
  const rowsBefore = isHk ? 0 : firstFilled + headerRow(rows.slice(firstFilled)) + 1;
  const fields = isHk ? [...HK_FIELDS] : uniqueNames(rows[rowsBefore - 1] ?? []);
  if (fields.length < 2) {
    throw new IssueError(
      rowIssue('column-missing', 'error', 1, 'header', null, { found: fields.join(', ') || '–' }),
    );
  }
  const name = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'pipe' }[delimiter]!;
  const decimalComma = stated.decimal
    ? stated.decimal === ','
    : delimiter !== ',' && hasDecimalComma(rows.slice(rowsBefore));
  return {
    isHk,
    delimiter,
    rowsBefore,
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

/** Records of rows of cells, of which so many came `before` them in the file; empty rows and comments are none. */
export function recordsOf(
  { isHk, content: { fields } }: CsvHead,
  rows: readonly (readonly string[])[],
  before: number,
): FileRecord[] {
  const records: FileRecord[] = [];
  rows.forEach((cells, i) => {
    if (cells.length === 0 || (isHk && cells[0]!.startsWith('#'))) return;
    const properties: Record<string, string | null> = {};
    for (let column = 0; column < fields.length; column++)
      properties[fields[column]!] = cells[column] ?? null;
    records.push({ row: before + i + 1, properties, geometry: null });
  });
  return records;
}

/** More cells with a decimal comma than with a point, in a sample. */
export function hasDecimalComma(rows: readonly (readonly unknown[])[]): boolean {
  let comma = 0;
  let point = 0;
  for (const cell of rows.slice(0, 500).flat()) {
    if (typeof cell !== 'string') continue;
    if (/^\s*-?\d+,\d+\s*$/.test(cell)) comma++;
    else if (/^\s*-?\d+\.\d+\s*$/.test(cell)) point++;
  }
  return comma > point;
}

export function uniqueNames(header: readonly unknown[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, i) => {
    const name = String(cell ?? '').trim() || `column_${i + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  });
}
