import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { IssueError } from '#core/issue.ts';

/** That a file could not be written, and why in words: `where` is the option that names it. */
export function notWritable(path: string, where: string, error: Error): IssueError {
  const reason = (error as NodeJS.ErrnoException).code ?? error.message;
  return new IssueError({
    code: 'file-not-writable',
    severity: 'error',
    where,
    params: { value: path, reason },
  });
}

/** Found out before anything is worked out: a file that cannot be written would come too late. */
export async function requireWritable(path: string, where: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) throw notWritable(path, where, Object.assign(new Error(), { code: 'EISDIR' }));
  await access(found ? path : dirname(path), constants.W_OK).catch((error: Error) => {
    throw notWritable(path, where, error);
  });
}
