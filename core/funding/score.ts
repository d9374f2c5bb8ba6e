import { isInForce } from '../rulebook/in-force.ts';
import { type Confidence, type RuleValue, weakest } from './figure.ts';

type Measure = 'whiteShare' | 'synergyMet' | 'inhabitantsPerKm2' | 'municipalities';

/** Points catalogue as a dated data file (`data/funding/scoring-*.json`). */
export interface ScoringCatalogue {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly maxPoints: RuleValue<number>;
  /** From the rule set alone (`catalogueUnder`): a catalogue that ships states none. */
  readonly fastLane: readonly { validFrom: string; validTo: string | null; points: RuleValue<number> }[];
  readonly criteria: readonly {
    readonly key: string;
    readonly measure: Measure;
    /** Value with full points; `reach` says whether above it, below it, or already at it (or beyond). */
    readonly full: RuleValue<number>;
    readonly reach: 'above' | 'below' | 'at';
    readonly points: RuleValue<number>;
    /** Where an assumed linear scale begins; null = no points short of full ones. */
    readonly zeroAt: RuleValue<number> | null;
    /** Entered steps short of full points; they take the place of the linear scale. */
    readonly steps?: RuleValue<readonly { readonly at: number; readonly points: number }[]> | null;
  }[];
}

/** Facts of one application; null where not known. */
export interface ScoreInputs {
  readonly addresses: number;
  readonly whiteAddresses: number | null;
  /** Whether binding self-build after the survey falls short of the potential; null = not known. */
  readonly synergyMet: boolean | null;
  readonly inhabitants: number | null;
  readonly areaKm2: number | null;
  readonly municipalities: number;
}

export interface CriterionScore {
  readonly key: string;
  /** What was measured; null where not known. */
  readonly measured: number | null;
  readonly maxPoints: number;
  /** Points that the catalogue certainly gives. */
  readonly surePoints: number;
  /** Points with the assumed linear scale. */
  readonly assumedPoints: number;
  /** Points that are still possible while a fact is missing. */
  readonly possiblePoints: number;
  readonly confidence: Confidence;
}

export interface Score {
  readonly criteria: readonly CriterionScore[];
  readonly surePoints: number;
  readonly assumedPoints: number;
  readonly possiblePoints: number;
  readonly maxPoints: number;
  /** What would raise the score most, first; criteria that are full are left out. */
  readonly raises: readonly {
    readonly key: string;
    readonly missingPoints: number;
    readonly fullAt: number;
  }[];
}

/** Points of an application. Intermediate steps are an assumption and kept apart from what is certain. */
export function score(inputs: ScoreInputs, catalogue: ScoringCatalogue): Score {
  const measured = measures(inputs);
  const criteria = catalogue.criteria.map((criterion): CriterionScore => {
    const value = measured[criterion.measure];
    const maxPoints = criterion.points.value;
    const isFull = value !== null && reaches(value, criterion.full.value, criterion.reach);
    const zeroAt = criterion.zeroAt?.value;
    const linear =
      value === null || zeroAt === undefined ? 0 : (value - zeroAt) / (criterion.full.value - zeroAt);
    const between = criterion.steps
      ? stepPoints(value, criterion.steps.value, criterion.reach, maxPoints)
      : Math.floor(maxPoints * Math.min(1, Math.max(0, linear)));
    const assumed = isFull ? maxPoints : between;
    return {
      key: criterion.key,
      measured: value,
      maxPoints,
      surePoints: isFull ? maxPoints : 0,
      assumedPoints: assumed,
      possiblePoints: value === null ? maxPoints : assumed,
      confidence: isFull ? weakest(criterion.full.confidence, criterion.points.confidence) : 'assumed',
    };
  });
  const sum = (of: (criterion: CriterionScore) => number) =>
    criteria.reduce((total, criterion) => total + of(criterion), 0);
  return {
    criteria,
    surePoints: sum((criterion) => criterion.surePoints),
    assumedPoints: sum((criterion) => criterion.assumedPoints),
    possiblePoints: sum((criterion) => criterion.possiblePoints),
    maxPoints: catalogue.maxPoints.value,
    raises: criteria
      .map((criterion, index) => ({
        key: criterion.key,
        missingPoints: criterion.maxPoints - criterion.assumedPoints,
        fullAt: catalogue.criteria[index]!.full.value,
      }))
      .filter((raise) => raise.missingPoints > 0)
      .sort((a, b) => b.missingPoints - a.missingPoints),
  };
}

/** Points the fast lane asked for on a day (ISO date); null where none is established for it. */
export function fastLanePoints(catalogue: ScoringCatalogue, onDate: string): RuleValue<number> | null {
  const entry = catalogue.fastLane.find((lane) => isInForce(lane, onDate));
  return entry?.points ?? null;
}

function measures(inputs: ScoreInputs): Record<Measure, number | null> {
  const { addresses, whiteAddresses, inhabitants, areaKm2, synergyMet } = inputs;
  return {
    whiteShare: whiteAddresses === null || addresses <= 0 ? null : whiteAddresses / addresses,
    synergyMet: synergyMet === null ? null : Number(synergyMet),
    inhabitantsPerKm2:
      inhabitants === null || areaKm2 === null || areaKm2 <= 0 ? null : inhabitants / areaKm2,
    municipalities: inputs.municipalities,
  };
}

/** Points of the best step that a value reaches; a step counts at its value, whichever way is better. */
function stepPoints(
  value: number | null,
  steps: readonly { readonly at: number; readonly points: number }[],
  reach: 'above' | 'below' | 'at',
  maxPoints: number,
): number {
  if (value === null) return 0;
  const reached = steps.filter(({ at }) => (reach === 'below' ? value <= at : value >= at));
  return Math.min(maxPoints, Math.max(0, ...reached.map(({ points }) => points)));
}

function reaches(value: number, full: number, reach: 'above' | 'below' | 'at'): boolean {
  if (reach === 'above') return value > full;
  return reach === 'below' ? value < full : value >= full;
}
