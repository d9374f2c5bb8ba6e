import type { Technology } from '../../supply/technologies.ts';
import type { RecordContent } from '../content.ts';
import { decideCrs } from '../crs/decide-crs.ts';
import type { Geometry } from '../geometry.ts';
import type { IntakeFormat, ParsedFile, ParseRequest, Scalar } from '../intake-format.ts';
import { decisionOf, type IntakeIssue, rowIssue } from '../intake-issue.ts';
import { isoDate } from '../iso-date.ts';
import { isNoValue } from '../number.ts';
import { TextCleaner } from '../records/clean-text.ts';
import { findField } from '../records/column-mapping.ts';
import { columnMissing } from '../records/parse-records.ts';
import { checkPlace, extentWithoutStrays } from '../records/place-of-record.ts';
import { geometryReader } from '../records/record-geometry.ts';
import { RowCollector } from '../records/row-collector.ts';
import { unitFactor, unitInName } from '../records/units.ts';
import { impossibleSpeed, parseSpeed, parseTechnology } from './speed.ts';

/**
 * Columns of an answer. How operators answer is not laid down anywhere: the first name is what `--map` takes, the
 * others are names seen or likely.
 */
export const SURVEY_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  address_id: ['addressid', 'adressid', 'adresseid', 'hkoi', 'oi', 'objektid'],
  street: ['street', 'strasse', 'strassenname', 'str'],
  house_number: ['housenumber', 'hausnummer', 'hnr', 'hausnr'],
  house_number_suffix: ['housenumbersuffix', 'hausnummernzusatz', 'hnrzusatz', 'hnrz', 'zusatz', 'adz'],
  postcode: ['postcode', 'plz', 'postleitzahl'],
  operator: ['operator', 'betreiber', 'anbieter', 'netzbetreiber', 'unternehmen'],
  status: ['status', 'art', 'bestandplan'],
  technology: [
    'technology',
    'technologie',
    'bestandtechnik',
    'technik',
    'bestandtechnologie',
    'anschlussart',
    'anschlusstechnik',
  ],
  down_mbit: [
    'downmbit',
    'download',
    'bestanddownmbit',
    'down',
    'downloadmbit',
    'downloadmbits',
    'downstream',
  ],
  up_mbit: ['upmbit', 'upload', 'bestandupmbit', 'up', 'uploadmbit', 'uploadmbits', 'upstream'],
  homes: ['homes', 'bestandstatus', 'homesstatus', 'anschlussstatus', 'hchp', 'hcoderhp'],
  peak_time: ['peaktime', 'bestandspitzenlast', 'spitzenlast'],
  plan_technology: ['plantechnology', 'plantechnik', 'plantechnologie'],
  plan_down_mbit: ['plandownmbit', 'plandownload', 'plandown'],
  plan_up_mbit: ['planupmbit', 'planupload', 'planup'],
  plan_ready_by: ['planreadyby', 'planfertigbis', 'fertigbis', 'fertigstellung', 'readyby'],
  plan_binding: ['planbinding', 'planverbindlich', 'verbindlich', 'binding'],
  plan_milestones: ['planmilestones', 'meilensteinplan', 'milestones', 'meilensteine'],
  remark: ['remark', 'remarks', 'bemerkung', 'bemerkungen', 'anmerkung', 'kommentar'],
};

/** Columns that an answer fills; a row without any of them answers nothing. */
const SAYS_SOMETHING = Object.keys(SURVEY_COLUMNS).filter((column) =>
  /^(technology|down_mbit|up_mbit|peak_time|plan_)/.test(column),
);

/** A terabit per second: more is a slip of the keyboard. */
const MAX_MBIT = 1_000_000;

/** Characters of a remark that are kept. */
const MOST_REMARK = 2000;

/** Words for the reach of an existing line. */
const HOMES: readonly (readonly [RegExp, 'connected' | 'passed'])[] = [
  [/^(hc|homes?[ _-]?connected|connected|angeschlossen)$/i, 'connected'],
  [/^(hp|homes?[ _-]?passed|passed|vorbeigef(ü|ue)hrt)$/i, 'passed'],
];

