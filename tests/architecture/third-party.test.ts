import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ACCEPTED_LICENCES, isAccepted } from '../supply-chain/accepted-licences.ts';
import { auditSentence, forbiddenOf } from '../supply-chain/judge.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Manifest {
  readonly version?: string;
  readonly license?: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

const manifest = readJson<Manifest>('package.json');
const declared = { ...manifest.dependencies, ...manifest.devDependencies };
const table = readTable();

describe('third-party software', () => {
  it('can be installed anywhere: the lock file has every optional dependency it names', () => {
    const { packages } = readJson<{
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    }>('package-lock.json');
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter(
        (name) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });

  it('lists exactly the direct dependencies of package.json', () => {
    expect([...table.keys()].sort()).toEqual(Object.keys(declared).sort());
  });

  it('states the version that package.json pins and that is installed', () => {
    const offences = Object.entries(declared).flatMap(([name, pinned]) => {
      const installed = readJson<Manifest>(`node_modules/${name}/package.json`).version;
      const stated = table.get(name)?.version;
      return stated === pinned && stated === installed
        ? []
        : [`${name}: table ${stated}, package.json ${pinned}, installed ${installed}`];
    });
    expect(offences).toEqual([]);
  });

  it('states the licence each package declares, and only accepted ones', () => {
    const offences = Object.keys(declared).flatMap((name) => {
      const licence = readJson<Manifest>(`node_modules/${name}/package.json`).license;
      const stated = table.get(name)?.licence;
      return stated === licence && ACCEPTED_LICENCES.has(licence ?? '')
        ? []
        : [`${name}: table ${stated}, declared ${licence}`];
    });
    expect(offences).toEqual([]);
  });

  it('says what each is for', () => {
    expect([...table].filter(([, row]) => row.purpose === '').map(([name]) => name)).toEqual([]);
  });

  it('has only accepted licences among the installed indirect dependencies', () => {
    const offences = Object.entries(lockedPackages())
      .filter(([path]) => path !== '' && existsSync(join(ROOT, path, 'package.json')))
      .map(([path, entry]) => [path, declaredLicence(path) ?? entry.license ?? 'none'] as const)
      .filter(([path, licence]) => {
        const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
        return !isAccepted(name, licence);
      })
      .map(([path, licence]) => `${path}: ${licence}`);
    expect(offences).toEqual([]);
  });

  it('fails on a licence nobody has accepted, and on a known weakness, and not on a registry that does not say', () => {
    const named = (name: string, licence: string) => ({ name, version: '1.0.0', licence });
    expect(forbiddenOf([named('a', 'MIT'), named('b', 'AGPL-3.0-only'), named('suncalc', 'none')])).toEqual([
      named('b', 'AGPL-3.0-only'),
    ]);
    const found = (high: number) => ({ metadata: { vulnerabilities: { moderate: 2, high, critical: 0 } } });
    expect(auditSentence(found(1))).toEqual({ failed: true, sentence: expect.stringContaining('1 high') });
    expect(auditSentence(found(0))).toEqual({
      failed: false,
      sentence: expect.stringContaining('none of severity high'),
    });
    expect(
      auditSentence({ message: '405 Method Not Allowed - POST https://registry', statusCode: 405 }),
    ).toEqual({
      failed: false,
      sentence:
        'Not checked: known weaknesses. The registry refused npm audit (405 Method Not Allowed - POST https://registry).',
    });
    expect(auditSentence(null).failed).toBe(false);
  });

  it('keeps the host a package was loaded from out of package-lock.json', () => {
    const offences = Object.entries(lockedPackages())
      .filter(([, entry]) => 'resolved' in entry)
      .map(([path]) => path);
    expect(offences).toEqual([]);
  });
});

interface TableRow {
  readonly version: string;
  readonly licence: string;
  readonly purpose: string;
}

function readTable(): Map<string, TableRow> {
  const rows = new Map<string, TableRow>();
  for (const line of readFileSync(join(ROOT, 'docs/third-party.md'), 'utf8').split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    if (cells.length !== 6 || cells[1] === 'Package' || cells[1].startsWith('---')) continue;
    if (rows.has(cells[1])) throw new Error(`docs/third-party.md lists ${cells[1]} twice`);
    rows.set(cells[1], { version: cells[2], licence: cells[3], purpose: cells[4] });
  }
  return rows;
}

function lockedPackages(): Record<string, { license?: string; resolved?: string }> {
  return readJson<{ packages: Record<string, { license?: string; resolved?: string }> }>('package-lock.json')
    .packages;
}

/** Licence a package states itself; older packages state an object or a list of objects. */
function declaredLicence(path: string): string | undefined {
  const raw = readJson<{ license?: string | { type?: string }; licenses?: { type?: string }[] }>(
    `${path}/package.json`,
  );
  if (typeof raw.license === 'string') return raw.license;
  return raw.license?.type ?? raw.licenses?.[0]?.type;
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as T;
}
