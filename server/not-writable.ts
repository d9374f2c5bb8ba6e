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
