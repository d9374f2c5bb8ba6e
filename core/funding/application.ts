import { z } from 'zod';
import { isCalendarDate } from './calendar-date.ts';

const day = z.string().refine(isCalendarDate, 'a day that exists, as YYYY-MM-DD');
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const rings = z.array(z.array(position).min(4)).min(1);
const count = z.number().int().min(0).max(1e9).nullable().default(null);

/** A saved planning area by its id, or an area with its outline (EPSG:4326, longitude first). */
export const applicationArea = z.union([
  z.uuid('the id of a saved area, or an object { name, geometry }'),
  z.strictObject({
    name: z.string().trim().min(1).max(200),
    geometry: z.discriminatedUnion('type', [
      z.object({ type: z.literal('Polygon'), coordinates: rings }),
      z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings).min(1) }),
    ]),
  }),
]);

/** What is known of an application beside its plan. Null: taken from the plan where it can be, else not known. */
const facts = z
  .strictObject({
    addresses: count,
    whiteAddresses: count,
    inhabitants: count,
    areaKm2: z.number().positive().max(1e6).nullable().default(null),
    /** Gemeinden that apply together. */
    municipalities: z.number().int().min(1).max(1000).default(1),
    /** Whether binding self-build after the survey falls short of the potential. */
    synergyMet: z.boolean().nullable().default(null),
    /** Whether every eligible address of the Gemeinde, district or Ortsteil is in the application. */
    coversWholeUnit: z.boolean().nullable().default(null),
    /** Whether the same Gemeinde files in the gigabit programme this year. */
    gigabitSameYear: z.boolean().default(false),
  })
  .refine(
    ({ addresses, whiteAddresses }) =>
      addresses === null || whiteAddresses === null || whiteAddresses <= addresses,
    { message: 'at most as many as addresses', path: ['whiteAddresses'] },
  );

const cents = z.number().int().min(0).max(1e13);

/** Inputs of the calculator. Money is whole cents. */
const inputs = z.strictObject({
  /** Day the application would be filed. */
  onDate: day,
  landRules: z.string().max(100).nullable().default(null),
  /** Exchange form of the viability gap (Wirtschaftlichkeitslücke); checked when it is calculated. */
  gap: z.record(z.string().max(100), z.json()).nullable().default(null),
  /** Where the inputs of the gap come from; an estimate stays marked as one, with the interval it had. */
  gapOrigin: z
    .strictObject({
      kind: z.enum(['estimate', 'network']),
      /** What it was made from: id of the rules and prices, or of the saved network. */
      of: z.string().max(200),
      asOf: day,
      gapLowCents: cents,
      gapHighCents: cents,
      /** The saved structural plan the positions were taken from, and the hash of its parts as they were then. */
      plan: z.strictObject({ id: z.uuid(), documentSha256: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
    })
    .nullable()
    .default(null),
  /** Betreibermodell (operator model): wins over the gap. Without a sum of its own, the investment of `gap`. */
  operator: z
    .strictObject({
      passiveCapexCents: cents.nullable().default(null),
      /** Lease at the end of each year. */
      leaseCents: z.array(cents).min(1).max(50),
      discountPerYear: z.number().min(0).max(1),
    })
    .nullable()
    .default(null),
  /** Eligible sum where no gap is calculated, e.g. of the operator model. */
  eligibleCents: cents.nullable().default(null),
  federalRateBp: z.number().int().min(0).max(10_000).default(5000),
  /** Null: the eligible addresses of the plan. */
  connections: count,
  specialConnections: z.number().int().min(0).max(1e6).default(0),
  otherGrantsCents: cents.default(0),
  /** Market survey it was taken over from; the dossier holds its kept result where it is finished. */
  survey: z.uuid().optional(),
  facts: facts.prefault({}),
});

/** What a planner writes of an application; the same shape in a file and in the API. */
export const applicationBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  applicant: z.string().trim().min(1).max(200),
  land: z.string().trim().min(1).max(100),
  /** Rule set that decides which addresses are eligible. */
  rules: z.string().min(1).max(100),
  areas: z.array(applicationArea).max(1000).default([]),
  inputs,
});

export type ApplicationBody = z.infer<typeof applicationBody>;
export type ApplicationInputs = ApplicationBody['inputs'];
export type ApplicationFacts = ApplicationInputs['facts'];
export type ApplicationArea = ApplicationBody['areas'][number];

/** What the plan itself says: the addresses of the areas under the rule set. Null where the data do not say it. */
export interface PlanFacts {
  readonly addresses: number;
  readonly eligibleAddresses: number;
  readonly unclearAddresses: number;
  readonly whiteAddresses: number;
  readonly households: number;
  readonly inhabitants: number | null;
  readonly areaKm2: number | null;
  readonly coversWholeUnit: boolean;
}
