import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const files = ['core', 'client', 'server', 'data', 'migrations'].flatMap((folder) =>
  sourcesBelow(join(ROOT, folder)),
);

/** Files of the server that may open connections: to the database, and to what the administration named. */
const ALLOWED_CLIENTS = new Set([
  'server/trust/guarded-fetch.ts',
  'server/db/connection-pool.ts',
  'server/db/embedded-socket.ts',
  'server/db/open.ts',
  'server/db/watched-sockets.ts',
]);
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

describe('who may import whom', () => {
  const isTest = (file: string) => /\.test\.tsx?$/.test(file);
  const production = files.filter((file) => !isTest(file));

  it('reads a believable number of files', () => {
    expect(production.length).toBeGreaterThan(40);
  });

  it('core imports nothing of ours outside core, and nothing of Node', () => {
    expect(
      offences(
        'core/',
        (target) => target.startsWith('node:') || /^(client|server|data|migrations|tests)\//.test(target),
      ),
    ).toEqual([]);
  });

  it('only core/geo imports Turf', () => {
    expect(
      offences('', (target, file) => target.startsWith('@turf/') && !file.startsWith('core/geo/')),
    ).toEqual([]);
  });

  it('only client/map imports maplibre-gl and its adapters', () => {
    expect(
      offences(
        '',
        (target, file) => /^maplibre-gl|^terra-draw-maplibre/.test(target) && !file.startsWith('client/map/'),
      ),
    ).toEqual([]);
  });

  it('only client/api.ts names the server, and nothing else of the client reaches for it', () => {
    expect(
      offences('client/', (target, file) => target.startsWith('server/') && file !== 'client/api.ts'),
    ).toEqual([]);
  });

  it('the server imports nothing of the client', () => {
    expect(offences('server/', (target) => target.startsWith('client/'))).toEqual([]);
  });

  it('database drivers are imported in server/db only', () => {
    const driver = /^(postgres|@electric-sql\/|kysely-postgres-js)/;
    expect(
      offences('', (target, file) => driver.test(target) && !file.startsWith('server/db/'), true),
    ).toEqual([]);
  });

  it('the server reaches other hosts through the guarded fetch only', () => {
    const reaching = production.filter(
      (file) =>
        file.startsWith('server/') &&
        /(^|[^.\w])fetch\(/m.test(withoutComments(readFileSync(join(ROOT, file), 'utf8'))),
    );
    expect(reaching).toEqual([]);
    const clients = (target: string, file: string) =>
      /^node:(https?|http2|net|tls|dgram)$/.test(target) && !ALLOWED_CLIENTS.has(file);
    expect(offences('server/', clients)).toEqual([]);
  });

  it('migrations import only kysely', () => {
    expect(offences('migrations/', (target) => target !== 'kysely')).toEqual([]);
  });

  it('process.env is read in server/config.ts only', () => {
    const readers = production.filter((file) => /process\.env/.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(readers.filter((file) => file !== 'server/config.ts')).toEqual([]);
  });

  it('no file is named utils, helpers, common or types', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|types)\.tsx?$/.test(file))).toEqual([]);
  });

  /** Every import of files below `folder` that the rule forbids, as `file → target`. */
  function offences(
    folder: string,
    forbidden: (target: string, file: string) => boolean,
    valuesOnly = false,
  ): string[] {
    return production
      .filter((file) => file.startsWith(folder))
      .flatMap((file) =>
        importsOf(file, valuesOnly)
          .filter((target) => forbidden(target, file))
          .map((target) => `${file} → ${target}`),
      );
  }
});

/** Import targets of a file: our own as paths from the root, packages by name. */
function importsOf(file: string, valuesOnly: boolean): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const statements = [
    ...text.matchAll(
      /(import|export)(\s+type)?[^'";]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|import\s+'([^']+)'/g,
    ),
  ];
  return statements
    .filter((match) => !(valuesOnly && match[2]))
    .map((match) => match[3] ?? match[4] ?? match[5]!)
    .map((target) => {
      if (target.startsWith('#')) return target.slice(1);
      if (target.startsWith('.')) return relative(ROOT, join(ROOT, dirname(file), target.split('?')[0]!));
      return target;
    });
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.d\.ts$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('node_modules'));
}
