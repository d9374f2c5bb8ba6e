import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileRecord } from '#core/intake/content.ts';
import {
  type CsvDialect,
  type CsvHead,
  csvHead,
  recordsOf,
  splitCsvPart,
} from '#core/intake/csv/parse-csv.ts';
import { rowIssue } from '#core/intake/intake-issue.ts';
import { IssueError } from '#core/issue.ts';

/** Read from the disk at once. */
const PART_BYTES = 1 << 20;
/** A row longer than this is no row: somewhere a quote was opened and never closed. */
const MAX_ROW_CHARACTERS = 16_000_000;

/** A table that is read from the disk as often as it is needed, and never held whole. */
export interface TableInParts {
  readonly sha256: string;
  readonly head: CsvHead;
  /** Records in their order, some thousands at a time, with the share of the file they end at (0 to 1). */
  parts(): AsyncGenerator<{ readonly records: FileRecord[]; readonly share: number }>;
}

/**
 * Looks through a file of delimited text once, for its hash and encoding, and prepares reading it in parts.
 * @throws IssueError `file-not-readable` when it is binary; `column-missing` without a header
 */
export async function openInParts(
  path: string,
  fileName: string,
  fileBytes: number,
  dialect: CsvDialect & { readonly encoding?: string | null },
): Promise<TableInParts> {
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let head = '';
  let headBytes: Buffer[] = [];
  for await (const bytes of createReadStream(path, { highWaterMark: PART_BYTES })) {
    const part = bytes as Buffer;
    hash.update(part);
    if (headBytes.length < 1) headBytes = [part];
    if (part.includes(0)) throw notReadable(fileName, 'it is binary');
    if (!isUtf8) continue;
    try {
      utf8.decode(part, { stream: true });
    } catch {
      isUtf8 = false;
    }
  }
  const encoding = dialect.encoding ?? (isUtf8 ? 'UTF-8' : 'Windows-1252');
  head = new TextDecoder(encoding).decode(headBytes[0] ?? new Uint8Array()).replace(/^\ufeff/, '');
  // A part may end within a character; the last row of it is not needed to see what the table is.
  const table = csvHead(head.slice(0, Math.max(head.lastIndexOf('\n'), 0) || head.length), encoding, dialect);
  return {
    sha256: hash.digest('hex'),
    head: table,
    parts: () => readParts(path, fileName, fileBytes, encoding, table),
  };
}

async function* readParts(
  path: string,
  fileName: string,
  fileBytes: number,
  encoding: string,
  head: CsvHead,
): AsyncGenerator<{ records: FileRecord[]; share: number }> {
  const decoder = new TextDecoder(encoding);
  let rest = '';
  let rows = 0;
  let bytesRead = 0;
  let isFirst = true;
  const recordsIn = (text: string, isLast: boolean): FileRecord[] => {
    const part = splitCsvPart(text, head.delimiter, isLast);
    rest = part.rest;
    if (rest.length > MAX_ROW_CHARACTERS) throw notReadable(fileName, 'a quoted value has no end');
    let found = head.isHk ? part.rows.filter(([cell]) => !cell!.startsWith('#')) : part.rows;
    if (isFirst && found.length > 0) {
      isFirst = false;
      if (!head.isHk) found = found.slice(1);
    }
    const records = recordsOf(head, found, rows);
    rows += records.length;
    return records;
  };
  for await (const bytes of createReadStream(path, { highWaterMark: PART_BYTES })) {
    const text = decoder.decode(bytes as Buffer, { stream: true });
    bytesRead += (bytes as Buffer).length;
    const records = recordsIn(rest + text, false);
    if (records.length > 0) yield { records, share: Math.min(1, bytesRead / fileBytes) };
  }
  const records = recordsIn(rest + decoder.decode(), true);
  if (records.length > 0) yield { records, share: 1 };
}

function notReadable(fileName: string, reason: string): IssueError {
  return new IssueError(
    rowIssue('file-not-readable', 'error', null, null, fileName, { expected: 'CSV', reason }),
  );
}
