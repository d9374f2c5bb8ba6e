import { IssueError } from '../../issue.ts';
import type { FileRecord } from '../content.ts';
import { decideCrs } from '../crs/decide-crs.ts';
import type { Geometry } from '../geometry.ts';
import type { IntakeFormat, ParsedFile, ParsedPart, ParseRequest, PartReader } from '../intake-format.ts';
import { decisionOf, type IntakeIssue, rowIssue } from '../intake-issue.ts';
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
    const reader = new AddressReader(request);
    const all = reader.read(content.records);
    const end = reader.finish();
    return {
      ...end,
      rows: [...all.rows, ...end.rows],
      issues: all.issues.concat(end.issues),
      rejected: all.rejected.concat(end.rejected),
    };
  },
  inParts: (_, request) => new AddressReader(request),
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

/** Where addresses of Germany lie in UTM, in metres. */
const GERMANY_M = { minX: 220_000, minY: 5_150_000, maxX: 970_000, maxY: 6_200_000 };

class AddressReader implements PartReader {
  readonly #request: ParseRequest;
  readonly #collector: RowCollector;
  readonly #cleaner: TextCleaner;
  readonly #zones = new Set<number>();
  readonly #extent = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  readonly #removedKeys: string[] = [];
  #changed = 0;
  #prefixed: { row: number; value: string } | null = null;
  #srid: number | null = null;

  constructor(request: ParseRequest) {
    this.#request = request;
    this.#collector = new RowCollector(request.treatment);
    this.#cleaner = new TextCleaner(request.treatment);
  }

  read(records: readonly FileRecord[]): ParsedPart {
    for (const record of records) this.#readRecord(record);
    return { srid: this.#currentSrid(), ...this.#collector.drain() };
  }

  finish(): ParsedFile {
    const { row, value } = this.#prefixed ?? {};
    if (row !== undefined) this.#collector.note(rowIssue('zone-prefix', 'info', row, 'OST', value));
    this.#collector.note(...this.#cleaner.issues());
    const removedKeys = this.#removedKeys;
    const isUpdate = removedKeys.length > 0 || this.#changed > 0;
    if (isUpdate) {
      const params = { changed: this.#changed, removed: removedKeys.length };
      this.#collector.note(rowIssue('update-delivery', 'info', null, 'NBA', 'A, L', params));
    }
    const srid = this.#currentSrid();
    const result = this.#collector.result(srid);
    return isUpdate ? { ...result, update: { removedKeys } } : result;
  }

  #readRecord({ row, properties }: FileRecord): void {
    const problems: IntakeIssue[] = [];
    const text = (field: (typeof HK_FIELDS)[number]) =>
      this.#cleaner.clean(properties[field], field, row, problems);
    const change = text('NBA');
    if (change === 'A') this.#changed++;
    if (change === 'L' || change === 'D') {
      const id = text('OI');
      if (id !== null) this.#removedKeys.push(id);
      this.#collector.skip();
      return;
    }
    const key = text('OI');
    if (key === null) problems.push(rowIssue('value-missing', 'error', row, 'OI', null));
    const eastM = this.#eastingOf(properties.OST, row);
    const northM = parseNumber(properties.NORD, true);
    if (eastM === null || northM === null) {
      const value = `${properties.OST}; ${properties.NORD}`;
      problems.push(rowIssue('no-coordinates', 'error', row, 'OST, NORD', value));
    } else if (!isInGermany(eastM, northM)) {
      const accepted = decisionOf(this.#request.treatment, 'coordinates-far-off', row) === 'accept';
      const severity = accepted ? 'warning' : 'error';
      problems.push(rowIssue('coordinates-far-off', severity, row, 'OST, NORD', `${eastM}, ${northM}`));
    }
    const refused = problems.some((problem) => problem.severity === 'error');
    if (refused || key === null || eastM === null || northM === null) {
      this.#collector.reject(row, properties, problems);
      return;
    }
    const number = text('HNR');
    const suffix = text('ADZ');
    const values = {
      street: text('STN'),
      house_number: number !== null && suffix !== null ? `${number} ${suffix}` : (number ?? suffix),
      postcode: text('PLZ'),
      place: text('ONM'),
      use: 'unknown',
      households: 0,
      businesses: 0,
    };
    const extent = this.#extent;
    if (eastM < extent.minX) extent.minX = eastM;
    if (eastM > extent.maxX) extent.maxX = eastM;
    if (northM < extent.minY) extent.minY = northM;
    if (northM > extent.maxY) extent.maxY = northM;
    const geometry: Geometry = { type: 'Point', coordinates: [eastM, northM] };
    this.#collector.take({ row, key, values, geometry }, properties, problems);
  }

  /** Easting in metres without the prefix of its zone. */
  #eastingOf(raw: unknown, row: number): number | null {
    const value = parseNumber(raw, true);
    if (value === null) return null;
    if (value <= 31_000_000 || value >= 34_000_000) {
      this.#zones.add(0);
      return value;
    }
    const zone = Math.floor(value / 1_000_000);
    this.#zones.add(zone);
    this.#prefixed ??= { row, value: String(raw) };
    return value - zone * 1_000_000;
  }

  /** HK-DE is delivered in the UTM zone of the state; the prefix tells which one, without it zone 32 is likely only. */
  #currentSrid(): number {
    const before = this.#srid;
    const { srid: forced } = this.#request;
    const isEmpty = this.#extent.minX === Infinity;
    // Nothing but deletions: there is no coordinate to be wrong about.
    if (isEmpty && this.#collector.isEmpty) return forced ?? before ?? 25832;
    const stated = [...this.#zones].filter((zone) => zone !== 0);
    if (stated.length > 1)
      throw new IssueError(rowIssue('crs-unknown', 'error', null, 'OST', [...this.#zones].join(', ')));
    let srid = before;
    if (stated.length === 1) srid = forced ?? 25800 + stated[0]!;
    else if (before === null) {
      const extent = isEmpty ? null : this.#extent;
      const crs = decideCrs({ forced, stated: null, columns: null, extent });
      this.#collector.note(...crs.issues);
      srid = crs.srid;
    }
    if (before !== null && before !== srid)
      throw new IssueError(
        rowIssue('crs-contradicts', 'error', null, 'OST', this.#prefixed?.value, { srid: before }),
      );
    this.#srid = srid;
    return srid!;
  }
}

function isInGermany(eastM: number, northM: number): boolean {
  return (
    eastM >= GERMANY_M.minX && eastM <= GERMANY_M.maxX && northM >= GERMANY_M.minY && northM <= GERMANY_M.maxY
  );
}
