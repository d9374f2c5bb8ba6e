import { type Kysely, sql } from 'kysely';
import type { FileRecord, RecordContent } from '#core/intake/content.ts';
import { firstPosition, type Geometry } from '#core/intake/geometry.ts';
import type { StagedRow } from '#core/intake/intake-format.ts';
import { type IntakeIssue, REFUSABLE_CODES, REPAIRABLE_CODES } from '#core/intake/intake-issue.ts';
import { checkPlace } from '#core/intake/records/place-of-record.ts';
import { geometryReader } from '#core/intake/records/record-geometry.ts';
import { ewkbHex } from '../db/ewkb.ts';
import type { Database } from '../db/schema.ts';
import type { StagedFile } from '../intake/import-request.ts';
import type {
  Difference,
  DifferenceSamples,
  ImportChoices,
  IssueGroup,
  Preview,
  StagedImport,
} from './import-task.ts';

/** Rows in the table of the preview. */
const PREVIEW_ROWS = 20;
/** Places on the map of the preview. */
const PREVIEW_PLACES = 500;
/** Rows named with each problem; the rest is counted and stands in the list to download. */
const ISSUE_ROWS = 50;

/** What a planner is shown before the import: recognised, counted, previewed, compared. */
export async function stagedImport(
  db: Kysely<Database>,
  file: StagedFile,
  context: {
    layer: string;
    choices: ImportChoices;
    diff: Difference;
    samples: DifferenceSamples;
    demo: boolean;
  },
): Promise<StagedImport> {
  const { content, sha256 } = file.file;
  const { srid, read, skipped } = file;
  const driver = content.kind === 'records' ? content.driver : 'JSON';
  const csv = /^CSV \((\w+), ([^)]+)\)$/.exec(driver);
  const reference = referenceOf(file, context.choices);
  return {
    layer: context.layer,
    format: file.format,
    formatSure: file.formatSure,
    sha256,
    srid,
    ...reference,
    driver,
    encoding: csv?.[2] ?? null,
    delimiter: csv ? { semicolon: ';', comma: ',', tab: '\t', pipe: '|' }[csv[1]!]! : null,
    read,
    importable: file.importable,
    rejected: file.rejectedRows.length,
    undecided: file.rejectedRows.filter((row) => !row.asked).length,
    skipped,
    issues: await groupIssues(db, file),
    preview: await previewOf(db, file),
    diff: context.diff,
    samples: context.samples,
    demo: context.demo,
  };
}

function referenceOf(
  file: StagedFile,
  choices: ImportChoices,
): Pick<StagedImport, 'sridFrom' | 'sridSureness'> {
  if (choices.srid !== null) return { sridFrom: 'stated', sridSureness: 1 };
  const codes = new Set(file.issues.map((issue) => issue.code));
  if (codes.has('crs-from-extent')) return { sridFrom: 'extent', sridSureness: 0.6 };
  if (codes.has('crs-from-columns')) return { sridFrom: 'columns', sridSureness: 0.9 };
  const { content } = file.file;
  if (content.kind === 'records' && content.srid !== null) return { sridFrom: 'file', sridSureness: 1 };
  return { sridFrom: 'format', sridSureness: 1 };
}

async function groupIssues(db: Kysely<Database>, file: StagedFile): Promise<IssueGroup[]> {
  const refusing = new Set(file.rejectedRows.flatMap((row) => row.codes));
  const order = { error: 0, warning: 1, info: 2 };
  const groups = [...Map.groupBy(file.issues, (issue) => issue.code)].map(([code, list]) => ({
    code,
    severity: list.map((issue) => issue.severity).sort((a, b) => order[a] - order[b])[0]!,
    count: list.length,
    repairable: REPAIRABLE_CODES.includes(code),
    refuses: refusing.has(code),
    refusable:
      REFUSABLE_CODES.includes(code) &&
      list.every(({ row, severity }) => row !== null && severity !== 'error'),
    first: list.slice(0, ISSUE_ROWS),
  }));
  groups.sort((a, b) => order[a.severity] - order[b.severity] || b.count - a.count);
  const places = await placesOf(db, file, new Set(groups.flatMap(({ first }) => first.map((i) => i.row))));
  return groups.map((group) => ({
    ...group,
    first: group.first.map((issue: IntakeIssue) => ({
      ...issue,
      place: places.get(issue.row ?? -1) ?? null,
    })),
  }));
}

