import { type AddressTable, CLAIM_FLAG } from '../columns/address-table.ts';
import { TECHNOLOGIES } from '../supply/technologies.ts';
import { CLASSES, ELIGIBILITY, REASONS, type RuleSet } from './rule-set.ts';

export interface CompileOptions {
  /** Day of the evaluation in days since 1970-01-01; promises count from it. */
  readonly onDay: number;
  /** Years of the relevant horizon; the rule set's default when not given. */
  readonly horizonYears?: number;
  /** Overrides the switch of the unsure cable exclusion. */
  readonly excludeCable?: boolean;
  /**
   * Whether a claim counts as peak-time supply only when it says so. Off by default: operators state the speed they
   * market, most claims say nothing of peak time, and refusing them all would call supplied streets eligible.
   */
  readonly requirePeakTimeStatement?: boolean;
}

/** A rule set made ready for the inner loop: numbers only. */
export interface CompiledRules {
  readonly ruleSet: RuleSet;
  readonly onDay: number;
  readonly horizonEndDay: number;
  /** Single precision like the claims they are held against: 16.7 in a rule meets 16.7 in a claim. */
  readonly upperDown: Float32Array;
  /** 0 where the threshold demands no upload. */
  readonly upperUp: Float32Array;
  readonly networksCount: number;
  readonly networksDown: number;
  /** 0 where no cable network is excluded. */
  readonly cableDown: number;
  readonly selfBuildDown: number;
  readonly selfBuildUp: number;
  readonly selfBuildMilestones: boolean;
  readonly fundedElsewhere: boolean;
  readonly requirePeakTimeStatement: boolean;
}

/** One code per address; names in `CLASSES`, `ELIGIBILITY`, `REASONS`. */
export interface Classification {
  readonly classCode: Uint8Array;
  readonly eligibleCode: Uint8Array;
  readonly reasonCode: Uint8Array;
}

/** Days since 1970-01-01 of an ISO date. */
export function dayOf(isoDate: string): number {
  return Math.round(Date.parse(`${isoDate}T00:00:00Z`) / 86_400_000);
}

/**
 * The same calendar day so many years on; where that year has no such day (29 February), the last of the month, as
 * § 188 Abs. 3 BGB counts periods and `date + interval` in SQL does.
 */
export function yearsAfter(day: number, years: number): number {
  const date = new Date(day * 86_400_000);
  const month = date.getUTCMonth();
  date.setUTCFullYear(date.getUTCFullYear() + years);
  if (date.getUTCMonth() !== month) date.setUTCDate(0);
  return Math.round(date.getTime() / 86_400_000);
}

/** Makes a rule set ready. */
export function compileRules(ruleSet: RuleSet, options: CompileOptions): CompiledRules {
  const { exclusions } = ruleSet;
  const years = options.horizonYears ?? ruleSet.horizonYears.default;
  const cable = exclusions.cable && (options.excludeCable ?? exclusions.cable.enabled);
  return {
    ruleSet,
    onDay: options.onDay,
    horizonEndDay: yearsAfter(options.onDay, years),
    upperDown: Float32Array.from(ruleSet.upper, (threshold) => threshold.downMbit),
    upperUp: Float32Array.from(ruleSet.upper, (threshold) => threshold.upMbit ?? 0),
    networksCount: exclusions.networks?.count ?? 0,
    networksDown: Math.fround(exclusions.networks?.downMbit ?? 0),
    cableDown: cable ? Math.fround(exclusions.cable!.downMbit) : 0,
    selfBuildDown: Math.fround(exclusions.selfBuild.downMbit),
    selfBuildUp: Math.fround(exclusions.selfBuild.upMbit ?? 0),
    selfBuildMilestones: exclusions.selfBuild.milestones,
    fundedElsewhere: exclusions.fundedElsewhere.enabled,
    requirePeakTimeStatement: ruleSet.peakTime && (options.requirePeakTimeStatement ?? false),
  };
}

const HFC = TECHNOLOGIES.indexOf('hfc');
const [WEISS, HELLGRAU, DUNKELGRAU, VERSORGT, UNKLAR] = CLASSES.map((_, i) => i) as [
  number,
  number,
  number,
  number,
  number,
];
const YES = ELIGIBILITY.indexOf('yes');
const NO = ELIGIBILITY.indexOf('no');
const UNCLEAR = ELIGIBILITY.indexOf('unclear');
const reason = (name: (typeof REASONS)[number]) => REASONS.indexOf(name);
const BELOW = reason('below-threshold');
const SUPPLIED = reason('supplied');
const COMMITTED = reason('committed');
const NETWORKS = reason('networks');
const CABLE = reason('cable');
const FUNDED = reason('funded-elsewhere');
const UNKNOWN_SPEED = reason('unknown-speed');
const UNKNOWN_DATE = reason('unknown-date');
const NO_CLAIM = reason('no-claim');

