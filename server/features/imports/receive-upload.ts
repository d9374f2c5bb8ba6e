import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { IssueError } from '#core/issue.ts';
import { isDiskFull } from '../../trust/disk-full.ts';
import { boundaryOf, multipartFile } from './multipart-file.ts';

/** Largest file that is taken over the web. */
export const UPLOAD_BYTES = 200 * 1024 * 1024;

export interface Upload {
  readonly fileName: string;
  readonly path: string;
  readonly bytes: number;
}

/**
 * Writes an uploaded file into a folder as it comes in, never holding it in memory. The body is the file itself
 * (its name in `?name=`) or a form with the field `file`.
 * @throws IssueError `upload-no-name`, `upload-no-file`, `upload-cut-off`, `body-too-large`; the folder is gone then
 */
export async function receiveUpload(request: Request, name: string | null, folder: string): Promise<Upload> {
  if (!request.body) throw failure('upload-no-file', {});
  await mkdir(folder, { recursive: true });
  const partial = join(folder, '.partial');
  const received = { name, bytes: 0 };
  const boundary = boundaryOf(request.headers.get('content-type'));
  try {
    if (boundary === null && !name?.trim()) throw failure('upload-no-name', {});
    const body = Readable.fromWeb(request.body as import('node:stream/web').ReadableStream<Uint8Array>);
    const content =
      boundary === null
        ? body
        : multipartFile(body, boundary, (found) => {
            received.name = name?.trim() || found;
          });
    await pipeline(
      content,
      (chunks) => counted(chunks, received),
      createWriteStream(partial, { flush: true }),
    );
    if (!received.name?.trim()) throw failure('upload-no-name', {});
    if (received.bytes === 0) throw failure('file-empty', { value: received.name });
    const fileName = safeName(received.name);
    const path = join(folder, fileName);
    await rename(partial, path);
    return { fileName, path, bytes: received.bytes };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    // What this machine cannot keep is not the sender's fault.
    if (error instanceof IssueError || isDiskFull(error)) throw error;
    throw failure('upload-cut-off', { reason: error instanceof Error ? error.message : String(error) });
  }
}

async function* counted(chunks: AsyncIterable<Uint8Array>, received: { bytes: number }) {
  for await (const chunk of chunks) {
    received.bytes += chunk.byteLength;
    if (received.bytes > UPLOAD_BYTES) throw failure('body-too-large', { limitBytes: UPLOAD_BYTES });
    yield chunk;
  }
}

/** The name without folders or characters that mean something to a file system; its extension is kept. */
export function safeName(name: string): string {
  const bare = basename(name.replaceAll('\\', '/'))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f<>:"|?*/]/g, '_')
    .replace(/^\.+/, '')
    .normalize('NFC');
  const extension = extname(bare).slice(0, 12);
  // 255 bytes are what file systems take; a letter has four at most.
  const stem = [...bare.slice(0, bare.length - extname(bare).length)].slice(0, 60).join('');
  return `${stem || 'file'}${extension}`;
}

function failure(code: string, params: Record<string, string | number>): IssueError {
  return new IssueError({ code, severity: 'error', where: 'file', params });
}
