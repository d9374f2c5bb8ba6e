import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import type { Content, RecordContent } from '#core/intake/content.ts';
import { encodingConcluded, parseCsv } from '#core/intake/csv/parse-csv.ts';
import { parseGeojson } from '#core/intake/geojson/parse-geojson.ts';
import { type IntakeIssue, rowIssue } from '#core/intake/intake-issue.ts';
import { readXlsSheets, tableOfSheet } from '#core/intake/xls/parse-xls.ts';
import { sheetContent } from '#core/intake/xls/sheet-content.ts';
import { type Issue, IssueError } from '#core/issue.ts';
import { unpackMember, zipDanger, zipMembers } from './check-zip.ts';
import { decodeText, type TextEncoding } from './decode-text.ts';
import { runGdal } from './gdal-host.ts';
import { INTAKE_LIMITS, type IntakeLimits } from './intake-limits.ts';

/** File kinds by extension. Text kinds are read here, others by GDAL. */
const KINDS: Readonly<Record<string, { name: string; by: 'json' | 'csv' | 'xls' | 'gdal'; magic?: RegExp }>> =
  {
    '.geojson': { name: 'GeoJSON', by: 'json' },
    '.json': { name: 'JSON', by: 'json' },
    '.csv': { name: 'CSV', by: 'csv' },
    '.txt': { name: 'CSV', by: 'csv' },
    '.tsv': { name: 'CSV', by: 'csv' },
    '.gpkg': { name: 'GeoPackage', by: 'gdal', magic: /^SQLite format 3\0/ },
    '.zip': { name: 'Shapefile (ZIP)', by: 'gdal', magic: /^PK/ },
    '.fgb': { name: 'FlatGeobuf', by: 'gdal', magic: /^fgb/ },
    '.gml': { name: 'GML', by: 'gdal', magic: /^(\xef\xbb\xbf)?\s*</ },
    '.xml': { name: 'GML', by: 'gdal', magic: /^(\xef\xbb\xbf)?\s*</ },
    '.kml': { name: 'KML', by: 'gdal', magic: /^(\xef\xbb\xbf)?\s*</ },
    '.dxf': { name: 'DXF', by: 'gdal' },
    '.osm': { name: 'OpenStreetMap (XML)', by: 'gdal', magic: /^(\xef\xbb\xbf)?\s*</ },
    '.pbf': { name: 'OpenStreetMap (PBF)', by: 'gdal', magic: /^[\s\S]{4}\n\tOSMHeader/ },
    '.xls': { name: 'Excel 97–2003 (XLS)', by: 'xls', magic: /^\xd0\xcf/ },
    '.xlsx': { name: 'Excel (XLSX)', by: 'gdal', magic: /^PK/ },
    '.ods': { name: 'OpenDocument (ODS)', by: 'gdal', magic: /^PK/ },
  };

/** What a user states of delimited text; what is left out is found. */
export interface TextDialect {
  readonly encoding?: TextEncoding | null;
  readonly delimiter?: string | null;
  readonly decimal?: ',' | '.' | null;
}

export interface ReadOptions {
  readonly dialect?: TextDialect;
  /** Kind of geometry the target layer wants: chooses among several layers of a file. */
  readonly prefer: 'Point' | 'Line' | 'Polygon' | null;
  readonly layerName?: string | null;
  readonly limits?: IntakeLimits;
}

export interface ReadFile {
  readonly fileName: string;
  readonly sha256: string;
  readonly content: Content;
  readonly issues: readonly IntakeIssue[];
  /** Layers or sheets inside the file, where it can have several. */
  readonly layers: readonly string[];
}

/**
 * Reads a file into records or JSON, within limits.
 * @throws IssueError `file-missing`, `file-empty`, `file-too-large`, `file-not-readable`, `file-unsafe`, …
 */
