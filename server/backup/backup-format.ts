import { constants } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';

/**
 * A backup is JSON lines, compressed with gzip, so that `zcat` and ten lines of any language can read it:
 *
 *     {"lueckenlosBackup":1,"createdAt":…,"migrations":[…],"tables":[{"name","columns"}],…}   the header
 *     {"table":"address"}                          then a line for each row: the row as PostgreSQL writes it
 *     {"file":"imports/…/file.gpkg"}               then a line for each part: base64
 *     {"end":{"tables":{"address":{"rows","sha256"}},"files":{"…":{"bytes","sha256"}},"sequences":{…}}}
 *
 * `sha256` of a table is that of its rows with a line feed after each; of a file, that of its bytes.
 */
export const BACKUP_FORMAT = 1;

export const headerSchema = z.object({
  lueckenlosBackup: z.literal(BACKUP_FORMAT),
  createdAt: z.string(),
  place: z.string(),
  postgresql: z.string(),
  postgis: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});
export type BackupHeader = z.infer<typeof headerSchema>;

const endSchema = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
  files: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
  sequences: z.record(z.string(), z.number()),
});
export type BackupEnd = z.infer<typeof endSchema>;

/** What lies in a backup, in the order in which it lies there. */
export type BackupPart =
  | { readonly kind: 'header'; readonly header: BackupHeader }
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'end'; readonly end: BackupEnd };

/**
 * Reads a backup part by part; holds one line at a time.
 * @throws IssueError `backup-damaged` where it is not a whole backup
 */
export async function* readParts(path: string): AsyncGenerator<BackupPart> {
  const source = createReadStream(path);
  const unzipped = boundedLines(path);
  let number = 0;
  let ended = false;
  // Its own promise tells of a failure of either stream; what is read below only tells that it ended.
  const flow = pipeline(source, createGunzip(), unzipped).then(
    () => null,
    (error: Error) => error,
  );
  try {
    for await (const line of createInterface({ input: unzipped, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (ended) throw damaged(path, 'lines after its end');
      number++;
      const part = partOf(path, line, number);
      ended = part.kind === 'end';
      yield part;
    }
  } catch (error) {
    if (error instanceof IssueError || error !== unzipped.errored) throw error;
    throw damaged(path, (error as Error).message);
  } finally {
    unzipped.destroy();
  }
  const failure = await flow;
  if (failure instanceof IssueError) throw failure;
  if (failure) throw damaged(path, failure.message);
  if (!ended) throw damaged(path, 'it ends too early');
}

/** Bytes of a header, and what one string can hold: whatever has longer lines is no backup. */
const LONGEST_LINE = { header: 16 << 20, row: constants.MAX_STRING_LENGTH };

/** Lets through what has lines, so that a file without any is not collected until the memory is full. */
function boundedLines(path: string): Transform {
  let bytes = 0;
  let longest: number = LONGEST_LINE.header;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const last = chunk.lastIndexOf(10);
      const first = chunk.indexOf(10);
      const isTooLong = bytes + (first < 0 ? chunk.length : first) > longest;
      bytes = last < 0 ? bytes + chunk.length : chunk.length - last - 1;
      if (last >= 0) longest = LONGEST_LINE.row;
      if (isTooLong) done(damaged(path, `a line is longer than ${longest} bytes`));
      else done(null, chunk);
    },
  });
}

/** @throws IssueError that names the line by its number: what stands in it may be confidential */
function partOf(path: string, line: string, number: number): BackupPart {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw damaged(path, `line ${number} is no JSON`);
  }
  if (number === 1) {
    const header = headerSchema.safeParse(value);
    if (!header.success) throw damaged(path, 'its first line is not the header of a backup');
    return { kind: 'header', header: header.data };
  }
  if (typeof value === 'string') return { kind: 'line', text: value };
  if (value && typeof value === 'object') {
    if ('table' in value && typeof value.table === 'string') return { kind: 'table', name: value.table };
    if ('file' in value && typeof value.file === 'string') return { kind: 'file', path: value.file };
    const end = endSchema.safeParse((value as { end?: unknown }).end);
    if (end.success) return { kind: 'end', end: end.data };
  }
  throw damaged(path, `line ${number} is of no known kind`);
}

export function damaged(file: string, reason: string): IssueError {
  return new IssueError({
    code: 'backup-damaged',
    severity: 'error',
    where: 'file',
    params: { file, reason },
  });
}
