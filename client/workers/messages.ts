import type { MultiPolygon, Polygon } from 'geojson';
import type { Claim } from '#core/rulebook/claim.ts';
import type { Verdict } from '#core/rulebook/compare.ts';
import type { Contradiction } from '#core/rulebook/contradictions.ts';
import type { ReasonStep } from '#core/rulebook/explain.ts';
import type { Eligibility, RuleSet, SupplyClass } from '#core/rulebook/rule-set.ts';

/** Figures of an area, named with their units. The server measures the same names when it saves. */
export interface AreaFigures {
  readonly areaM2: number;
  readonly outlineM: number;
  readonly addresses: number;
  readonly households: number;
  readonly businesses: number;
  readonly schools: number;
  /** Addresses eligible under the chosen rule set. */
  readonly eligible: number;
}

/** Addresses that an area shares with another kept area. */
export interface Overlap {
  readonly key: string;
  readonly addresses: number;
}

/** What the page knows of the loaded address table. */
export interface TableInfo {
  readonly addresses: number;
  readonly households: number;
  readonly businesses: number;
  readonly claims: number;
  readonly operators: readonly string[];
  readonly sources: readonly string[];
  readonly loadMs: number;
}

export interface RuleSetInfo {
  readonly id: string;
  /** Not released: for trying, in force on no day. */
  readonly draft: boolean;
  readonly title: Text;
  readonly summary: Text;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly source: string;
  /** How well the rule set as a whole is established. */
  readonly confidence: Confidence;
  /** What it decides by, as one text: two rule sets of the same judge every address alike. */
  readonly judgesBy: string;
  /** What is not established about it. */
  readonly notes: readonly { readonly confidence: Confidence; readonly text: Text }[];
}

export type Confidence = 'sure' | 'likely' | 'unsure';

export interface Text {
  readonly de: string;
  readonly en: string;
}

export interface ClassCount {
  readonly id: string;
  readonly title: { readonly de: string; readonly en: string };
  /** What the class means for funding; the map colours by it. */
  readonly tone: ClassTone;
  readonly addresses: number;
  readonly households: number;
  readonly businesses: number;
}

/** How a class is drawn: each tone has a colour and a shape of its own. */
export type ClassTone =
  | 'worst'
  | 'eligible'
  | 'near'
  | 'served'
  | 'committed'
  | 'funded'
  | 'unclear'
  | 'excluded';

export interface Classification {
  /** Grows with every classification; tiles are asked for by it. */
  readonly revision: number;
  readonly rules: string;
  readonly classes: readonly ClassCount[];
  readonly classifyMs: number;
}

export interface Proposal {
  /** Stable while its addresses stay together: made of its lowest address id. */
  readonly key: string;
  readonly figures: AreaFigures;
  readonly district: string | null;
  readonly geometry: MultiPolygon;
  /** West, south, east, north in degrees. */
  readonly bbox: readonly [number, number, number, number];
}

export interface Proposals {
  readonly areas: readonly Proposal[];
  readonly totals: AreaFigures;
  /** Eligible addresses in clusters too small to be proposed. */
  readonly leftOver: number;
  readonly delineateMs: number;
}

/** Every address is in exactly one bucket; the buckets always add up to all of them. */
export interface Ledger {
  readonly total: number;
  readonly buckets: readonly { readonly id: LedgerBucket; readonly addresses: number }[];
}
export type LedgerBucket =
  | 'served'
  | 'committed'
  | 'funded-elsewhere'
  | 'in-area'
  | 'excluded'
  | 'unclear'
  | 'eligible-open';

export interface BucketAddress {
  readonly id: number;
  readonly district: string;
  readonly households: number;
  readonly businesses: number;
  readonly classTitle: Text;
  readonly lon: number;
  readonly lat: number;
}

/** One bucket of the ledger: its addresses, most households and businesses first. */
export interface BucketContent {
  /** Tiles are asked for by it. */
  readonly revision: number;
  readonly addresses: readonly BucketAddress[];
  readonly households: number;
  readonly bbox: BBox | null;
}

/** West, south, east, north in degrees. */
export type BBox = readonly [number, number, number, number];

export interface KeptArea {
  readonly key: string;
  readonly geometry: MultiPolygon;
}

export interface DistrictClasses {
  readonly level: string;
  /** Empty for the addresses in no district of the level. */
  readonly district: string;
  readonly addresses: number;
  readonly households: number;
  readonly businesses: number;
  /** Addresses by class, in the order of `Classification.classes`. */
  readonly byClass: readonly number[];
}

export interface Explanation {
  readonly classId: string;
  readonly classTitle: { readonly de: string; readonly en: string };
  readonly tone: ClassTone;
  readonly eligible: 'yes' | 'no' | 'unclear';
  /** Eligibility and the reason for it, in a sentence. */
  readonly verdict: Text;
  /** How well the rule that decided is established. */
  readonly confidence: Confidence;
  /** 0 to 100: age, kind and agreement of the claims the verdict rests on. */
  readonly evidencePercent: number;
  /** Every rule in order, with the claims it looked at by their place in `claims`. */
  readonly steps: readonly ReasonStep[];
  readonly claims: readonly Claim[];
  /** The claim that decided, else the fastest existing one. */
  readonly winning: number | null;
  readonly contradictions: readonly Contradiction[];
  /** Key of the kept area that holds the address. */
  readonly areaKey: string | null;
}

/** One side of a comparison: a rule set, judged at a day (ISO). */
export interface ComparedSide {
  readonly rules: string;
  readonly referenceDate: string;
  /** State of the supply data on this day; the newest when not given. */
  readonly dataDate?: string | null;
}