export async function readIntakeFile(path: string, options: ReadOptions): Promise<ReadFile> {
  const limits = options.limits ?? INTAKE_LIMITS;
  const fileName = basename(path);
  const extension = extname(path).toLowerCase();
  const kind = KINDS[extension];
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw failure('file-missing', path, { reason: error.code ?? error.message });
  });
  if (!info.isFile()) throw failure('file-missing', path, { reason: 'not a file' });
  if (!kind) throw failure('unknown-file-kind', fileName, { known: Object.keys(KINDS).join(', ') });
  if (info.size === 0) throw failure('file-empty', fileName);
  if (info.size > limits.fileBytes) {
    const params = {
      sizeMb: Math.round(info.size / 1048576),
      limitMb: Math.round(limits.fileBytes / 1048576),
    };
    throw failure('file-too-large', fileName, params);
  }
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw failure('file-missing', path, { reason: error.code ?? error.message });
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  const notReadable = (reason: string) =>
    failure('file-not-readable', fileName, { expected: kind.name, reason });
  if (kind.magic && !kind.magic.test(head)) throw notReadable(`it begins with "${printable(head)}"`);

  const packed = extension === '.zip' ? packedMember(bytes, options.layerName ?? null) : null;
  if (packed) return { ...(await readPacked(bytes, packed, fileName, options, limits)), fileName, sha256 };
  if (kind.by === 'gdal') {
    const { content, issues, layers } = await readWithGdal(
      path,
      fileName,
      extension,
      bytes,
      options,
      limits,
      notReadable,
    );
    return { fileName, sha256, content, issues, layers };
  }
  if (kind.by === 'xls') {
    const sheets = readXlsSheets(bytes);
    if (!sheets) throw notReadable('it is damaged, encrypted or older than Excel 97');
    const table = tableOfSheet(sheets, options.layerName ?? null);
    const names = sheets.map((sheet) => sheet.name).join(', ');
    if (!table) throw notReadable(`sheets: ${names || '–'}`);
    const { issues, ...content } = table;
    return { fileName, sha256, content, issues, layers: sheets.map((sheet) => sheet.name) };
  }
  const { dialect } = options;
  const { text, encoding, isConcluded } = decodeText(bytes, dialect?.encoding ?? null);
  if (text.trim() === '') throw failure('file-empty', fileName);
  if (kind.by === 'csv') {
    if (/^\s*<(!doctype|html|\?xml)/i.test(text)) throw notReadable(`it begins with "${printable(text)}"`);
    if (text.includes('\u0000')) throw notReadable('it is binary');
    const { issues, ...content } = parseCsv(text, encoding, dialect);
    const said = isConcluded ? [encodingConcluded(encoding), ...issues] : issues;
    return { fileName, sha256, content, issues: said, layers: [] };
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw notReadable(error instanceof Error ? error.message.replaceAll('\n', ' ') : 'no JSON');
  }
  const content: Content = parseGeojson(value) ?? { kind: 'json', value };
  const count = content.kind === 'records' ? content.records.length : 0;
  if (count > limits.features) throw failure('too-many-features', fileName, { count, max: limits.features });
  return { fileName, sha256, content, issues: [], layers: [] };
}

/** Members of an archive without a Shapefile that are files of their own, the one to read first. */
function packedMember(bytes: Uint8Array, named: string | null): readonly string[] | null {
  const members = zipMembers(bytes) ?? [];
  if (members.some(({ name }) => /\.shp$/i.test(name))) return null;
  const files = members.filter(({ name }) => {
    const extension = extname(name).toLowerCase();
    return KINDS[extension] !== undefined && extension !== '.zip' && !/(^|\/)(\.|__MACOSX)/.test(name);
  });
  files.sort((a, b) => b.unpackedBytes - a.unpackedBytes);
  const names = files.map(({ name }) => name);
  const first = names.find((name) => name === named || basename(name) === named) ?? names[0];
  return first === undefined ? null : [first, ...names.filter((name) => name !== first)];
}

