/** Whether an error means that a disk is full: the database's (SQLSTATE 53100) or the one of DATA_DIR. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return code === '53100' || code === 'ENOSPC' || code === 'EDQUOT';
}
