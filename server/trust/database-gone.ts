/** Codes of postgres.js, of sockets, and SQLSTATEs that say the connection or the database is not there. */
const GONE = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  // Too many connections, shut down, crashed, starting, database dropped.
  '53300',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '3D000',
]);

/** Whether an error means that the database does not answer, which passes by itself, and not a fault of ours. */
export function isDatabaseGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') return false;
  // A missing file has the same code as a missing socket.
  if (code === 'ENOENT') return syscall === 'connect';
  return GONE.has(code) || code.startsWith('08');
}
