import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFormat } from '#core/intake/index.ts';
import { NO_TREATMENT } from '#core/intake/intake-issue.ts';
import { IssueError } from '#core/issue.ts';
import { screenSentence } from '../../server/features/imports/screen-sentence.ts';
import { INTAKE_LIMITS, type IntakeLimits } from '../../server/intake/intake-limits.ts';
import { readIntakeFile } from '../../server/intake/read-file.ts';

/** Files as GDAL's own tools write them, and files that mean harm. No database needed. */
describe('files that GDAL reads', () => {
  let folder: string;
  const path = (name: string) => join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
    const ring = (x: number) => [[[x, 52.3], [x + 0.1, 52.3], [x + 0.1, 52.4], [x, 52.4], [x, 52.3]]]; // biome-ignore format: a ring
    const features = ['Nord', 'Süd'].map((STADTBZNAM, i) => ({
      type: 'Feature',
      properties: { STADTBZNR: `0${i + 1}`, STADTBZNAM },
      geometry: { type: 'Polygon', coordinates: ring(9.7 + i / 10) },
    }));
    writeFileSync(path('d.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
    const schools = 'id,name,schulform,lon,lat\n01,Erste Schule,GS,9.75,52.35\n02,Übung,IGS,9.85,52.35\n';
    writeFileSync(path('s.csv'), schools);
    writeFileSync(path('a.osm'), OSM);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const ogr = (...args: string[]) => execFileSync('ogr2ogr', args, { cwd: folder, stdio: 'ignore' });
  async function rowsOf(layer: string, name: string, limits: IntakeLimits = INTAKE_LIMITS) {
    const prefer = layer === 'districts' ? 'Polygon' : 'Point';
    const { content } = await readIntakeFile(path(name), { prefer, limits });
    const { format } = chooseFormat(content, layer, null, name);
    return format.parse(content, { layer, treatment: NO_TREATMENT, srid: null });
  }
  async function codeOf(run: Promise<unknown>): Promise<string | undefined> {
    try {
      await run;
      return undefined;
    } catch (error) {
      if (error instanceof IssueError) return error.issues[0]!.code;
      throw error;
    }
  }

  /** Cells by row as they stand in a sheet; a row left out is empty. */
  const sheet = (rows: Readonly<Record<number, readonly string[]>>) => {
    const cells = (row: string, values: readonly string[]) =>
      values.map((value, i) =>
        value === ''
          ? ''
          : /^[\d.]+$/.test(value)
            ? `<c r="${'ABCDE'[i]}${row}"><v>${value}</v></c>`
            : `<c r="${'ABCDE'[i]}${row}" t="inlineStr"><is><t>${value}</t></is></c>`,
      );
    const xml = Object.entries(rows).map(
      ([row, values]) => `<row r="${row}">${cells(row, values).join('')}</row>`,
    );
    const office = 'http://schemas.openxmlformats.org';
    const rel = `${office}/officeDocument/2006/relationships`;
    const package_ = `<Relationships xmlns="${office}/package/2006/relationships">`;
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
    const main = `xmlns="${office}/spreadsheetml/2006/main"`;
    const files = {
      '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
      '_rels/.rels': `${package_}<Relationship Id="r1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      'xl/workbook.xml': `<workbook ${main} xmlns:r="${rel}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `${package_}<Relationship Id="r1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData>${xml.join('')}</sheetData></worksheet>`,
    };
    return zipSync(
      Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])),
    );
  };
  const names = ['Schulnummer', 'Name', 'Schulform', 'lon', 'lat'];
  it('a sheet counts its rows as the spreadsheet does, also below titles and merged headings', async () => {
    const school = ['12', 'Schule A', 'GS', '9.7', '52.35'];
    writeFileSync(path('plain.xlsx'), sheet({ 1: names, 2: school, 3: ['13', 'Schule B', 'GS', '', '9,7'] }));
    const plain = await rowsOf('schools', 'plain.xlsx');
    expect([...plain.rows, ...plain.rejected].map(({ row }) => row)).toEqual([2, 3]);
    const typed = { 1: names, 2: ['12', 'Schule A', 'GS', '9,7', '52,35'] };
    writeFileSync(path('typed.xlsx'), sheet(typed));
    expect((await rowsOf('schools', 'typed.xlsx')).rows[0]!.geometry!.coordinates).toEqual([9.7, 52.35]);
    const titles = {
      1: ['Schulverzeichnis', '', '', '', ''],
      3: ['Schule', '', '', 'Lage', ''],
      4: names,
      6: school,
    };
    writeFileSync(path('titles.xlsx'), sheet(titles));
    expect((await rowsOf('schools', 'titles.xlsx')).rows).toMatchObject([
      { row: 6, key: '12', values: { name: 'Schule A' }, geometry: { coordinates: [9.7, 52.35] } },
    ]);
    const { issues } = await readIntakeFile(path('titles.xlsx'), { prefer: 'Point' });
    expect(issues).toMatchObject([{ code: 'header-below', row: 4 }]);
  });
  it.each(['cp850', 'windows-1252'] as const)('text in %s is told by its umlauts', async (encoding) => {
    const high = { cp850: [0x8e, 0xe1, 0x81], 'windows-1252': [0xc4, 0xdf, 0xfc] }[encoding];
    const bytes = [...high].map((byte) => Buffer.from([byte]));
    writeFileSync(
      path('t.csv'),
      Buffer.concat([Buffer.from('id;name;lon;lat\n1;'), ...bytes, Buffer.from(';9.7;52.3\n')]),
    );
    const { content, issues } = await readIntakeFile(path('t.csv'), { prefer: 'Point' });
    expect(content).toMatchObject({ records: [{ properties: { name: 'Äßü' } }] });
    expect(issues).toMatchObject([{ code: 'encoding-concluded' }]);
    // On the screen the remedy is a field, not a flag.
    expect(screenSentence(issues[0]!, 'de')).toMatch(/Mit „Zeichenkodierung“ legen Sie sie fest\.$/);
  });

  it.each([
    ['gpkg', 'GPKG', []],
    ['fgb', 'FlatGeobuf', []],
    ['gml', 'GML', []],
    ['kml', 'KML', ['-dsco', 'NameField=STADTBZNAM']],
  ])('districts as %s', async (extension, driver, options) => {
    ogr('-f', driver, `d.${extension}`, 'd.geojson', '-nln', 'bezirke', ...options);
    const parsed = await rowsOf('districts', `d.${extension}`);
    expect(parsed.rows.map(({ values }) => values.name).sort()).toEqual(['Nord', 'Süd']);
    expect(parsed.srid).toBe(4326);
  });

  it('districts as a Shapefile in another zone, zipped', async () => {
    ogr('-f', 'ESRI Shapefile', 'shp', 'd.geojson', '-t_srs', 'EPSG:25833', '-lco', 'ENCODING=UTF-8');
    const names = ['shp', 'shx', 'dbf', 'prj', 'cpg'].map((end) => `d.${end}`);
    const members = names.map((name) => [name, readFileSync(path(`shp/${name}`))] as const);
    writeFileSync(path('d.zip'), zipSync(Object.fromEntries(members)));
    const parsed = await rowsOf('districts', 'd.zip');
    expect(parsed.srid).toBe(25833);
    expect(parsed.rows.map(({ values }) => values.name).sort()).toEqual(['Nord', 'Süd']);
  });

  it.each(['XLSX', 'ODS'])('schools as %s', async (driver) => {
    const name = `s.${driver.toLowerCase()}`;
    ogr('-f', driver, name, 's.csv', '-oo', 'AUTODETECT_TYPE=YES');
    const parsed = await rowsOf('schools', name);
    expect(parsed.rows.map(({ values }) => values.name)).toEqual(['Erste Schule', 'Übung']);
    expect(parsed.rows[0]!.geometry).toEqual({ type: 'Point', coordinates: [9.75, 52.35] });
  });

  it('objects of OpenStreetMap, points and buildings', async () => {
    const addresses = await rowsOf('addresses', 'a.osm');
    expect(addresses.rows.map(({ key }) => key)).toEqual(['node/1', 'way/10']);
    expect((await rowsOf('schools', 'a.osm')).rows).toMatchObject([{ key: 'way/10' }]);
    expect((await rowsOf('hotspots', 'a.osm')).rows).toMatchObject([{ values: { name: 'Café "Eins"' } }]);
  });

  it.each([
    ['climbs out of its folder', { '../d.shp': new Uint8Array(9) }, INTAKE_LIMITS],
    ['names a folder of the system', { '/etc/d.shp': new Uint8Array(9) }, INTAKE_LIMITS],
    ['names a drive', { 'C:\\d.shp': new Uint8Array(9) }, INTAKE_LIMITS],
    [
      'unpacks to more than the limit',
      { 'd.shp': new Uint8Array(1_000_001) },
      { ...INTAKE_LIMITS, unpackedBytes: 1_000_000 },
    ],
  ])('an archive that %s is not opened', async (_, members, limits) => {
    writeFileSync(path('bad.zip'), zipSync(members));
    expect(await codeOf(readIntakeFile(path('bad.zip'), { prefer: null, limits }))).toBe('file-unsafe');
  });

  it('a table in an archive is read as the table it is, the largest of several', async () => {
    const text = (n: number) =>
      new TextEncoder().encode(`id;name;lon;lat\n${'1;Straße;9,7;52,3\n'.repeat(n)}`);
    writeFileSync(
      path('t.zip'),
      zipSync({ 'a/klein.csv': text(1), 'a/gross.csv': text(3), 'liesmich.pdf': text(9) }),
    );
    const read = await readIntakeFile(path('t.zip'), { prefer: null });
    expect(read).toMatchObject({
      fileName: 't.zip',
      layers: ['a/gross.csv', 'a/klein.csv'],
      content: { driver: 'CSV (semicolon, UTF-8)', decimalComma: true },
      issues: [{ code: 'several-layers', value: 'a/gross.csv' }],
    });
    expect(read.content.kind === 'records' && read.content.records).toHaveLength(3);
    const other = await readIntakeFile(path('t.zip'), { prefer: null, layerName: 'klein.csv' });
    expect(other.content.kind === 'records' && other.content.records).toHaveLength(1);
  });

  it('an archive of exactly the limit is opened', async () => {
    writeFileSync(path('full.zip'), zipSync({ 'd.shp': new Uint8Array(1_000_000) }));
    const limits = { ...INTAKE_LIMITS, unpackedBytes: 1_000_000 };
    const code = await codeOf(readIntakeFile(path('full.zip'), { prefer: null, limits }));
    expect(code).toBe('file-not-readable');
  });

  it.each(['kml', 'gml', 'osm'])('entities in %s are not resolved', async (extension) => {
    const text = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>';
    writeFileSync(path(`e.${extension}`), text);
    expect(await codeOf(readIntakeFile(path(`e.${extension}`), { prefer: null }))).toBe('file-unsafe');
  });

  it('entities are found however the file is encoded', async () => {
    const text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>';
    writeFileSync(path('u.kml'), Buffer.from(text, 'utf16le'));
    expect(await codeOf(readIntakeFile(path('u.kml'), { prefer: null }))).toBe('file-unsafe');
  });

  it('an archive that lies about its size ends within the limits of memory and time', async () => {
    const bytes = Buffer.from(zipSync({ 'd.shp': new Uint8Array(30_000_000) }));
    // The directory says that there is one byte.
    const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bytes.writeUInt32LE(1, entry + 24);
    writeFileSync(path('lies.zip'), bytes);
    const limits = { ...INTAKE_LIMITS, readMs: 10_000 };
    const code = await codeOf(readIntakeFile(path('lies.zip'), { prefer: null, limits }));
    expect(['file-not-readable', 'file-takes-too-long']).toContain(code);
  }, 30_000);

  it('reads no table out of an archive that lies about its size or is damaged, and at once', async () => {
    const honest = Buffer.from(
      zipSync({ 'a.csv': new TextEncoder().encode(`name\n${'0'.repeat(50_000_000)}`) }),
    );
    const entry = honest.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    for (const [at, value] of [
      [24, 7],
      [16, 1],
      [42, 5],
      [10, 12],
    ] as const) {
      const bytes = Buffer.from(honest);
      if (at === 10) bytes.writeUInt16LE(value, entry + at);
      else bytes.writeUInt32LE(value, entry + at);
      writeFileSync(path('lies.zip'), bytes);
      expect(await codeOf(readIntakeFile(path('lies.zip'), { prefer: null }))).toBe('file-not-readable');
    }
  });

  it('stops at the limits of size, features and time', async () => {
    const code = (limits: Partial<IntakeLimits>, name: string) =>
      codeOf(readIntakeFile(path(name), { prefer: null, limits: { ...INTAKE_LIMITS, ...limits } }));
    expect(await code({ fileBytes: 10 }, 'd.geojson')).toBe('file-too-large');
    expect(await code({ features: 1 }, 'd.geojson')).toBe('too-many-features');
    expect(await code({ features: 1 }, 'a.osm')).toBe('too-many-features');
    expect(await code({ readMs: 1 }, 'a.osm')).toBe('file-takes-too-long');
    expect(await code({ features: 2 }, 'd.geojson')).toBeUndefined();
  });
});

const OSM = `<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
 <node id="1" lat="52.37" lon="9.73" version="1"><tag k="addr:street" v="Lange Straße"/><tag k="addr:housenumber" v="5"/></node>
 <node id="2" lat="52.371" lon="9.731" version="1"/><node id="3" lat="52.371" lon="9.732" version="1"/>
 <node id="4" lat="52.372" lon="9.732" version="1"/><node id="5" lat="52.372" lon="9.731" version="1"/>
 <node id="6" lat="52.373" lon="9.733" version="1"><tag k="name" v="Café &quot;Eins&quot;"/><tag k="internet_access" v="wlan"/></node>
 <way id="10" version="1"><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="5"/><nd ref="2"/><tag k="building" v="school"/><tag k="amenity" v="school"/><tag k="name" v="Schule"/><tag k="addr:street" v="Schulweg"/><tag k="addr:housenumber" v="1"/></way>
</osm>`;
