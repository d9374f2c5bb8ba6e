import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What the tests need beyond npm, and where it was found. */
export interface SystemPackages {
  readonly chrome: string;
  /** Folder of `initdb` and `pg_ctl`; null where `TEST_DATABASE_URL` names a server. */
  readonly postgresBin: string | null;
  readonly ogrinfo: string;
}

interface Need {
  readonly what: string;
  /** Debian's package. */
  readonly debian: string;
  readonly remedy: string;
  find(): string | null;
}

const NEEDS: Record<keyof SystemPackages, Need> = {
  chrome: {
    what: 'a Chromium browser',
    debian: 'chromium',
    remedy: 'install Debian’s package chromium or name a browser in CHROME_PATH',
    find: () =>
      [
        process.env.CHROME_PATH ?? '',
        ...onPath('chromium', 'google-chrome', 'chrome', 'chromium-browser'),
      ].find((path) => path !== '' && existsSync(path)) ?? null,
  },
  postgresBin: {
    what: 'PostgreSQL 15 or newer with PostGIS',
    debian: 'postgresql-15-postgis-3',
    remedy: 'install Debian’s package postgresql-15-postgis-3 or name a server in TEST_DATABASE_URL',
    find: () => (process.env.TEST_DATABASE_URL ? '' : postgresWithPostgis()),
  },
  ogrinfo: {
    what: 'GDAL’s command line',
    debian: 'gdal-bin',
    remedy: 'install Debian’s package gdal-bin',
    find: () => onPath('ogrinfo')[0] ?? null,
  },
};

/**
 * Finds what the tests need; installs what is missing where that is allowed (root on Debian).
 * @throws Error naming everything that is still missing and how to get it
 */
export function findOrInstall(): SystemPackages {
  const missing = Object.values(NEEDS).filter((need) => need.find() === null);
  if (missing.length > 0 && process.getuid?.() === 0 && onPath('apt-get').length > 0) {
    const names = missing.map((need) => need.debian);
    console.log(`Installing ${names.join(', ')} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  const still = Object.values(NEEDS).filter((need) => need.find() === null);
  if (still.length > 0) {
    throw new Error(`The tests need ${still.map((need) => `${need.what} (${need.remedy})`).join('; ')}.`);
  }
  return {
    chrome: NEEDS.chrome.find()!,
    postgresBin: NEEDS.postgresBin.find() || null,
    ogrinfo: NEEDS.ogrinfo.find()!,
  };
}

function onPath(...names: string[]): string[] {
  const folders = (process.env.PATH ?? '').split(':');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)).filter(existsSync));
}

/** Newest PostgreSQL of Debian's layout that has PostGIS. */
export function postgresWithPostgis(): string | null {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base)
    ? readdirSync(base)
        .map(Number)
        .filter((v) => v >= 15)
    : [];
  for (const version of versions.sort((a, b) => b - a)) {
    const hasServer = existsSync(`${base}/${version}/bin/initdb`);
    if (hasServer && existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`))
      return `${base}/${version}/bin`;
  }
  return null;
}
