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
  readonly upperDown: Float64Array;
  /** 0 where the threshold demands no upload. */
  readonly upperUp: Float64Array;
  readonly networksCount: number;
  readonly networksDown: number;
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

/** Makes a rule set ready. The horizon ends on the same calendar day so many years on. */
export function compileRules(ruleSet: RuleSet, options: CompileOptions): CompiledRules {
  const { exclusions } = ruleSet;
  const years = options.horizonYears ?? ruleSet.horizonYears.default;
  const end = new Date(options.onDay * 86_400_000);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  const cable = exclusions.cable && (options.excludeCable ?? exclusions.cable.enabled);
  return {
    ruleSet,
    onDay: options.onDay,
    horizonEndDay: Math.round(end.getTime() / 86_400_000),
    upperDown: Float64Array.from(ruleSet.upper, (threshold) => threshold.downMbit),
    upperUp: Float64Array.from(ruleSet.upper, (threshold) => threshold.upMbit ?? 0),
    networksCount: exclusions.networks?.count ?? 0,
    networksDown: exclusions.networks?.downMbit ?? 0,
    cableDown: cable ? exclusions.cable!.downMbit : 0,
    selfBuildDown: exclusions.selfBuild.downMbit,
    selfBuildUp: exclusions.selfBuild.upMbit ?? 0,
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
const NO_CLAIM = reason('no-claim');

/**
 * Classifies every address in one pass over its claims. The order of the rules is that of the funding practice:
 * supplied, two networks, cable, self-build, funded elsewhere, unknown, below the threshold. A threshold is met by one
 * network alone. A missing speed makes an address unclear, never eligible, unless a known claim decides.
 */
export function classify(table: AddressTable, rules: CompiledRules): Classification {
  const { claims } = table;
  const { start, downMbit, upMbit, flags, technology, operatorIndex, readyByDay } = claims;
  const classCode = new Uint8Array(table.length);
  const eligibleCode = new Uint8Array(table.length);
  const reasonCode = new Uint8Array(table.length);
  const { upperDown, upperUp, networksCount, networksDown, cableDown, horizonEndDay, onDay } = rules;
  const thresholds = upperDown.length;

  for (let i = 0; i < table.length; i++) {
    let bestDown = -1;
    let unknown = false;
    let supplied = false;
    let committed = false;
    let cable = false;
    let funded = false;
    let networks = 0;
    let operatorsSeen = 0;
    let existing = 0;
    const from = start[i]!;
    const to = start[i + 1]!;
    for (let c = from; c < to; c++) {
      const flag = flags[c]!;
      const down = downMbit[c]!;
      const up = upMbit[c]!;
      if (flag & CLAIM_FLAG.fundedElsewhere) funded = true;
      if (flag & CLAIM_FLAG.planned) {
        const day = readyByDay[c]!;
        const counts =
          (flag & CLAIM_FLAG.binding) !== 0 &&
          (!rules.selfBuildMilestones || (flag & CLAIM_FLAG.milestones) !== 0);
        if (counts && day !== 0 && day <= horizonEndDay && day >= onDay) {
          // A promise that does not say its speed promises nothing.
          if (down >= rules.selfBuildDown && (rules.selfBuildUp === 0 || up >= rules.selfBuildUp))
            committed = true;
        }
        continue;
      }
      existing++;
      if (rules.requirePeakTimeStatement && !(flag & CLAIM_FLAG.peakTime)) {
        unknown = true;
        continue;
      }
      if (Number.isNaN(down)) unknown = true;
      else if (down > bestDown) bestDown = down;
      for (let t = 0; t < thresholds; t++) {
        if (down >= upperDown[t]!) {
          if (upperUp[t] === 0 || up >= upperUp[t]!) supplied = true;
          else if (Number.isNaN(up)) unknown = true;
        }
      }
      if (networksCount > 0 && down >= networksDown) {
        // Independent networks: each operator counts once. Up to 31 operators are told apart by a bit.
        const bit = 1 << (operatorIndex[c]! & 31);
        if (!(operatorsSeen & bit)) {
          operatorsSeen |= bit;
          networks++;
        }
      }
      if (cableDown > 0 && technology[c] === HFC && down >= cableDown) cable = true;
    }

    const speedClass = bestDown < 0 ? UNKLAR : bestDown < 30 ? WEISS : bestDown < 100 ? HELLGRAU : DUNKELGRAU;
    if (supplied) {
      classCode[i] = VERSORGT!;
      eligibleCode[i] = NO;
      reasonCode[i] = SUPPLIED;
      continue;
    }
    // What is missing could still lift the address over the threshold; its class is then not known.
    classCode[i] = unknown || existing === 0 ? UNKLAR! : speedClass;
    if (networksCount > 0 && networks >= networksCount) [eligibleCode[i], reasonCode[i]] = [NO, NETWORKS];
    else if (cable) [eligibleCode[i], reasonCode[i]] = [NO, CABLE];
    else if (committed) [eligibleCode[i], reasonCode[i]] = [NO, COMMITTED];
    else if (funded && rules.fundedElsewhere) [eligibleCode[i], reasonCode[i]] = [NO, FUNDED];
    else if (existing === 0) [eligibleCode[i], reasonCode[i]] = [UNCLEAR, NO_CLAIM];
    else if (unknown) [eligibleCode[i], reasonCode[i]] = [UNCLEAR, UNKNOWN_SPEED];
    else [eligibleCode[i], reasonCode[i]] = [YES, BELOW];
  }
  return { classCode, eligibleCode, reasonCode };
}
