import type { Issue } from '../issue.ts';
import type { Confidence } from './figure.ts';
import type { Cents } from './money.ts';
import { fastLanePoints, type Score, type ScoringCatalogue } from './score.ts';

/** Calls as a dated data file (`data/funding/programmes.json`). */
export interface ProgrammeData {
  readonly lueckenschlussParagraph: string;
  readonly calls: readonly {
    readonly id: string;
    readonly programme: 'gigabit' | 'lueckenschluss';
    readonly from: string;
    readonly to: string | null;
    readonly maxTotalCents?: Cents | null;
    readonly maxFederalCents?: Cents | null;
    readonly source: string;
    readonly confidence: Confidence;
  }[];
}

export interface ProgrammeInputs {
  /** Day the application would be filed, ISO date. */
  readonly onDate: string;
  readonly eligibleCents: Cents;
  readonly federalCents: Cents;
  readonly minFederalCents: Cents;
  /** Whether every eligible address of the Gemeinde, district or Ortsteil is in the application. */
  readonly coversWholeUnit: boolean;
  /** Whether the same Gemeinde files in the gigabit programme this year. */
  readonly gigabitSameYear: boolean;
  readonly score: Score;
}

export type ProgrammeId = 'fast-lane' | 'standard' | 'lueckenschluss';

export interface ProgrammeVerdict {
  readonly programme: ProgrammeId;
  /** `unknown` where the rules of that day, or a fact, are not established. */
  readonly fits: 'yes' | 'no' | 'unknown';
  readonly reasons: readonly Issue[];
}

/**
 * Which programme fits, one verdict each, and the first that does (`none` when no one does). A day for which
 * no call is known makes `yes` an `unknown`: nothing is claimed about calls that were not seen. No score
 * guarantees a grant in the standard programme, applications are ranked within the Land.
 */
export function programmesThatFit(
  inputs: ProgrammeInputs,
  data: ProgrammeData,
  catalogue: ScoringCatalogue,
): { verdicts: readonly ProgrammeVerdict[]; best: ProgrammeId | 'none' } {
  const verdicts = [
    fastLane(inputs, data, catalogue),
    verdict('standard', [...commonReasons(inputs), ...callReason(inputs, data, 'gigabit')]),
    lueckenschluss(inputs, data),
  ];
  // The ranked standard programme comes last: without fast-lane points the small one is the likelier way.
  const order: ProgrammeId[] = ['fast-lane', 'lueckenschluss', 'standard'];
  const fitting = (fits: 'yes' | 'unknown') =>
    order.find((id) => verdicts.some((entry) => entry.programme === id && entry.fits === fits));
  return { verdicts, best: fitting('yes') ?? fitting('unknown') ?? 'none' };
}

function fastLane(
  inputs: ProgrammeInputs,
  data: ProgrammeData,
  catalogue: ScoringCatalogue,
): ProgrammeVerdict {
  const reasons = [...commonReasons(inputs), ...callReason(inputs, data, 'gigabit')];
  const needed = fastLanePoints(catalogue, inputs.onDate);
  const { surePoints, assumedPoints, possiblePoints } = inputs.score;
  if (!needed) reasons.push(reason('fast-lane-points-not-established', 'warning', { onDate: inputs.onDate }));
  else if (possiblePoints < needed.value) {
    reasons.push(
      reason('too-few-points', 'error', { possiblePoints, neededPoints: needed.value, paragraph: null }),
    );
  } else if (surePoints < needed.value) {
    reasons.push(
      reason('points-not-certain', 'warning', {
        surePoints,
        assumedPoints,
        possiblePoints,
        neededPoints: needed.value,
      }),
    );
  }
  return verdict('fast-lane', reasons);
}

function lueckenschluss(inputs: ProgrammeInputs, data: ProgrammeData): ProgrammeVerdict {
  const paragraph = data.lueckenschlussParagraph;
  const reasons = [...commonReasons(inputs), ...callReason(inputs, data, 'lueckenschluss')];
  const call = callOn(inputs.onDate, data, 'lueckenschluss') ?? data.calls.findLast(isLueckenschluss);
  if (call?.maxTotalCents != null && inputs.eligibleCents > call.maxTotalCents) {
    reasons.push(
      reason('above-programme-maximum', 'error', {
        eligibleCents: inputs.eligibleCents,
        maxCents: call.maxTotalCents,
        call: call.id,
        paragraph,
      }),
    );
  }
  if (inputs.gigabitSameYear) reasons.push(reason('gigabit-application-same-year', 'error', { paragraph }));
  return verdict('lueckenschluss', reasons);
}

function commonReasons(inputs: ProgrammeInputs): Issue[] {
  const reasons: Issue[] = [];
  if (inputs.federalCents < inputs.minFederalCents) {
    reasons.push(
      reason('below-federal-minimum', 'error', {
        federalCents: inputs.federalCents,
        minCents: inputs.minFederalCents,
        paragraph: null,
      }),
    );
  }
  if (!inputs.coversWholeUnit) reasons.push(reason('unit-not-covered', 'error', { paragraph: null }));
  return reasons;
}

function callReason(
  inputs: ProgrammeInputs,
  data: ProgrammeData,
  programme: 'gigabit' | 'lueckenschluss',
): Issue[] {
  if (callOn(inputs.onDate, data, programme)) return [];
  const last = data.calls.findLast((call) => call.programme === programme);
  return [reason('no-call-established', 'warning', { onDate: inputs.onDate, lastCall: last?.id ?? null })];
}

/** The newest call that was open on a day. */
function callOn(onDate: string, data: ProgrammeData, programme: 'gigabit' | 'lueckenschluss') {
  return data.calls.findLast(
    (call) => call.programme === programme && call.from <= onDate && call.to !== null && onDate <= call.to,
  );
}

function isLueckenschluss(call: ProgrammeData['calls'][number]): boolean {
  return call.programme === 'lueckenschluss';
}

function verdict(programme: ProgrammeId, reasons: readonly Issue[]): ProgrammeVerdict {
  const has = (severity: Issue['severity']) => reasons.some((entry) => entry.severity === severity);
  return { programme, fits: has('error') ? 'no' : has('warning') ? 'unknown' : 'yes', reasons };
}

function reason(code: string, severity: Issue['severity'], params: Issue['params']): Issue {
  return { code, severity, params };
}
