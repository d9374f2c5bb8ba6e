import { IssueError } from '../../issue.ts';
import type { RecordContent } from '../content.ts';
import { HK_FIELDS, isHkLine } from '../hk-de/format.ts';
import { rowIssue } from '../intake-issue.ts';

/** Splits delimited text (RFC 4180: quotes, doubled quotes, line breaks inside quotes) into rows of fields. */
export function splitCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const end = () => {
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  while (at <= text.length) {
    let field = '';
    if (text[at] === '"') {
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
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
    row.push(field + text.slice(from, at));
    if (at >= text.length) {
      end();
      break;
    }
    if (text[at] === delimiter) {
      at++;
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    end();
  }
  return rows;
}

/** The delimiter that splits the first lines into the most fields, equally many on each. */
export function sniffDelimiter(text: string): string {
  const sample = text.slice(0, 65_536);
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of [';', ',', '\t', '|']) {
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
 * A table from delimited text. Delimiter and decimal sign are found from the text; HK-DE, which has no header,
 * gets its field names.
 * @throws IssueError `column-missing` when there is no header with at least two names
 */
export function parseCsv(text: string, encoding: string): RecordContent {
  const clean = text.replace(/^\ufeff/, '');
  const firstLine = clean.split(/\r?\n/, 50).find((line) => line !== '' && !line.startsWith('#')) ?? '';
  const isHk = isHkLine(firstLine);
  const delimiter = isHk ? ';' : sniffDelimiter(clean);
  const all = splitCsv(isHk ? clean.replace(/^#.*(\r?\n|$)/gm, '') : clean, delimiter);
  const fields = isHk ? [...HK_FIELDS] : uniqueNames(all[0] ?? []);
  if (fields.length < 2) {
    throw new IssueError(
      rowIssue('column-missing', 'error', 1, 'header', null, { found: fields.join(', ') || '–' }),
    );
  }
  const body = isHk ? all : all.slice(1);
  const records = body.map((cells, i) => ({
    row: isHk ? i + 1 : i + 2,
    properties: Object.fromEntries(fields.map((field, column) => [field, cells[column] ?? null])),
    geometry: null,
  }));
  const name = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'pipe' }[delimiter]!;
  return {
    kind: 'records',
    driver: `CSV (${name}, ${encoding})`,
    fields,
    records,
    srid: null,
    spatial: false,
    decimalComma: delimiter !== ',' && hasDecimalComma(body),
  };
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
