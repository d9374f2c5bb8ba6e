import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExportRequest, exportFeatures } from './export-features.ts';

const square = (e: number, n: number, side: number) => [
  [[e, n], [e + side, n], [e + side, n + side], [e, n + side], [e, n]], // biome-ignore format: a ring
];
const request = (format: ExportRequest['format']): ExportRequest => ({
  format,
  srid: 25832,
  layerName: 'areas',
  features: [
    {
      geometry: { type: 'MultiPolygon', coordinates: [square(550_000, 5_800_000, 100)] },
      properties: { name: 'Südstadt ß', selectedHouseholds: 12, selectedHouseholdShare: 0.5, rules: null },
    },
    {
      geometry: {
        type: 'MultiPolygon',
        coordinates: [square(551_000, 5_800_000, 50), square(552_000, 5_800_000, 50)],
      },
      properties: { name: 'Nord', selectedHouseholds: 3, selectedHouseholdShare: 1, rules: 'x' },
    },
  ],
});

describe('exportFeatures', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What GDAL, as installed on the machine, says of a file. */
  function ogrinfo(name: string, bytes: Uint8Array): string {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return execFileSync('ogrinfo', ['-al', '-ro', path.endsWith('.zip') ? `/vsizip/${path}` : path], {
      encoding: 'utf8',
    });
  }

  it.each(['gpkg', 'shp'] as const)(
    'writes %s that GDAL reads: features, system, text, names',
    async (format) => {
      const file = await exportFeatures(request(format));
      const info = ogrinfo(file.fileName, file.bytes);
      expect(info).toContain('Feature Count: 2');
      expect(info).toContain('ID["EPSG",25832]');
      expect(info).toContain('Südstadt ß');
      expect(info).toContain('Extent: (550000.000000, 5800000.000000) - (552050.000000, 5800100.000000)');
      expect(info).not.toMatch(/warning|error/i);
    },
  );

  it('names fields of a Shapefile in ten lower-case characters and adds .prj and .cpg', async () => {
    const { bytes } = await exportFeatures(request('shp'));
    const members = unzipSync(bytes);
    expect(Object.keys(members).sort()).toEqual([
      'areas.cpg',
      'areas.dbf',
      'areas.prj',
      'areas.shp',
      'areas.shx',
    ]);
    expect(new TextDecoder().decode(members['areas.cpg'])).toBe('UTF-8');
    const dbf = members['areas.dbf']!;
    const names: string[] = [];
    for (let at = 32; dbf[at] !== 0x0d; at += 32) {
      names.push(new TextDecoder().decode(dbf.subarray(at, at + 11)).replace(/\0.*$/s, ''));
    }
    expect(names).toEqual(['name', 'selected_h', 'selected_1', 'rules']);
  });

  it.each(['geojson', 'gpkg', 'shp'] as const)('gives the same %s for the same features', async (format) => {
    const once = await exportFeatures(request(format));
    await new Promise((wake) => setTimeout(wake, 1100));
    const again = await exportFeatures(request(format));
    expect(Buffer.from(once.bytes).equals(Buffer.from(again.bytes))).toBe(true);
  });

  it('refuses coordinates that cannot be in the system the file names, both ways', async () => {
    await expect(exportFeatures({ ...request('geojson'), srid: 4326 })).rejects.toThrow('EPSG:4326');
    const degrees = { type: 'Point', coordinates: [9.73, 52.37] };
    await expect(
      exportFeatures({ ...request('gpkg'), features: [{ geometry: degrees, properties: {} }] }),
    ).rejects.toThrow('EPSG:25832');
  });

  it('names the system in GeoJSON unless it is the one of RFC 7946', async () => {
    const parse = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as { crs?: unknown };
    expect(parse((await exportFeatures(request('geojson'))).bytes).crs).toBeDefined();
    const degrees = { type: 'Point', coordinates: [9.73, 52.37] };
    const inDegrees = {
      ...request('geojson'),
      srid: 4326,
      features: [{ geometry: degrees, properties: {} }],
    };
    expect(parse((await exportFeatures(inDegrees)).bytes).crs).toBeUndefined();
  });
});
