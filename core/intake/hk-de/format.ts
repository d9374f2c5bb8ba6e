import { IssueError } from '../../issue.ts';
import type { RecordContent } from '../content.ts';
import { decideCrs } from '../crs/decide-crs.ts';
import { extentOf, type Geometry } from '../geometry.ts';
import type { IntakeFormat, ParsedFile, ParseRequest } from '../intake-format.ts';
import { type IntakeIssue, rowIssue } from '../intake-issue.ts';
import { parseNumber } from '../number.ts';
import { TextCleaner } from '../records/clean-text.ts';
import { RowCollector } from '../records/row-collector.ts';

/** The 18 fields of HK-DE version 4.2 (1 July 2019), in their order. Files have no header. */
export const HK_FIELDS = [
  'NBA',
  'OI',
  'QUA',
  'LAN',
  'RBZ',
  'KRS',
  'GMD',
  'OTT',
  'SSS',
  'HNR',
  'ADZ',
  'OST',
  'NORD',
  'STN',
  'PLZ',
  'ONM',
  'ZON',
  'POT',
] as const;

/** Hauskoordinaten Deutschland: official addresses with coordinates. Rows of a delivery of changes are marked N (new), A (changed), L (gone). */
export const hkDe: IntakeFormat = {
  id: 'hk-de',
  title: { de: 'Hauskoordinaten (HK-DE)', en: 'Official address coordinates (HK-DE)' },
  layers: ['addresses'],
  recognise(content) {
    if (content.kind !== 'records' || content.spatial || content.fields.length !== HK_FIELDS.length) return 0;
    return HK_FIELDS.every((field, i) => content.fields[i] === field) ? 1 : 0;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('addresses are records');
    return parseAddresses(content, request);
  },
};

/** Whether a line of text is one of HK-DE: 18 fields, an object id and a metric coordinate with decimal comma. */
export function isHkLine(line: string): boolean {
  const fields = line.split(';');
  return (
    fields.length === HK_FIELDS.length &&
    /^[NLAD]?$/.test(fields[0]!.trim()) &&
    /^\w{8,20}$/.test(fields[1]!.trim()) &&
    /^\d{6,8}(,\d+)?$/.test(fields[11]!.trim()) &&
    /^\d{7}(,\d+)?$/.test(fields[12]!.trim())
  );
}

function parseAddresses(content: RecordContent, request: ParseRequest): ParsedFile {
  const collector = new RowCollector(request.treatment);
  const cleaner = new TextCleaner();
  const zones = new Set<number>();
  const places: Geometry[] = [];
  const removedKeys: string[] = [];
  let changed = 0;
  let prefixed: { row: number; value: string } | null = null;
  for (const { row, properties } of content.records) {
    const text = (field: (typeof HK_FIELDS)[number]) => cleaner.clean(properties[field], field, row);
    const change = text('NBA');
    if (change === 'A') changed++;
    if (change === 'L' || change === 'D') {
      const id = text('OI');
      if (id !== null) removedKeys.push(id);
      collector.skip();
      continue;
    }
    const problems: IntakeIssue[] = [];
    const key = text('OI');
    if (key === null) problems.push(rowIssue('value-missing', 'error', row, 'OI', null));
    const rawEast = parseNumber(properties.OST, true);
    const northM = parseNumber(properties.NORD, true);
    let eastM = rawEast;
    if (rawEast !== null && rawEast > 31_000_000 && rawEast < 34_000_000) {
      const zone = Math.floor(rawEast / 1_000_000);
      eastM = rawEast - zone * 1_000_000;
      zones.add(zone);
      prefixed ??= { row, value: String(properties.OST) };
    } else if (rawEast !== null) zones.add(0);
    if (eastM === null || northM === null) {
      problems.push(
        rowIssue('no-coordinates', 'error', row, 'OST, NORD', `${properties.OST}; ${properties.NORD}`),
      );
    } else if (eastM < 220_000 || eastM > 970_000 || northM < 5_150_000 || northM > 6_200_000) {
      const accepted = request.treatment.accept.has('coordinates-far-off');
      const severity = accepted ? 'warning' : 'error';
      problems.push(rowIssue('coordinates-far-off', severity, row, 'OST, NORD', `${eastM}, ${northM}`));
    }
    const refused = problems.some((problem) => problem.severity === 'error');
    if (refused || key === null || eastM === null || northM === null) {
      collector.reject(row, properties, problems);
      continue;
    }
    collector.note(...problems);
    const number = [text('HNR'), text('ADZ')].filter((part) => part !== null).join(' ');
    const values = {
      street: text('STN'),
      house_number: number || null,
      postcode: text('PLZ'),
      place: text('ONM'),
      use: 'unknown',
      households: 0,
      businesses: 0,
    };
    const geometry: Geometry = { type: 'Point', coordinates: [eastM, northM] };
    places.push(geometry);
    collector.take({ row, key, values, geometry }, properties);
  }
  if (prefixed) collector.note(rowIssue('zone-prefix', 'info', prefixed.row, 'OST', prefixed.value));
  collector.note(...cleaner.issues());
  const isUpdate = removedKeys.length > 0 || changed > 0;
  if (isUpdate) {
    const params = { changed, removed: removedKeys.length };
    collector.note(rowIssue('update-delivery', 'info', null, 'NBA', 'A, L', params));
  }
  const result = collector.result(sridOf(zones, request, places, collector));
  return isUpdate ? { ...result, update: { removedKeys } } : result;
}

/** HK-DE is delivered in the UTM zone of the state; the prefix tells which one, without it zone 32 is likely only. */
function sridOf(
  zones: ReadonlySet<number>,
  request: ParseRequest,
  places: readonly Geometry[],
  collector: RowCollector,
): number {
  // Nothing but deletions: there is no coordinate to be wrong about.
  if (places.length === 0 && collector.isEmpty) return request.srid ?? 25832;
  const stated = [...zones].filter((zone) => zone !== 0);
  if (stated.length > 1) {
    throw new IssueError(rowIssue('crs-unknown', 'error', null, 'OST', [...zones].join(', ')));
  }
  if (stated.length === 1) return request.srid ?? 25800 + stated[0]!;
  const crs = decideCrs({ forced: request.srid, stated: null, columns: null, extent: extentOf(places) });
  collector.note(...crs.issues);
  return crs.srid;
}
