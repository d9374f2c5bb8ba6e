import type { FileRecord, RecordContent } from '../content.ts';
import type { IntakeFormat } from '../intake-format.ts';
import { rowIssue } from '../intake-issue.ts';
import { findField, type LayerMapping } from '../records/column-mapping.ts';
import { parseRecords } from '../records/parse-records.ts';

const NAME = ['stopname', 'haltestelle', 'haltestellenname', 'name', 'bezeichnung'];
const STOP_ID = ['stopid', 'ifopt', 'refifopt', 'dhid', 'haltestellennummer'];
const PARENT = ['parentstation', 'parent'];

/**
 * Stops of public transport: `stops.txt` of a timetable in GTFS (General Transit Feed Specification), or a list with names
 * and coordinates. Platforms and entrances that name the station they belong to are not counted beside it.
 */
export const stops: IntakeFormat = {
  id: 'stop-list',
  title: { de: 'Haltestellen (GTFS oder Liste)', en: 'Stops (GTFS or list)' },
  layers: ['stops'],
  recognise(content) {
    if (content.kind !== 'records' || !findField(content.fields, NAME)) return 0;
    return findField(content.fields, STOP_ID) ? 1 : 0.5;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('stops are records');
    const { records, parts } = withoutParts(content);
    const parsed = parseRecords({ ...content, records }, MAPPING, request);
    if (parts === 0) return parsed;
    return {
      ...parsed,
      read: content.records.length,
      skipped: parsed.skipped + parts,
      issues: [...parsed.issues, rowIssue('stop-of-station', 'info', null, null, null, { count: parts })],
    };
  },
};

/** Without the records whose station is a record of the same file. */
function withoutParts({ fields, records }: RecordContent): { records: readonly FileRecord[]; parts: number } {
  const [parent, id] = [findField(fields, PARENT), findField(fields, STOP_ID)];
  if (parent === null || id === null) return { records, parts: 0 };
  const known = new Set(records.map((record) => String(record.properties[id] ?? '').trim()));
  const whole = records.filter((record) => {
    const station = String(record.properties[parent] ?? '').trim();
    return station === '' || !known.has(station);
  });
  return { records: whole, parts: records.length - whole.length };
}

const MAPPING: LayerMapping = {
  layer: 'stops',
  geometry: 'Point',
  keyFields: [...STOP_ID, 'id', 'key', 'osmid'],
  columns: [
    { column: 'name', type: 'text', fields: NAME, required: true },
    { column: 'kind', type: 'text', fields: ['kind', 'art', 'verkehrsmittel', 'locationtype'] },
  ],
};