/** Reads one file out of an archive; which one, and which others there are, is reported. */
async function readPacked(
  archive: Uint8Array,
  names: readonly string[],
  fileName: string,
  options: ReadOptions,
  limits: IntakeLimits,
): Promise<Pick<ReadFile, 'content' | 'issues' | 'layers'>> {
  const members = zipMembers(archive)!;
  const danger = zipDanger(members, limits.unpackedBytes);
  if (danger) throw failure('file-unsafe', fileName, { reason: danger });
  const [name] = names as [string];
  const folder = await mkdtemp(join(tmpdir(), 'lueckenlos-intake-'));
  try {
    let bytes: Uint8Array;
    try {
      bytes = unpackMember(archive, members.find((member) => member.name === name)!);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'damaged';
      throw failure('file-not-readable', fileName, { expected: 'ZIP', reason });
    }
    const path = join(folder, basename(name));
    await writeFile(path, bytes);
    const isMember = options.layerName === name || options.layerName === basename(name);
    const read = await readIntakeFile(path, {
      ...options,
      layerName: isMember ? null : (options.layerName ?? null),
    });
    if (names.length === 1) return read;
    const several = rowIssue('several-layers', 'info', null, null, name, { found: names.join(', ') });
    return { ...read, issues: [several, ...read.issues], layers: names };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readWithGdal(
  path: string,
  fileName: string,
  extension: string,
  bytes: Uint8Array,
  options: ReadOptions,
  limits: IntakeLimits,
  notReadable: (reason: string) => IssueError,
): Promise<{ content: Content; issues: IntakeIssue[]; layers: readonly string[] }> {
  const zipped = ['.zip', '.xlsx', '.ods'].includes(extension);
  if (zipped) {
    const members = zipMembers(bytes);
    if (!members) throw notReadable('the archive is cut off or damaged');
    const danger = zipDanger(members, limits.unpackedBytes);
    if (danger) throw failure('file-unsafe', fileName, { reason: danger });
  }
  if (
    ['.gml', '.xml', '.kml', '.osm'].includes(extension) &&
    /<!(ENTITY|DOCTYPE)/i.test(Buffer.from(bytes).toString('latin1').replaceAll('\0', ''))
  ) {
    throw failure('file-unsafe', fileName, { reason: 'it declares XML entities' });
  }
  const folder = await mkdtemp(join(tmpdir(), 'lueckenlos-intake-'));
  try {
    // A folder of its own: GDAL sees this file and nothing beside it, and may write its journals there.
    const input = join(folder, `input${extension}`);
    await copyFile(path, input);
    const answer = await runGdal(
      {
        kind: 'read',
        path: input,
        zipped: extension === '.zip',
        maxFeatures: limits.features,
        layerName: options.layerName ?? null,
        prefer: options.prefer,
        outputFolder: folder,
      },
      limits,
    );
    if (!answer.ok) {
      if ('timedOut' in answer)
        throw failure('file-takes-too-long', fileName, { limitS: limits.readMs / 1000 });
      if (answer.tooMany)
        throw failure('too-many-features', fileName, { count: answer.tooMany, max: limits.features });
      throw notReadable(answer.reason);
    }
    if (!('read' in answer)) throw notReadable('no answer');
    const { read } = answer;
    const parsed = parseGeojson(JSON.parse(await readFile(read.geojsonPath, 'utf8')));
    if (!parsed) throw notReadable('no features');
    let content: RecordContent = {
      ...parsed,
      driver: read.driver,
      fields: [...new Set([...read.fields, ...parsed.fields])],
      srid: read.srid,
      spatial: read.spatial,
    };
    for (const more of read.morePaths) {
      const part = parseGeojson(JSON.parse(await readFile(more, 'utf8')));
      if (part) content = joined(content, part);
    }
    const isSheet = read.driver === 'XLSX' || read.driver === 'ODS';
    const sheet = isSheet ? sheetContent(content) : { content, issues: [] };
    content = sheet.content;
    if (content.records.length > limits.features)
      throw failure('too-many-features', fileName, {
        count: content.records.length,
        max: limits.features,
      });
    const others = read.morePaths.length > 0 ? [] : read.layers.filter((layer) => layer !== read.layer);
    const issues = others.length
      ? [rowIssue('several-layers', 'info', null, null, read.layer, { found: read.layers.join(', ') })]
      : [];
    const layers = read.morePaths.length > 0 ? [] : read.layers;
    return { content, issues: [...issues, ...sheet.issues], layers };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Two sets of features of one file as one, rows counted on. */
function joined(first: RecordContent, second: RecordContent): RecordContent {
  const before = first.records.length;
  return {
    ...first,
    fields: [...new Set([...first.fields, ...second.fields])],
    records: [...first.records, ...second.records.map((record) => ({ ...record, row: record.row + before }))],
  };
}

function failure(code: string, value: string, params: Issue['params'] = {}): IssueError {
  return new IssueError({ code, severity: 'error', where: 'file', params: { value, ...params } });
}

function printable(text: string): string {
  return text.slice(0, 24).replace(/[^\x20-\x7e]+/g, '…');
}
