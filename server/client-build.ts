import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const CLIENT_DIR = join(ROOT, 'dist/client');
const STAMP = join(ROOT, 'dist/client.stamp');
/** What the built client is made of. */
const SOURCES = ['client', 'core', 'data', 'package-lock.json', 'tsconfig.json'];

/** Builds the client when its sources changed since the last build. Returns whether it had to. */
export async function ensureClient(): Promise<boolean> {
  const wanted = hashOf(SOURCES.map((name) => join(ROOT, name)));
  if (
    existsSync(STAMP) &&
    existsSync(join(CLIENT_DIR, 'index.html')) &&
    readFileSync(STAMP, 'utf8') === wanted
  )
    return false;
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--config', 'client/vite.config.ts', '--logLevel', 'warn'],
    {
      cwd: ROOT,
      maxBuffer: 16 << 20,
    },
  );
  await precompress(CLIENT_DIR);
  writeFileSync(STAMP, wanted);
  return true;
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