/** A cell of one of the two matrices: from a verdict or class before to one after. */
export interface CellFilter {
  readonly by: 'eligible' | 'class';
  readonly from: string;
  readonly to: string;
}

export interface ChangeCell {
  readonly from: string;
  readonly to: string;
  readonly addresses: number;
  readonly households: number;
}

/** What a change means for funding: now eligible, no longer, now unclear, no longer unclear and not eligible, else. */
export type ChangeKind = 'same' | 'gained' | 'lost' | 'opened' | 'settled' | 'other';

export interface DistrictChanges {
  readonly level: string;
  /** Empty for the addresses in no district of the level. */
  readonly district: string;
  readonly addresses: number;
  /** Addresses by kind of change, in the order of `ComparisonFigures.kinds`. */
  readonly kinds: readonly number[];
  readonly householdsByKind: readonly number[];
}

export interface ReasonChange {
  readonly from: { readonly eligible: Eligibility; readonly class: SupplyClass; readonly reason: Text };
  readonly to: { readonly eligible: Eligibility; readonly class: SupplyClass; readonly reason: Text };
  readonly sameReason: boolean;
  readonly addresses: number;
  readonly households: number;
}

/** Two classifications beside each other. Cells, kinds and each level of districts add up to all addresses. */
export interface ComparisonFigures {
  readonly addresses: number;
  readonly households: number;
  /** Addresses whose class, eligibility or reason differs. */
  readonly changed: number;
  readonly eligibilityChanged: number;
  readonly kinds: readonly {
    readonly id: ChangeKind;
    readonly addresses: number;
    readonly households: number;
  }[];
  readonly byEligibility: readonly ChangeCell[];
  readonly byClass: readonly ChangeCell[];
  readonly reasons: readonly ReasonChange[];
  readonly districts: readonly DistrictChanges[];
}

export interface ComparisonResult extends ComparisonFigures {
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  readonly compareMs: number;
}

export interface ChangedAddress {
  readonly id: number;
  readonly district: string;
  /** EPSG:25832 */
  readonly eastingM: number;
  readonly northingM: number;
  readonly households: number;
  readonly from: Verdict;
  readonly to: Verdict;
}

interface Message<Request, Result> {
  readonly request: Request;
  readonly result: Result;
}

/** All that can be asked of the worker. Coordinates cross this border in EPSG:4326, longitude first. */
export interface Messages {
  load: Message<{ columnsUrl: string; districtsUrl: string; schoolsUrl: string }, TableInfo>;
  /** Those that ship and the given ones of the house. */
  ruleSets: Message<{ released: readonly RuleSet[]; drafts: readonly RuleSet[] }, readonly RuleSetInfo[]>;
  classify: Message<{ rules: string; referenceDate: string }, Classification>;
  keepAreas: Message<
    { areas: readonly KeptArea[] },
    {
      figures: Readonly<Record<string, AreaFigures>>;
      /** By key of the area: the others that hold addresses of it too. */
      overlaps: Readonly<Record<string, readonly Overlap[]>>;
    }
  >;
  /** Without `cut` the outlines reach beyond the city's limits: the quick answer while a slider moves. */
  propose: Message<{ reachM: number; minAddresses: number; cut: boolean }, Proposals>;
  ledger: Message<Record<string, never>, Ledger>;
  /** From here on the map draws this bucket alone; null: every address. */
  showBucket: Message<{ bucket: LedgerBucket | null }, BucketContent>;
  measure: Message<{ geometry: Polygon | MultiPolygon }, AreaFigures>;
  split: Message<{ geometry: MultiPolygon; line: readonly (readonly [number, number])[] }, EditResult>;
  join: Message<{ geometries: readonly MultiPolygon[] }, EditResult>;
  subtract: Message<{ geometry: MultiPolygon; others: readonly MultiPolygon[] }, EditResult>;
  simplify: Message<{ geometry: MultiPolygon; toleranceM: number }, EditResult>;
  clean: Message<{ geometry: MultiPolygon }, EditResult>;
  statistics: Message<Record<string, never>, readonly DistrictClasses[]>;
  /** With `claims`, those are judged: the page knows the dates of their sources, the columns do not. */
  explain: Message<{ id: number; claims?: readonly Claim[] }, Explanation | null>;
  compare: Message<{ a: ComparedSide; b: ComparedSide }, ComparisonResult>;
  /** Which changes the map draws; every new answer has tiles of its own. */
  showChanges: Message<
    { cell: CellFilter | null },
    { revision: number; addresses: number; bbox: BBox | null }
  >;
  changedAddresses: Message<{ cell: CellFilter | null }, readonly ChangedAddress[]>;
  changeTile: Message<{ z: number; x: number; y: number; revision: number }, ArrayBuffer>;
  tile: Message<{ z: number; x: number; y: number; revision: number }, ArrayBuffer>;
}

/** The new areas, or why there are none: an issue in both languages. */
export type EditResult =
  | { readonly ok: true; readonly geometries: readonly MultiPolygon[] }
  | { readonly ok: false; readonly reason: { readonly de: string; readonly en: string } };

export type MessageType = keyof Messages;

export type ToWorker =
  | {
      readonly [T in MessageType]: {
        readonly id: number;
        readonly type: T;
        readonly request: Messages[T]['request'];
      };
    }[MessageType]
  | { readonly abort: number };

export type FromWorker =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly message: string; readonly code: string } }
  | { readonly progress: number | null };
