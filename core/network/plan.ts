import type { DimensioningRules } from './dimensioning-rules.ts';
import type { PriceCatalogue, PriceLevel } from './price-catalogue.ts';
import type { Point, StreetLine } from './street-graph.ts';

/** Whole cents at each level of price. */
export type LevelCents = Readonly<Record<PriceLevel, number>>;
/** Easting and northing in metres, EPSG:25832. */
export type Place = readonly [eastingM: number, northingM: number];

/** Something to connect. */
export interface NetworkTarget extends Point {
  /** Must be unique; comes back in `drops`. */
  readonly id: string;
  readonly kind: 'address' | 'school' | 'business-park' | 'public-building' | 'census-cell' | 'other';
  /** Dwellings and businesses behind it; at least 1 is counted. */
  readonly homes: number;
  /** Cost is told for each area; targets without one are told together. */
  readonly area?: string | null;
  /** False: the trench passes, the drop is not built now. Default true. */
  readonly connect?: boolean;
}

export interface FeedingPoint extends Point {
  readonly name?: string;
  /** True where it stands already and costs nothing. */
  readonly exists?: boolean;
}

/** Ducts that are there, or works of others whose trench may be shared. */
export interface ExistingLine {
  readonly id: string;
  readonly kind: 'existing-duct' | 'joint-trench';
  readonly line: readonly Place[];
  /** Year of the works of others, for the phases. */
  readonly year?: number | null;
}

/** What the planner wants, by edge id (`PlanEdge.id`). Ids outlive a change of targets: pieces of the line are found. */
export interface EdgeWishes {
  /** Must be dug. */
  readonly locked?: readonly string[];
  /** Must not be dug. */
  readonly forbidden?: readonly string[];
  /** Counted cheaper by `preferredDiscount` when choosing; the cost told is the true one. */
  readonly preferred?: readonly string[];
}

export interface PhaseRules {
  readonly firstYear: number;
  /** Number of years, 1 to 20. */
  readonly years: number;
  /** Most that is spent a year, whole cents at the expected price; null shares evenly. */
  readonly budgetCentsPerYear?: number | null;
}

export interface NetworkRequest extends EdgeWishes {
  readonly streets: readonly StreetLine[];
  readonly targets: readonly NetworkTarget[];
  /** Empty: the network only has to hang together, and a place is proposed. */
  readonly pops?: readonly FeedingPoint[];
  readonly prices: PriceCatalogue;
  readonly rules: DimensioningRules;
  /** Plan along both sides of streets, with crossings at their price. */
  readonly bothSides?: boolean;
  readonly existing?: readonly ExistingLine[];
  /** Outlines of buildings (outer rings, metres): no drop crosses one but that of its own target. */
  readonly buildings?: readonly (readonly Place[])[];
  /** Farthest drop, metres. Default 150. */
  readonly maxDropM?: number;
  /** Discount of preferred edges when choosing, share of 1. Default 0.2. */
  readonly preferredDiscount?: number;
  readonly phases?: PhaseRules | null;
  /** The last plan: the search starts from it, and its bound counts where it still holds. */
  readonly previous?: Pick<NetworkPlan, 'edges' | 'certificate'> | null;
  /** Time at most. Default 10. */
  readonly seconds?: number;
  readonly seed?: number;
  /** Rounds of improvement at most: the same number and seed give the same plan on every machine. */
  readonly workLimit?: number;
  /** Ends as soon as the certified gap is no larger (share of the value). */
  readonly gapGoal?: number;
  readonly onProgress?: (progress: NetworkProgress) => void;
  /** Asked often; true ends the search with the best plan so far. */
  readonly shouldStop?: () => boolean;
}

/** Told while the search runs; `tree` builds its answer when called. */
export interface NetworkProgress {
  /** Trench tree at the expected price, whole cents, and its proved bound. */
  readonly value: number;
  readonly lowerBound: number;
  readonly gap: number;
  readonly seconds: number;
  readonly tree: () => readonly { readonly id: string; readonly line: readonly Place[] }[];
}

export type EdgeKind = 'trench' | 'crossing' | 'existing-duct' | 'joint-trench';
/** `locked`: the planner said so; `only-way`: without it somebody is cut off; else the cheapest tree found holds it. */
export type EdgeWhy = 'locked' | 'only-way' | 'existing-duct' | 'joint-trench' | 'preferred' | 'cheapest';

export interface DuctCount {
  /** Item of the duct catalogue. */
  readonly item: string;
  readonly count: number;
}

/** What hangs on an edge, seen from the feeding point. */
export interface EdgeFlow {
  readonly targets: number;
  readonly homes: number;
  /** Drops whose own tube passes on the way from their distribution point. */
  readonly drops: number;
  /** Distribution points fed through it, and their fibres. */
  readonly feeders: number;
  readonly feederFibres: number;
  /** Fibres in all, reserve included. */
  readonly fibres: number;
  readonly ducts: readonly DuctCount[];
}

export interface PlanEdge {
  readonly id: string;
  /** From the end nearer to the feeding point. */
  readonly line: readonly Place[];
  readonly kind: EdgeKind;
  /** Item of the price catalogue that prices its metre or piece. */
  readonly surface: string;
  readonly streetClass: string | null;
  readonly street: string | null;
  readonly lengthM: number;
  /** Trench and ducts. */
  readonly costCents: LevelCents;
  readonly flow: EdgeFlow;
  readonly why: EdgeWhy;
  readonly locked: boolean;
  readonly preferred: boolean;
  /** `ExistingLine.id` it runs in. */
  readonly existing: string | null;
  /** Year it is built, null without phases. */
  readonly year: number | null;
}

