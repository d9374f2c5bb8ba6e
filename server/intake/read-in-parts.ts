import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileRecord } from '#core/intake/content.ts';
import {
  type CsvDialect,
  type CsvHead,
  csvHead,
  encodingConcluded,
  headIssues,
  recordsOf,
  splitCsvPart,
  unclosedIssues,
} from '#core/intake/csv/parse-csv.ts';
import { type IntakeIssue, rowIssue } from '#core/intake/intake-issue.ts';
import { IssueError } from '#core/issue.ts';
import { singleByteEncoding, textDecoder } from './decode-text.ts';

/** Read from the disk at once. */
const PART_BYTES = 1 << 20;
/** A row longer than this is no row: somewhere a quote was opened and never closed. */
const MAX_ROW_CHARACTERS = 16_000_000;

export interface TablePart {
  readonly records: FileRecord[];
  readonly share: number;
  /** What is wrong about the text itself. */
  readonly issues: readonly IntakeIssue[];
}

/** A table that is read from the disk as often as it is needed, and never held whole. */
export interface TableInParts {
  readonly sha256: string;
  readonly head: CsvHead;
  /** What was concluded of the file as a whole. */
  readonly issues: readonly IntakeIssue[];
  /** Records in their order, some thousands at a time, with the share of the file they end at (0 to 1). */
  parts(): AsyncGenerator<TablePart>;
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
  const concluded = isUtf8 ? null : singleByteEncoding(headBytes[0] ?? new Uint8Array());
  const encoding = dialect.encoding ?? concluded ?? 'UTF-8';
  head = textDecoder(encoding)
    .decode(headBytes[0] ?? new Uint8Array())
    .replace(/^\ufeff/, '');
  // A part may end within a character; the last row of it is not needed to see what the table is.
  const table = csvHead(head.slice(0, Math.max(head.lastIndexOf('\n'), 0) || head.length), encoding, dialect);
  return {
    sha256: hash.digest('hex'),
    head: table,
    issues: [
      ...(concluded !== null && !dialect.encoding ? [encodingConcluded(concluded)] : []),
      ...headIssues(table),
    ],
    parts: () => readParts(path, fileName, fileBytes, encoding, table),
  };
}

async function* readParts(
  path: string,
  fileName: string,
  fileBytes: number,
  encoding: string,
  head: CsvHead,
): AsyncGenerator<TablePart> {
  const decoder = textDecoder(encoding);
  let rest = '';
  let rows = 0;
  let bytesRead = 0;
  const recordsIn = (text: string, isLast: boolean): Omit<TablePart, 'share'> => {
    const part = splitCsvPart(text, head.delimiter, isLast, true);
    rest = part.rest;
    if (rest.length > MAX_ROW_CHARACTERS) throw notReadable(fileName, 'a quoted value has no end');
    const above = Math.max(0, head.rowsBefore - rows);
    const records = recordsOf(head, part.rows.slice(above), rows + Math.min(above, part.rows.length));
    const issues = unclosedIssues(part.unclosed, rows);
    rows += part.rows.length;
    return { records, issues };
  };
  for await (const bytes of createReadStream(path, { highWaterMark: PART_BYTES })) {
    const text = decoder.decode(bytes as Buffer, { stream: true });
    bytesRead += (bytes as Buffer).length;
    const part = recordsIn(rest + text, false);
    if (part.records.length > 0) yield { ...part, share: Math.min(1, bytesRead / fileBytes) };
  }
  const part = recordsIn(rest + decoder.decode(), true);
  if (part.records.length > 0) yield { ...part, share: 1 };
}

function notReadable(fileName: string, reason: string): IssueError {
  return new IssueError(
    rowIssue('file-not-readable', 'error', null, null, fileName, { expected: 'CSV', reason }),
  );
}
