/** How well a statement is established. `unsure` is shown as unsure wherever it appears. */
export type Confidence = 'sure' | 'likely' | 'unsure';

export interface Wording {
  readonly de: string;
  readonly en: string;
}

/** One way to be supplied: a single network that gives both speeds. `null` means no demand. */
export interface SpeedThreshold {
  readonly downMbit: number;
  readonly upMbit: number | null;
}

/** What every dated statement of a rule set carries. `validTo` null: open, or its end is not established. */
export interface Stated {
  readonly text: Wording;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  /** Null where it is not established; never made up. */
  readonly paragraph: string | null;
  readonly confidence: Confidence;
}

/** Places that have rules of their own. */
export const CASE_PLACES = ['schools', 'business-parks', 'hospitals', 'public-buildings'] as const;
export type CasePlace = (typeof CASE_PLACES)[number];
/** What a need is counted by. */
export const NEED_UNITS = ['class', 'workplace', 'bed'] as const;
export type NeedUnit = (typeof NEED_UNITS)[number];

/** A need or a target of one kind of place. */
export interface SpecialCase extends Stated {
  readonly place: CasePlace;
  /** `mbit × (units + extra)`; `mbit` null where the figure is not established. Null where this states a target. */
  readonly need: { readonly mbit: number | null; readonly per: NeedUnit; readonly extra: number } | null;
  readonly target: { readonly downMbit: number; readonly upMbit: number } | null;
}

/** Limits of the money, each with its unit in its name. */
export const LIMIT_KINDS = [
  'federal-rate-percent',
  'federal-min-eur',
  'federal-max-eur',
  'own-share-min-percent',
  'total-max-eur',
] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];

export interface MoneyLimit extends Stated {
  readonly kind: LimitKind;
  readonly value: number;
}

/** How applications are ranked: the catalogue is one of `data/funding/scoring-*.json`. */
export interface ScoringRule extends Stated {
  readonly catalogue: string;
  readonly maxPoints: number;
  /** Points from which the fast lane is open; null where there is none. */
  readonly fastLanePoints: number | null;
}

/** A dated set of funding rules, as data (`data/rulebook/*.json`). Law that changes is a new file. */
export interface RuleSet {
  readonly id: string;
  readonly title: Wording;
  readonly summary: Wording;
  /** First and last day in force (ISO); null where open or not established. */
  readonly validFrom: string;
  readonly validTo: string | null;
  /** The rule set it takes the place of, which is in force up to the day before. */
  readonly supersedes?: string | null | undefined;
  readonly source: string;
  readonly confidence: Confidence;
  /** An address is supplied when one network meets one of these. */
  readonly upper: readonly SpeedThreshold[];
  readonly upperParagraph: string | null;
  /** Speeds count only as given under peak-time conditions (Spitzenlastzeitbedingungen). */
  readonly peakTime: boolean;
  readonly exclusions: {
    /** This many independent networks with at least `downMbit` make an address ineligible. */
    readonly networks: {
      readonly count: number;
      readonly downMbit: number;
      readonly paragraph?: string | null | undefined;
      readonly confidence: Confidence;
    } | null;
    /** A cable network (HFC) with at least `downMbit` makes an address ineligible. A switch where unsure. */
    readonly cable: {
      readonly downMbit: number;
      readonly enabled: boolean;
      readonly paragraph?: string | null | undefined;
      readonly confidence: Confidence;
    } | null;
    /** Self-build within the horizon makes an address ineligible when it is binding with a Meilensteinplan. */
    readonly selfBuild: {
      readonly downMbit: number;
      readonly upMbit: number | null;
      readonly milestones: boolean;
      /** Where it is written, where that is established. */
      readonly paragraph?: string | null | undefined;
      readonly confidence: Confidence;
    };
    /** Supply built with public money elsewhere makes an address ineligible. */
    readonly fundedElsewhere: {
      readonly enabled: boolean;
      readonly paragraph?: string | null | undefined;
      readonly confidence: Confidence;
    };
  };
  /** Years ahead that count as the relevant horizon. */
  readonly horizonYears: {
    readonly min: number;
    readonly max: number;
    readonly default: number;
    readonly confidence: Confidence;
  };
  /** Needs and targets of schools, business parks, hospitals, public buildings. */
  readonly specialCases?: readonly SpecialCase[] | undefined;
  readonly limits?: readonly MoneyLimit[] | undefined;
  readonly scoring?: readonly ScoringRule[] | undefined;
  /** What is not established about this rule set, said wherever it is used. */
  readonly notes: readonly { readonly confidence: Confidence; readonly text: Wording }[];
}

/** Classes of an address, from worst to best, then unknown. The order is the code in columns. */
export const CLASSES = ['weiss', 'hellgrau', 'dunkelgrau', 'versorgt', 'unklar'] as const;
export type SupplyClass = (typeof CLASSES)[number];

export const ELIGIBILITY = ['yes', 'no', 'unclear'] as const;
export type Eligibility = (typeof ELIGIBILITY)[number];

/** The rule that decided. The order is the code in columns. */
export const REASONS = [
  'below-threshold',
  'supplied',
  'committed',
  'networks',
  'cable',
  'funded-elsewhere',
  'unknown-speed',
  'no-claim',
  'unknown-date',
] as const;
export type Reason = (typeof REASONS)[number];

/** Wordings of classes, verdicts and reasons. */
export const WORDINGS: {
  readonly class: Readonly<Record<SupplyClass, Wording>>;
  readonly eligibility: Readonly<Record<Eligibility, Wording>>;
  readonly reason: Readonly<Record<Reason, Wording>>;
} = {
  class: {
    weiss: { de: 'weiß (unter 30 Mbit/s)', en: 'white (below 30 Mbit/s)' },
    hellgrau: { de: 'hellgrau (30 bis unter 100 Mbit/s)', en: 'light grey (30 to below 100 Mbit/s)' },
    dunkelgrau: {
      de: 'dunkelgrau (ab 100 Mbit/s, unter der Schwelle)',
      en: 'dark grey (100 Mbit/s or more, below the threshold)',
    },
    versorgt: { de: 'versorgt', en: 'supplied' },
    unklar: { de: 'unklar (Angabe fehlt)', en: 'unclear (a figure is missing)' },
  },
  eligibility: {
    yes: { de: 'förderfähig', en: 'eligible' },
    no: { de: 'nicht förderfähig', en: 'not eligible' },
    unclear: { de: 'ungeklärt', en: 'unclear' },
  },
  reason: {
    'below-threshold': { de: 'kein Netz erreicht die Schwelle', en: 'no network reaches the threshold' },
    supplied: { de: 'ein Netz erreicht die Schwelle', en: 'a network reaches the threshold' },
    committed: {
      de: 'verbindlicher Eigenausbau im Zeithorizont',
      en: 'binding self-build within the horizon',
    },
    networks: { de: 'mehrere unabhängige Netze', en: 'several independent networks' },
    cable: { de: 'Kabelnetz', en: 'cable network' },
    'funded-elsewhere': { de: 'anderswo gefördert', en: 'funded elsewhere' },
    'unknown-speed': { de: 'eine Geschwindigkeit ist nicht bekannt', en: 'a speed is not known' },
    'no-claim': { de: 'keine Angabe zur Versorgung', en: 'no claim of supply' },
    'unknown-date': {
      de: 'eine verbindliche Zusage nennt keinen Termin',
      en: 'a binding promise gives no date',
    },
  },
};
