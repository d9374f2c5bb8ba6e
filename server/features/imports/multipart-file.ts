import { IssueError } from '#core/issue.ts';

/** Longest header of a part; a browser's has about 200 bytes. */
const MAX_HEADER_BYTES = 16_384;

/** The boundary of a `multipart/form-data` body; null when the body is no form. */
export function boundaryOf(contentType: string | null): string | null {
  const match = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(
    contentType ?? '',
  );
  return match ? (match[1] ?? match[2]!) : null;
}

/**
 * The bytes of the first file of a form (RFC 7578), as they come in.
 * @throws IssueError `upload-no-file`, `upload-cut-off`
 */
export async function* multipartFile(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
  onName: (name: string) => void,
): AsyncGenerator<Uint8Array> {
  const separator = Buffer.from(`\r\n--${boundary}`);
  // The first separator has no line break before it; this gives it one.
  let rest: Buffer = Buffer.from('\r\n');
  let inside: 'preamble' | 'header' | 'file' | 'other' | 'epilogue' = 'preamble';
  for await (const chunk of body) {
    if (inside === 'epilogue') continue;
    rest = Buffer.concat([rest, chunk]);
    for (let again = true; again; ) {
      again = false;
      if (inside === 'header') {
        const end = rest.indexOf('\r\n\r\n');
        if (rest.subarray(0, 2).toString('latin1') === '--') throw failure('upload-no-file', {});
        if (end < 0) {
          if (rest.length > MAX_HEADER_BYTES)
            throw failure('upload-cut-off', { reason: 'a header without an end' });
          break;
        }
        const name = fileNameOf(rest.subarray(0, end).toString('utf8'));
        if (name !== null) onName(name);
        inside = name === null ? 'other' : 'file';
        rest = rest.subarray(end + 4);
        again = true;
        continue;
      }
      const at = rest.indexOf(separator);
      if (at >= 0) {
        if (inside === 'file') {
          yield rest.subarray(0, at);
          inside = 'epilogue';
          break;
        }
        rest = rest.subarray(at + separator.length);
        inside = 'header';
        again = true;
      } else {
        // What may be the beginning of a separator waits for the next bytes.
        const sure = Math.max(0, rest.length - separator.length);
        if (inside === 'file' && sure > 0) yield rest.subarray(0, sure);
        rest = rest.subarray(sure);
      }
    }
  }
  if (inside !== 'epilogue') {
    throw inside === 'file'
      ? failure('upload-cut-off', { reason: 'the form ends inside the file' })
      : failure('upload-no-file', {});
  }
}

/** The file name in a part's header, or null for other fields. */
function fileNameOf(header: string): string | null {
  const extended = /filename\*=UTF-8''([^;\r\n]+)/i.exec(header)?.[1];
  try {
    if (extended) return decodeURIComponent(extended);
  } catch {
    // The plain one follows.
  }
  const plain = /filename="((?:[^"\\]|\\.)*)"|filename=([^;\s]+)/i.exec(header);
  if (!plain) return null;
  return (plain[1] ?? plain[2]!).replace(/%22/g, '"').replace(/\\(.)/g, '$1');
}

function failure(code: string, params: Record<string, string>): IssueError {
  return new IssueError({ code, severity: 'error', where: 'file', params });
}