/** Where the rows of a file lie, in degrees, as far as they have a place that can be shown. */
async function placesOf(
  db: Kysely<Database>,
  file: StagedFile,
  wanted: ReadonlySet<number | null>,
): Promise<Map<number, readonly [number, number]>> {
  const found: { row: number; geometry: Geometry }[] = [];
  for (const row of file.rows)
    if (wanted.has(row.row) && row.geometry) found.push({ row: row.row, geometry: row.geometry });
  const taken = new Set(found.map(({ row }) => row));
  const { content } = file.file;
  const placeOf = content.kind === 'records' ? recordPlaces(content) : null;
  if (content.kind === 'records' && placeOf)
    for (const record of content.records) {
      if (!wanted.has(record.row) || taken.has(record.row)) continue;
      const geometry = placeOf(record);
      if (geometry) found.push({ row: record.row, geometry: whereItBelongs(geometry, file.srid) });
    }
  if (content.kind === 'json')
    for (const { row, record } of file.rejectedRows) {
      const { longitude, latitude } = record;
      if (!wanted.has(row) || typeof longitude !== 'number' || typeof latitude !== 'number') continue;
      const geometry: Geometry = { type: 'Point', coordinates: [longitude, latitude] };
      found.push({ row, geometry: whereItBelongs(geometry, file.srid) });
    }
  const points = found.map(({ geometry }) => ({
    type: 'Point' as const,
    coordinates: firstPosition(geometry).slice(0, 2),
  }));
  const drawn = await drawable(db, points, file.srid);
  const places = new Map<number, readonly [number, number]>();
  found.forEach(({ row }, i) => {
    const point = drawn[i] as { coordinates: [number, number] } | null;
    if (point) places.set(row, point.coordinates);
  });
  return places;
}

/** Where records say they are, however they say it; null where the table has no places. */
function recordPlaces(content: RecordContent): ((record: FileRecord) => Geometry | null) | null {
  try {
    const reader = geometryReader(content);
    return (record) => reader.read(record);
  } catch {
    return null;
  }
}

/** A place with longitude and latitude the wrong way round is shown where it would be mended to. */
function whereItBelongs(geometry: Geometry, srid: number): Geometry {
  if (srid !== 4326 && srid !== 4258) return geometry;
  const repair = new Set(['coordinates-swapped', 'decimal-point-lost']);
  return checkPlace(0, geometry, { accept: new Set(), repair }).geometry ?? geometry;
}

async function previewOf(db: Kysely<Database>, file: StagedFile): Promise<Preview> {
  const placed = file.rows.filter((row) => row.geometry !== null);
  const step = Math.max(1, placed.length / PREVIEW_PLACES);
  const sample: StagedRow[] = [];
  for (let at = 0; at < placed.length && sample.length < PREVIEW_PLACES; at += step)
    sample.push(placed[Math.floor(at)]!);
  const geometries = await drawable(
    db,
    sample.map((row) => row.geometry!),
    file.srid,
  );
  const issueOf = new Map(
    file.issues.filter((issue) => issue.row !== null).map((issue) => [issue.row, issue.code]),
  );
  const shown = file.rows.slice(0, PREVIEW_ROWS);
  return {
    columns: [...new Set(shown.flatMap((row) => Object.keys(row.values)))].filter((column) =>
      shown.some((row) => row.values[column] !== null && row.values[column] !== undefined),
    ),
    rows: shown.map(({ row, key, values }) => ({ row, key, values })),
    geojson: {
      type: 'FeatureCollection',
      features: sample.flatMap(({ row, key, values }, i) =>
        geometries[i]
          ? [
              {
                type: 'Feature',
                geometry: geometries[i],
                properties: { row, key, name: values.name ?? key, issue: issueOf.get(row) ?? null },
              },
            ]
          : [],
      ),
    },
    places: placed.length === file.rows.length ? file.importable : placed.length,
  };
}

/** Geometries in degrees, thinned to what a small map shows; null for what lies outside the reference system. */
async function drawable(
  db: Kysely<Database>,
  geometries: readonly Geometry[],
  srid: number,
): Promise<(unknown | null)[]> {
  const result: (unknown | null)[] = [];
  for (let from = 0; from < geometries.length; from += 100) {
    const part = geometries.slice(from, from + 100);
    const hexes = part.map((geometry) => ewkbHex(geometry as Parameters<typeof ewkbHex>[0], srid));
    result.push(...(await transformed(db, hexes)));
  }
  return result;
}

async function transformed(db: Kysely<Database>, hexes: readonly string[]): Promise<(unknown | null)[]> {
  try {
    const { rows } = await sql<{ shape: string | null }>`
      select st_asgeojson(st_transform(
        case when st_npoints(m) > 50 then coalesce(st_simplify(m, 10, true), m) else m end, 4326), 7) as shape
      from (
        select i, st_transform(g::geometry, 25832) as m from unnest(${hexes}::text[]) with ordinality as t(g, i)
      ) as metric order by i
    `.execute(db);
    return rows.map(({ shape }) => (shape === null ? null : finite(JSON.parse(shape))));
  } catch (error) {
    // One place that no projection takes must not hide the others.
    if (hexes.length === 1) return [null];
    const half = hexes.length >> 1;
    if (error instanceof Error && /CONNECTION/.test(error.message)) throw error;
    return [...(await transformed(db, hexes.slice(0, half))), ...(await transformed(db, hexes.slice(half)))];
  }
}

function finite(shape: { coordinates: unknown }): unknown | null {
  const numbers = (shape.coordinates as unknown[]).flat(Infinity) as number[];
  return numbers.length > 0 && numbers.every(Number.isFinite) ? shape : null;
}