/** What operators answer to a market survey (Markterkundung): existing and planned supply, address by address. */
export const operatorSurvey: IntakeFormat = {
  id: 'operator-survey',
  title: { de: 'Meldung eines Betreibers (Markterkundung)', en: 'Answer of an operator (market survey)' },
  layers: ['supply'],
  recognise(content) {
    if (content.kind !== 'records') return 0;
    const has = (column: string) => findField(content.fields, SURVEY_COLUMNS[column]!) !== null;
    if (!has('technology') && !has('plan_technology')) return 0;
    if (has('down_mbit') || has('plan_down_mbit')) return 1;
    // Somebody who names technologies answers, even where its column of speeds has a name of its own to be mapped; a list
    // of addresses names none.
    return has('operator') || has('plan_ready_by') ? 0.9 : 0.7;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('answers are records');
    return parseAnswers(content, request);
  },
};

function parseAnswers(content: RecordContent, request: ParseRequest): ParsedFile {
  const collector = new RowCollector(request.treatment);
  const cleaner = new TextCleaner(request.treatment);
  const fields = Object.fromEntries(
    Object.entries(SURVEY_COLUMNS).map(([column, names]) => [column, findField(content.fields, names)]),
  );
  if (!fields.technology && !fields.plan_technology)
    throw columnMissing([SURVEY_COLUMNS.technology!.join(' / ')], content);
  const reader = hasPlace(content) ? geometryReader(content) : null;
  const places = content.records.map((record) => reader?.read(record) ?? null);
  const known = places.filter((place) => place !== null);
  const crs =
    known.length === 0
      ? { srid: 25832, issues: [] }
      : decideCrs({
          forced: request.srid,
          stated: content.srid ?? reader!.srid,
          columns: reader!.columns,
          extent: extentWithoutStrays(known),
        });
  collector.note(...crs.issues);
  if (!fields.address_id && !(fields.street && fields.house_number) && known.length === 0)
    throw columnMissing(['address_id / street, house_number / lon, lat'], content);
  if (!fields.operator)
    collector.note(rowIssue('operator-from-source', 'info', null, 'operator', request.source ?? null));

  const said = SAYS_SOMETHING.map((column) => fields[column]).filter((field) => field != null);
  let unanswered = 0;
  let onlyRemarked = 0;
  const factors: Record<string, number> = {};
  for (const [column, field] of Object.entries(fields)) {
    const unit = field ? (content.units?.[field] ?? unitInName(column, field)) : null;
    factors[column] = unitFactor(column, unit);
    if (unit !== null && factors[column] !== 1)
      collector.note(rowIssue('unit-converted', 'info', null, field!, unit, { factor: factors[column] }));
  }

  content.records.forEach((record, i) => {
    const { row, properties } = record;
    // A list of addresses that was filled in comes back with rows nobody has answered.
    if (said.every((field) => isNoValue(properties[field]))) {
      if (fields.remark && !isNoValue(properties[fields.remark])) onlyRemarked++;
      else unanswered++;
      collector.skip();
      return;
    }
    const problems: IntakeIssue[] = [];
    const text = (column: string): string | null => {
      const field = fields[column];
      if (!field || isNoValue(properties[field])) return null;
      return cleaner.clean(properties[field], field, row, problems);
    };
    const geometry = pointOf(places[i] ?? null);
    const street = text('street');
    const number = [text('house_number'), text('house_number_suffix')].filter((part) => part !== null);
    const address = {
      address_id: text('address_id'),
      street,
      house_number: number.length > 0 ? number.join('') : null,
      postcode: text('postcode'),
    };
    const operator = text('operator') ?? (fields.operator ? null : (request.source ?? null));
    if (operator === null)
      problems.push(rowIssue('value-missing', 'error', row, fields.operator ?? 'operator', null));
    if (address.address_id === null && (street === null || number.length === 0) && geometry === null)
      problems.push(rowIssue('address-missing', 'error', row, null, null));
    const planned = /plan|ausbau|zukunft/i.test(text('status') ?? '');
    const claims = [
      claimOf('technology', 'down_mbit', 'up_mbit', planned),
      claimOf('plan_technology', 'plan_down_mbit', 'plan_up_mbit', true),
    ].filter((claim) => claim !== null);
    if (claims.length === 0 && !problems.some(({ severity }) => severity === 'error'))
      problems.push(
        rowIssue('value-missing', 'error', row, fields.technology ?? fields.plan_technology!, null),
      );
    if (problems.some(({ severity }) => severity === 'error')) {
      collector.reject(row, properties, problems);
      return;
    }
    // One row of the file stays one row of the outcome, whether it says one thing or two.
    const values: Record<string, Scalar> = { ...address, operator, claims: JSON.stringify(claims) };
    collector.take({ row, key: String(row), values, geometry }, properties, problems);

    function pointOf(place: Geometry | null): Geometry | null {
      if (place === null || place.type !== 'Point') return null;
      if (crs.srid !== 4326 && crs.srid !== 4258) return place;
      const checked = checkPlace(row, place, request.treatment);
      if (checked.issue) problems.push(checked.issue);
      return checked.geometry;
    }

    function claimOf(technologyColumn: string, downColumn: string, upColumn: string, isPlan: boolean) {
      const word = text(technologyColumn);
      if (word === null) return null;
      const technology = parseTechnology(word);
      if (technology === null) {
        problems.push(rowIssue('technology-unknown', 'error', row, fields[technologyColumn]!, word));
        return null;
      }
      const down = speed(downColumn);
      const up = speed(upColumn);
      const impossible = impossibleSpeed(technology, down, up);
      if (impossible !== null) {
        const severity =
          decisionOf(request.treatment, 'speed-impossible', row) === 'accept' ? 'warning' : 'error';
        const params = { technology: word, down, up, reason: impossible };
        const value = `${down} / ${up}`;
        problems.push(rowIssue('speed-impossible', severity, row, fields[downColumn] ?? null, value, params));
      }
      return {
        technology: technology satisfies Technology,
        down_mbit: down,
        up_mbit: up,
        peak_time: !isPlan && isYes(text('peak_time')),
        planned: isPlan,
        binding: isPlan && isYes(text('plan_binding')),
        milestones: isPlan && text('plan_milestones') !== null && !isNo(text('plan_milestones')),
        ready_by: isPlan ? dateOf('plan_ready_by') : null,
        homes: isPlan ? null : homes(),
        remark: text('remark')?.slice(0, MOST_REMARK) ?? null,
      };
    }

    function homes(): 'connected' | 'passed' | null {
      const word = text('homes');
      if (word === null) return null;
      const found = HOMES.find(([pattern]) => pattern.test(word.trim()))?.[1] ?? null;
      // What it says of the line itself is not lost over this word.
      if (found === null) problems.push(rowIssue('homes-unknown', 'warning', row, fields.homes!, word));
      return found;
    }

    function speed(column: string): number | null {
      const value = text(column);
      if (value === null) return null;
      const raw = properties[fields[column]!];
      const stated = parseSpeed(typeof raw === 'number' ? raw : value, content.decimalComma);
      // A unit beside the figure counts more than that of the column.
      const factor = /bit|bps/i.test(value) ? 1 : (factors[column] ?? 1);
      const parsed = stated && { ...stated, mbit: stated.mbit * factor };
      // Less than a kbit/s is a slip, and what is much less no column holds.
      if (parsed === null || (parsed.mbit > 0 && parsed.mbit < 0.001)) {
        problems.push(rowIssue('not-a-number', 'error', row, fields[column]!, value));
        return null;
      }
      if (parsed.mbit > MAX_MBIT) {
        problems.push(rowIssue('number-too-large', 'error', row, fields[column]!, value));
        return null;
      }
      if (parsed.thousands)
        problems.push(
          rowIssue('thousands-point', 'warning', row, fields[column]!, value, { mbit: parsed.mbit }),
        );
      return parsed.mbit;
    }

    function dateOf(column: string): string | null {
      const value = text(column);
      if (value === null) return null;
      const iso = isoDate(value);
      if (iso === null) problems.push(rowIssue('not-a-date', 'error', row, fields[column]!, value));
      return iso;
    }
  });
  if (unanswered > 0)
    collector.note(rowIssue('not-answered', 'info', null, null, null, { count: unanswered }));
  if (onlyRemarked > 0)
    collector.note(rowIssue('only-remarked', 'warning', null, fields.remark!, null, { count: onlyRemarked }));
  collector.note(...cleaner.issues());
  return collector.result(crs.srid);
}

function hasPlace(content: RecordContent): boolean {
  try {
    geometryReader(content);
    return true;
  } catch {
    return false;
  }
}

const isYes = (text: string | null) => text !== null && /^(ja|j|yes|y|true|wahr|x|1)$/i.test(text);
const isNo = (text: string | null) => text !== null && /^(nein|n|no|false|falsch|0)$/i.test(text);
