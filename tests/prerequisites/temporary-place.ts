import { chmodSync, existsSync, mkdtempSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const IN_MEMORY = '/dev/shm';
/** Far more than three workers have lying there at a time: some hundred megabytes. */
const ROOM_BYTES = 6e9;

/**
 * A folder for everything one run of the tests puts aside, in memory where there is plenty: a hundred databases are copied
 * and thrown away again. What is killed in the tests is a process, whose files outlive it there as on a disk.
 */
export function temporaryPlace(): string {
  const folder = mkdtempSync(join(hasRoom() ? IN_MEMORY : tmpdir(), 'lueckenlos-test-'));
  // PostgreSQL, which is another user, has its folder in it.
  chmodSync(folder, 0o711);
  return folder;
}

function hasRoom(): boolean {
  if (process.env.TMPDIR || !existsSync(IN_MEMORY)) return false;
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return bavail * bsize > ROOM_BYTES && freemem() > 2 * ROOM_BYTES;
}
