import { addMonths } from '../funding/calendar-date.ts';
import type { Confidence, RuleValue } from '../funding/figure.ts';
import { impossibleSpeed } from '../intake/survey/speed.ts';
import type { Issue } from '../issue.ts';
import type { Technology } from '../supply/technologies.ts';
import type { AnswerClaim } from './answer.ts';

/** What answers are held against, as a dated data file (`data/funding/survey-plausibility-*.json`). */
export interface PlausibilityRules {
  readonly id: string;
  /** Usual highest speeds of a technology; one that has none is not held against any. */
  readonly speeds: Readonly<
    Partial<
      Record<
        Technology,
        {
          readonly downMbit: number;
          readonly upMbit: number;
          readonly source: string;
          readonly confidence: Confidence;
        }
      >
    >
  >;
  /** Addresses a month one operator is believed to build. */
  readonly buildRatePerMonth: RuleValue<number>;
  /** Share of promises that fall into the last twelve months of the horizon from which it is remarked. */
  readonly lateShare: RuleValue<number>;
}

/** A doubt or a remark about an answer, with the addresses it is about (database ids, ascending). */
export interface Finding extends Issue {
  readonly addressIds: readonly number[];
}

export interface PlausibilityInput {
  readonly claims: readonly AnswerClaim[];
  readonly rules: PlausibilityRules;
  /** Day the build could begin: start of the survey (ISO). */
  readonly onDate: string;
  readonly horizonYears: number;
  /** Overrides the entry of the data file. */
  readonly buildRatePerMonth: number | null;
}

/** Holds one answer against itself: speed against technology, build rate against time, plan against what is there. */
export function plausibilityFindings(input: PlausibilityInput): Finding[] {
  return [...speedFindings(input), ...rateFindings(input), ...lateFindings(input), ...plannedTwice(input)];
}

function speedFindings({ claims, rules }: PlausibilityInput): Finding[] {
  const impossible = new Map<Technology, number[]>();
  const unusual = new Map<Technology, number[]>();
  const missing: number[] = [];
  for (const claim of claims) {
    const { technology, downMbit, upMbit } = claim;
    if (downMbit === null) missing.push(claim.addressId);
    const usual = rules.speeds[technology];
    if (impossibleSpeed(technology, downMbit, upMbit) !== null)
      append(impossible, technology, claim.addressId);
    else if (usual && ((downMbit ?? 0) > usual.downMbit || (upMbit ?? 0) > usual.upMbit))
      append(unusual, technology, claim.addressId);
  }
  const found = [...impossible].map(([technology, ids]) =>
    finding('survey-speed-impossible', 'error', ids, { technology: technology.toUpperCase() }),
  );
  for (const [technology, ids] of unusual) {
    const { downMbit, upMbit, source, confidence } = rules.speeds[technology]!;
    found.push(
      finding('survey-speed-unusual', 'warning', ids, {
        technology: technology.toUpperCase(),
        downMbit,
        upMbit,
        source,
        confidence,
      }),
    );
  }
  if (missing.length > 0) found.push(finding('survey-speed-missing', 'warning', missing, {}));
  return found;
}

/** Promised addresses up to a day, held against what can be built until then. */
function rateFindings({ claims, rules, onDate, buildRatePerMonth }: PlausibilityInput): Finding[] {
  const rate = buildRatePerMonth ?? rules.buildRatePerMonth.value;
  const byDay = new Map<string, number[]>();
  for (const [addressId, readyBy] of earliestPromises(claims)) append(byDay, readyBy, addressId);
  const found: Finding[] = [];
  const ids: number[] = [];
  let worst: { readonly day: string; readonly count: number; readonly perMonth: number } | null = null;
  for (const day of [...byDay.keys()].sort()) {
    for (const id of byDay.get(day)!) ids.push(id);
    const perMonth = ids.length / Math.max(1, monthsBetween(onDate, day));
    if (perMonth > rate && perMonth > (worst?.perMonth ?? 0)) worst = { day, count: ids.length, perMonth };
  }
  if (worst) {
    const origin =
      buildRatePerMonth === null ? rules.buildRatePerMonth : { source: '–', confidence: 'given' };
    const { day, count } = worst;
    found.push(
      finding('survey-build-rate', 'warning', ids.slice(0, count), {
        readyBy: day,
        count,
        perMonth: Math.round(worst.perMonth),
        rate,
        source: origin.source,
        confidence: origin.confidence,
      }),
    );
  }
  return found;
}

/** Nearly everything promised for the end of the horizon. */
function lateFindings({ claims, rules, onDate, horizonYears }: PlausibilityInput): Finding[] {
  const promises = [...earliestPromises(claims)];
  const end = addMonths(onDate, 12 * horizonYears);
  const late = promises.filter(([, day]) => day > addMonths(end, -12) && day <= end).map(([id]) => id);
  const { value, source, confidence } = rules.lateShare;
  if (promises.length === 0 || horizonYears < 2 || late.length / promises.length < value) return [];
  const percent = Math.round((100 * late.length) / promises.length);
  return [finding('survey-late', 'info', late, { percent, end, source, confidence })];
}

/** Planned with a speed that the same answer says is there already. */
function plannedTwice({ claims }: PlausibilityInput): Finding[] {
  const existing = new Map<number, number>();
  for (const { addressId, planned, downMbit } of claims)
    if (!planned && downMbit !== null)
      existing.set(addressId, Math.max(existing.get(addressId) ?? 0, downMbit));
  const ids = claims
    .filter(
      ({ addressId, planned, downMbit }) =>
        planned && downMbit !== null && (existing.get(addressId) ?? -1) >= downMbit,
    )
    .map(({ addressId }) => addressId);
  return ids.length > 0 ? [finding('survey-planned-exists', 'warning', ids, {})] : [];
}

function append<Key>(map: Map<Key, number[]>, key: Key, addressId: number): void {
  const list = map.get(key);
  if (list) list.push(addressId);
  else map.set(key, [addressId]);
}

/** Earliest promised day of each address that has one. */
function earliestPromises(claims: readonly AnswerClaim[]): Map<number, string> {
  const days = new Map<number, string>();
  for (const { addressId, planned, readyBy } of claims) {
    if (!planned || readyBy === null) continue;
    const known = days.get(addressId);
    if (known === undefined || readyBy < known) days.set(addressId, readyBy);
  }
  return days;
}

/** Months from a day to another by the calendar; days beyond whole months count as shares of 30.4 days. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear, fromMonth, fromDay] = from.split('-').map(Number) as [number, number, number];
  const [toYear, toMonth, toDay] = to.split('-').map(Number) as [number, number, number];
  return 12 * (toYear - fromYear) + toMonth - fromMonth + (toDay - fromDay) / 30.4375;
}

/** A finding with its addresses, each once and ascending; `addresses` counts them for the sentence. */
export function finding(
  code: string,
  severity: Issue['severity'],
  addressIds: readonly number[],
  params: Readonly<Record<string, string | number>>,
): Finding {
  const ids = [...new Set(addressIds)].sort((a, b) => a - b);
  return { code, severity, addressIds: ids, params: { addresses: ids.length, ...params } };
}
