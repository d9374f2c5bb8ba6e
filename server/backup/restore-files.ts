import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { notWritable } from '../not-writable.ts';
import { type BackupEnd, readParts } from './backup-format.ts';

/**
 * Files of a backup on their way into `DATA_DIR`. They lie beside their places until the database has committed:
 * whatever fails before, the files that were there stay as they are.
 */
export class RestoredFiles {
  readonly #dataDir: string;
  readonly #targets = new Set<string>();

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /**
   * Writes the files beside their places, to the disk, and compares them with the backup.
   * @throws IssueError `file-not-writable` where a folder has the name of a file
   */
  async write(path: string, end: BackupEnd): Promise<void> {
    let file: number | null = null;
    const finish = () => {
      if (file === null) return;
      const done = file;
      file = null;
      try {
        fsyncSync(done);
      } finally {
        closeSync(done);
      }
    };
    try {
      for await (const part of readParts(path)) {
        if (part.kind === 'line') {
          if (file !== null) writeAll(file, Buffer.from(part.text, 'base64'));
          continue;
        }
        finish();
        if (part.kind === 'file') file = this.#open(join(this.#dataDir, part.path));
      }
    } finally {
      finish();
    }
    for (const [name, { sha256 }] of Object.entries(end.files)) {
      const written = createHash('sha256').update(readFileSync(beside(join(this.#dataDir, name))));
      if (written.digest('hex') !== sha256)
        throw new Error(`${name} came back different from the backup; nothing was kept`);
    }
  }

  #open(target: string): number {
    // Found out now: once the database has committed, nothing may stop the file from taking its place.
    if (statSync(target, { throwIfNoEntry: false })?.isDirectory())
      throw notWritable(target, 'DATA_DIR', new Error('EISDIR'));
    mkdirSync(dirname(target), { recursive: true });
    rmSync(beside(target), { force: true });
    const file = openSync(beside(target), 'wx', 0o600);
    this.#targets.add(target);
    return file;
  }

  /** Puts the files in their places, over those that were there. */
  keep(): void {
    for (const target of this.#targets) renameSync(beside(target), target);
  }

  discard(): void {
    for (const target of this.#targets) rmSync(beside(target), { force: true });
  }
}

const beside = (target: string) => `${target}.restored`;

/** A disk that is nearly full takes a part of what it is given before it says so. */
function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** Whether the disk of `DATA_DIR` is full: the embedded database does not always say that this is what stopped it. */
export function isFull(dataDir: string): boolean {
  const folder = [dataDir, dirname(dataDir)].find((each) => existsSync(each));
  if (folder === undefined) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < 16 << 20;
}
