import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../is-running.ts';

/**
 * Who uses a `DATA_DIR`. One process opens the embedded database in it; others (the command line) reach the
 * database through its socket.
 */
export interface LockHolder {
  readonly pid: number;
  /** Start time of the process in clock ticks where the system tells; guards against a reused pid. */
  readonly startTicks: string | null;
  readonly socketPath: string;
  /** `starting` until the database listens, then `ready`. */
  state: 'starting' | 'ready';
  /** Web address, when the holder serves one. */
  address?: string;
}

export class DataDirLock {
  readonly #file: string;
  readonly holder: LockHolder;

  private constructor(file: string, holder: LockHolder) {
    this.#file = file;
    this.holder = holder;
  }

  /** Takes the lock, or returns the live process that has it. A lock of a dead process is taken over. */
  static acquire(dataDir: string): DataDirLock | LockHolder {
    // The embedded database in it holds operators' claims: nobody else on the machine reads it.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const file = join(dataDir, 'lock.json');
    const mine: LockHolder = {
      pid: process.pid,
      startTicks: startTicks(process.pid),
      socketPath: socketPathFor(dataDir),
      state: 'starting',
    };
    for (;;) {
      // link() creates the lock complete or not at all: nobody ever reads half of it.
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, JSON.stringify(mine));
      try {
        linkSync(draft, file);
        return new DataDirLock(file, mine);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      } finally {
        unlinkSync(draft);
      }
      const other = readHolder(file);
      if (other && isAlive(other)) return other;
      takeAwayStale(file, other);
    }
  }

  update(change: Partial<Pick<LockHolder, 'state' | 'address'>>): void {
    Object.assign(this.holder, change);
    const draft = `${this.#file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(this.holder));
    renameSync(draft, this.#file);
  }

  release(): void {
    if (readHolder(this.#file)?.pid === process.pid) rmSync(this.#file, { force: true });
  }
}

export function readLock(dataDir: string): LockHolder | null {
  const holder = readHolder(join(dataDir, 'lock.json'));
  return holder && isAlive(holder) ? holder : null;
}

function readHolder(file: string): LockHolder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LockHolder;
  } catch {
    return null;
  }
}

/** Moves a dead process's lock aside; if another starter was quicker and it is a live one, puts it back. */
function takeAwayStale(file: string, seen: LockHolder | null): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  if (moved && moved.pid !== seen?.pid && isAlive(moved)) {
    try {
      linkSync(aside, file);
    } catch {
      // A third starter has it now; its lock stands.
    }
  }
  rmSync(aside, { force: true });
}

function isAlive(holder: LockHolder): boolean {
  if (!isRunning(holder.pid)) return false;
  const ticks = startTicks(holder.pid);
  return ticks === null || holder.startTicks === null || ticks === holder.startTicks;
}

/** Field 22 of /proc/<pid>/stat, counted after the command in brackets; null where there is no /proc. */
function startTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie is no user of anything.
    return fields[0] === 'Z' ? 'zombie' : (fields[19] ?? null);
  } catch {
    return null;
  }
}

/** Socket paths are limited to about 100 bytes, so it lies in a private folder of the temporary directory. */
function socketPathFor(dataDir: string): string {
  const id = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return join(tmpdir(), `lueckenlos-${userInfo().uid}-${id}`, 'db.sock');
}
