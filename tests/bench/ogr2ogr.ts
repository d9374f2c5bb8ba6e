import { execFileSync } from 'node:child_process';

/** Connection string of GDAL for a PostgreSQL address. */
function connectionOf(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const password = url.password ? ` password='${decodeURIComponent(url.password)}'` : '';
  return `PG:host=${url.hostname} port=${url.port || 5432} dbname=${url.pathname.slice(1)} user=${url.username}${password}`;
}

/**
 * Seconds that `ogr2ogr` needs to load a file into a table of its own with COPY, without any check; the table is
 * dropped afterwards.
 * @throws Error with what it printed when it fails
 */
export function ogr2ogrSeconds(databaseUrl: string, path: string, options: readonly string[]): number {
  const database = connectionOf(databaseUrl);
  execFileSync('ogrinfo', [database, '-sql', 'create extension if not exists postgis'], { stdio: 'ignore' });
  const started = performance.now();
  execFileSync(
    'ogr2ogr',
    [
      ...['-f', 'PostgreSQL', database, path, '-overwrite', '-nln', 'bench_ogr'],
      ...options,
      ...['--config', 'PG_USE_COPY', 'YES'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const seconds = (performance.now() - started) / 1000;
  execFileSync('ogrinfo', [database, '-sql', 'drop table bench_ogr'], { stdio: 'ignore' });
  return seconds;
}

/** HK-DE as the reference loads it: six fields and the point. */
export function hkOptions(layerName: string): string[] {
  const metres = (field: string) => `cast(replace(${field}, ',', '.') as float)`;
  const sql = `select OI, HNR, ADZ, STN, PLZ, ONM,
    MakePoint(${metres('OST')} - 32000000, ${metres('NORD')}) as geom from ${layerName}`;
  return ['-a_srs', 'EPSG:25832', '-dialect', 'SQLITE', '-sql', sql];
}
