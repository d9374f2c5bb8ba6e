import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import { isRunning } from './is-running.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const CLIENT_DIR = join(ROOT, 'dist/client');
const STAMP = join(ROOT, 'dist/client.stamp');
/** What the built client is made of. */
const SOURCES = ['client', 'core', 'data', 'package-lock.json', 'tsconfig.json'];

/**
 * Builds the client when its sources changed since the last build. Returns whether it had to. Several starts at once may
 * all build, each into a folder of its own; a finished one replaces the last in one step, so none serves half a client.
 */
export async function ensureClient(): Promise<boolean> {
  const wanted = hashOf(SOURCES.map((name) => join(ROOT, name)));
  if (isBuilt(wanted)) return false;
  clearAbandoned();
  const fresh = `${CLIENT_DIR}.new-${process.pid}`;
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--config', 'client/vite.config.ts', '--logLevel', 'warn', '--outDir', fresh],
    {
      cwd: ROOT,
      maxBuffer: 16 << 20,
    },
  );
  await precompress(fresh);
  if (isBuilt(wanted)) rmSync(fresh, { recursive: true });
  else replaceClient(fresh, wanted);
  return true;
}

function isBuilt(wanted: string): boolean {
  return (
    existsSync(STAMP) && existsSync(join(CLIENT_DIR, 'index.html')) && readFileSync(STAMP, 'utf8') === wanted
  );
}

/** Folders of builds that were killed. */
function clearAbandoned(): void {
  const folder = dirname(CLIENT_DIR);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const builder = /\.(?:new|old)-(\d+)$/.exec(name)?.[1];
    if (builder && !isRunning(Number(builder))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Nothing is awaited in here: the client is missing for no longer than two renames take. */
function replaceClient(fresh: string, stamp: string): void {
  const last = `${CLIENT_DIR}.old-${process.pid}`;
  rmSync(STAMP, { force: true });
  if (existsSync(CLIENT_DIR)) renameSync(CLIENT_DIR, last);
  renameSync(fresh, CLIENT_DIR);
  writeFileSync(STAMP, stamp);
  rmSync(last, { recursive: true, force: true });
}

/** Writes `.br` and `.gz` beside every text file, so that no request pays for compression. */
async function precompress(folder: string): Promise<void> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(html|js|mjs|css|svg|json|wasm|webmanifest)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const brotli = createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });
    await pipeline(createReadStream(file), brotli, createWriteStream(`${file}.br`));
    await pipeline(createReadStream(file), createGzip(), createWriteStream(`${file}.gz`));
  }
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    if (!existsSync(path)) return;
    const entries = tryReadFolder(path);
    if (entries === null) hash.update(path.slice(ROOT.length)).update(readFileSync(path));
    else for (const name of entries) if (name !== 'node_modules') add(join(path, name));
  };
  for (const path of paths) add(path);
  return hash.digest('hex');
}

function tryReadFolder(path: string): string[] | null {
  try {
    return readdirSync(path).sort();
  } catch {
    return null;
  }
}