/**
 * Classifies every address in one pass over its claims. The order of the rules is that of the funding practice:
 * supplied, several networks, cable, self-build, funded elsewhere, unknown, below the threshold. A threshold is met by
 * one network alone. A missing value that could lift an address over a threshold makes it unclear, never eligible,
 * unless a known claim decides; one that could not (the upload of a 16 Mbit/s line) changes nothing.
 */
export function classify(table: AddressTable, rules: CompiledRules): Classification {
  const { claims } = table;
  const { start, downMbit, upMbit, flags, technology, operatorIndex, readyByDay } = claims;
  const classCode = new Uint8Array(table.length);
  const eligibleCode = new Uint8Array(table.length);
  const reasonCode = new Uint8Array(table.length);
  const { upperDown, upperUp, networksCount, networksDown, cableDown, horizonEndDay, onDay } = rules;
  const { selfBuildDown, selfBuildUp, selfBuildMilestones, requirePeakTimeStatement } = rules;
  const thresholds = upperDown.length;
  /** The last address (+ 1) at which an operator was counted as a network: each counts once per address. */
  const countedAt = new Uint32Array(256);

  for (let i = 0; i < table.length; i++) {
    let bestDown = -1;
    let unknownSpeed = false;
    let unknownPromise = false;
    let unknownDate = false;
    let supplied = false;
    let committed = false;
    let cable = false;
    let funded = false;
    let networks = 0;
    let existing = 0;
    const from = start[i]!;
    const to = start[i + 1]!;
    for (let c = from; c < to; c++) {
      const flag = flags[c]!;
      const down = downMbit[c]!;
      const up = upMbit[c]!;
      // In the strict reading a speed without the statement is an upper bound: it may lift an address, or not.
      const stated = !requirePeakTimeStatement || (flag & CLAIM_FLAG.peakTime) !== 0;
      const isNetwork = networksCount > 0 && down >= networksDown;
      if (flag & CLAIM_FLAG.fundedElsewhere) funded = true;
      if (flag & CLAIM_FLAG.planned) {
        const counts =
          (flag & CLAIM_FLAG.binding) !== 0 && (!selfBuildMilestones || (flag & CLAIM_FLAG.milestones) !== 0);
        if (!counts) continue;
        const fast = down >= selfBuildDown;
        const commits = fast && (selfBuildUp === 0 || up >= selfBuildUp);
        const mayCommit = commits || Number.isNaN(down) || (fast && Number.isNaN(up));
        const day = readyByDay[c]!;
        if (day === 0) {
          if (mayCommit || isNetwork) unknownDate = true;
          continue;
        }
        if (day < onDay || day > horizonEndDay) continue;
        if (commits && stated) committed = true;
        else if (mayCommit) unknownPromise = true;
        if (!isNetwork) continue;
        if (!stated) {
          unknownPromise = true;
          continue;
        }
      } else {
        existing++;
        if (Number.isNaN(down)) unknownSpeed = true;
        else if (down > bestDown) bestDown = down;
        for (let t = 0; t < thresholds; t++) {
          if (down >= upperDown[t]!) {
            if (upperUp[t] === 0 || up >= upperUp[t]!) {
              if (stated) supplied = true;
              else unknownSpeed = true;
            } else if (Number.isNaN(up)) unknownSpeed = true;
          }
        }
        if (cableDown > 0 && technology[c] === HFC && down >= cableDown) {
          if (stated) cable = true;
          else unknownSpeed = true;
        }
        if (!isNetwork) continue;
        if (!stated) {
          unknownSpeed = true;
          continue;
        }
      }
      // Independent networks that give or are expected to give the speed: each operator counts once.
      const operator = operatorIndex[c]!;
      if (countedAt[operator] !== i + 1) {
        countedAt[operator] = i + 1;
        networks++;
      }
    }

    if (supplied) {
      classCode[i] = VERSORGT;
      eligibleCode[i] = NO;
      reasonCode[i] = SUPPLIED;
      continue;
    }
    // What is missing could still lift the address over the threshold; its class is then not known.
    const known = existing > 0 && !unknownSpeed;
    classCode[i] = !known ? UNKLAR : bestDown < 30 ? WEISS : bestDown < 100 ? HELLGRAU : DUNKELGRAU;
    let eligible = NO;
    let why = BELOW;
    if (networksCount > 0 && networks >= networksCount) why = NETWORKS;
    else if (cable) why = CABLE;
    else if (committed) why = COMMITTED;
    else if (funded && rules.fundedElsewhere) why = FUNDED;
    else {
      const unclear = !known || unknownPromise || unknownDate;
      eligible = unclear ? UNCLEAR : YES;
      if (existing === 0) why = NO_CLAIM;
      else if (unknownSpeed || unknownPromise) why = UNKNOWN_SPEED;
      else if (unknownDate) why = UNKNOWN_DATE;
    }
    eligibleCode[i] = eligible;
    reasonCode[i] = why;
  }
  return { classCode, eligibleCode, reasonCode };
}
