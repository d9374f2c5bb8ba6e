import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Extension } from '@electric-sql/pglite';
import { postgis as whole } from '@electric-sql/pglite-postgis';

/** What is used of the archive: the library, its projections, and what `create extension` reads. */
const USED =
  /^(lib\/postgresql\/postgis-3\.so|share\/proj\/.*|share\/postgresql\/extension\/postgis(--\d+\.\d+\.\d+)?\.(control|sql))$/;

/**
 * PostGIS for the embedded database, without the rasters, the topology and the scripts of other versions: they are
 * three quarters of 95 MB that are unpacked and compiled at every start, and cost half of it. The smaller archive is made
 * once for each version of the package and lies in `dataDir`.
 */
export function postgisOf(dataDir: string): Extension {
  return {
    ...whole,
    async setup(database, options) {
      const setup = await whole.setup(database, options);
      return setup.bundlePath ? { ...setup, bundlePath: smaller(setup.bundlePath, dataDir) } : setup;
    },
  };
}

function smaller(archive: URL, dataDir: string): URL {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', archive), 'utf8'));
  const path = join(dataDir, `database.postgis-${version}.tar.gz`);
  if (!existsSync(path)) {
    const fresh = `${path}.part`;
    writeFileSync(fresh, gzipSync(usedMembers(gunzipSync(readFileSync(archive))), { level: 1 }));
    renameSync(fresh, path);
  }
  return pathToFileURL(path);
}

/** The members that are used, as they stand in the archive: a block of 512 bytes with name and size, then the bytes. */
function usedMembers(tar: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const text = (from: number, to: number) =>
    new TextDecoder().decode(tar.subarray(from, to)).replace(/\0.*$/s, '');
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, at + 136), 8) || 0;
    const end = at + 512 + Math.ceil(size / 512) * 512;
    if (USED.test(text(at, at + 100))) parts.push(tar.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...parts, new Uint8Array(1024)]);
}