export interface DistributionPoint {
  readonly id: string;
  readonly place: Place;
  readonly pop: number;
  readonly targets: number;
  readonly homes: number;
  /** Cabinets at the place: more than one where a single building needs them. */
  readonly cabinets: number;
  /** Fibres towards the houses, reserve included. */
  readonly fibres: number;
  readonly splitters: number;
  /** Fibres from the feeding point, reserve included, and the cables that hold them. */
  readonly feederFibres: number;
  readonly feederCables: readonly number[];
  /** Way along the trenches from the feeding point. */
  readonly feederM: number;
  readonly year: number | null;
}

export interface PlanDrop {
  readonly target: string;
  readonly line: readonly [Place, Place];
  readonly lengthM: number;
  /** Id of its distribution point. */
  readonly distributionPoint: string;
  /** Way from the distribution point to the house, drop included. */
  readonly wayM: number;
  readonly fibres: number;
  /** Cables that hold them. */
  readonly cables: readonly number[];
  /** False: passed, not connected now. */
  readonly built: boolean;
  readonly year: number | null;
}

/** One position of the bill of quantities. */
export interface Quantity {
  /** Position number, e.g. `01.02`. */
  readonly position: string;
  /** Item of the price catalogue. */
  readonly item: string;
  readonly unit: string;
  readonly amount: number;
  readonly costCents: LevelCents;
  /** Item whose price covers this position already; its own cost is then 0. */
  readonly includedIn: string | null;
}

/** How far the cost would move with one price between low and high, planning and contingency included. */
export interface CostDriver {
  readonly item: string;
  readonly lowCents: number;
  readonly highCents: number;
  readonly swingCents: number;
  /** Of the sum of all swings. */
  readonly share: number;
}

/** Part of the cost that falls to an area: each edge is shared by the homes behind it. Parts add up to the cost. */
export interface AreaCost {
  readonly area: string | null;
  readonly targets: number;
  readonly homesPassed: number;
  readonly homesConnected: number;
  readonly costCents: LevelCents;
  readonly perHomePassedCents: LevelCents | null;
  readonly perHomeConnectedCents: LevelCents | null;
}

export interface PlanPhase {
  readonly year: number;
  readonly trenchM: number;
  readonly targets: number;
  readonly homes: number;
  readonly costCents: LevelCents;
}

/** A place for the feeding point, best first: fibre is the sum over homes of their way to it. */
export interface PopProposal {
  readonly place: Place;
  readonly fibreM: number;
  readonly farthestM: number;
}

/** What is proved: about the trench tree with the standard duct, at expected prices, in whole cents. */
export interface PlanCertificate {
  readonly valueCents: number;
  readonly lowerBoundCents: number;
  readonly gap: number;
  /** `discounted`: preferred edges were counted cheaper, so value and bound are not the true cost. */
  readonly discounted: boolean;
  /** Whether the bound was proved in this run or taken over from the previous plan, whose problem was the same or looser. */
  readonly boundFrom: 'this-run' | 'previous-plan';
  /** Fingerprint of the problem without locks and prohibitions, which stand beside it. */
  readonly problem: string;
  readonly locked: readonly string[];
  readonly forbidden: readonly string[];
}

export interface PlanPop {
  readonly place: Place;
  /** Where it meets the streets. */
  readonly foot: Place;
  readonly name: string | null;
  /** False: proposed. */
  readonly given: boolean;
  /** Homes fed from it; 0 where another one is nearer for all. */
  readonly homes: number;
}

export interface NetworkPlan {
  readonly edges: readonly PlanEdge[];
  readonly drops: readonly PlanDrop[];
  readonly distributionPoints: readonly DistributionPoint[];
  /** Given ones in their order, or the proposal that was taken. */
  readonly pops: readonly PlanPop[];
  readonly popProposals: readonly PopProposal[];
  readonly certificate: PlanCertificate;
  /** Trenches and crossings newly dug or shared, ducts used, drops built. */
  readonly trenchM: number;
  readonly existingDuctM: number;
  readonly dropM: number;
  readonly quantities: readonly Quantity[];
  readonly costCents: LevelCents;
  readonly drivers: readonly CostDriver[];
  readonly areas: readonly AreaCost[];
  readonly phases: readonly PlanPhase[];
  readonly targets: number;
  readonly connected: number;
  /** Targets left out, by reason. */
  readonly leftOut: readonly {
    readonly target: string;
    readonly reason: 'no-street-near' | 'behind-buildings' | 'isolated-part';
  }[];
  /** Parts of the street network that hold targets and cannot be reached, largest first. */
  readonly isolatedParts: readonly { readonly targets: number; readonly at: Place }[];
  /** Dead ends of streets that were joined to the street they nearly reach (half a metre). */
  readonly joinedEnds: number;
  /** Wishes that name no edge of this network. */
  readonly unknownEdges: readonly string[];
  readonly prices: string;
  readonly rules: DimensioningRules;
  /** Ways from feeding point to house, each added up along the trenches. */
  readonly ways: { readonly checked: number; readonly farthestM: number; readonly beyondReach: number };
  readonly seconds: number;
}
