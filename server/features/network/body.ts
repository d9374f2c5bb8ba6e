import { z } from 'zod';
import { areaGeometry } from '../areas/body.ts';

/** Largest number of edges, drops or lines of one plan: a city of 300,000 addresses has fewer. */
const MOST_PARTS = 500_000;

const finite = z.number();
const cents = z.number().int().min(0);
const levelCents = z.strictObject({ low: cents, expected: cents, high: cents });
/** Easting and northing, EPSG:25832; the range of the system's zone with some room. */
const place = z.tuple([z.number().min(0).max(1_000_000), z.number().min(4_000_000).max(7_500_000)]);
const line = z.array(place).min(2).max(10_000);
const text = z.string().max(500);
const year = z.number().int().min(2000).max(2200).nullable();

const title = z.strictObject({ de: text, en: text });
const price = z.number().min(0).max(1e9);
const priceItem = z
  .looseObject({ id: text, unit: text, low: price, expected: price, high: price, confidence: text, title })
  .superRefine((item, context) => {
    if (item.low > item.expected || item.expected > item.high)
      context.addIssue({
        code: 'custom',
        path: ['expected'],
        message: `of ${item.id}: low ≤ expected ≤ high, not ${item.low}, ${item.expected}, ${item.high}`,
      });
  });

/** A price catalogue as `GET /api/network/prices` gives it; a plan keeps the copy it was worked out with. */
export const priceCatalogue = z
  .looseObject({
    id: z.string().min(1).max(100),
    items: z.array(priceItem).min(1).max(500),
    trenchOfClass: z.looseObject({
      default: text,
      classes: z.record(z.string().max(100), text),
      forbidden: z.array(text).max(200),
    }),
  })
  .superRefine((catalogue, context) => {
    const ids = new Set(catalogue.items.map(({ id }) => id));
    if (ids.size < catalogue.items.length)
      context.addIssue({ code: 'custom', path: ['items'], message: 'each item once' });
    const { classes, default: fallback } = catalogue.trenchOfClass;
    for (const item of [fallback, ...Object.values(classes)]) {
      if (!ids.has(item))
        context.addIssue({
          code: 'custom',
          path: ['trenchOfClass'],
          message: `an item of the catalogue, not ${item}`,
        });
    }
  });

const flow = z.looseObject({ targets: finite, homes: finite, fibres: finite });
const edge = z.looseObject({
  id: text,
  line,
  kind: text,
  surface: text,
  streetClass: text.nullable(),
  street: text.nullable(),
  lengthM: z.number().min(0),
  costCents: levelCents,
  flow,
  why: text,
  year,
});
const drop = z.looseObject({
  target: text,
  line: z.array(place).min(2).max(10_000),
  lengthM: z.number().min(0),
  distributionPoint: text,
  fibres: finite,
  built: z.boolean(),
  year,
});
const distributionPoint = z.looseObject({
  id: text,
  place,
  homes: finite,
  cabinets: finite,
  fibres: finite,
  splitters: finite,
  feederFibres: finite,
  feederM: finite,
  year,
});
const quantity = z.looseObject({
  position: text,
  item: text,
  unit: text,
  amount: finite,
  costCents: levelCents,
  includedIn: text.nullable(),
});
const phase = z.looseObject({
  year: z.number().int(),
  trenchM: finite,
  targets: finite,
  homes: finite,
  costCents: levelCents,
});
const ids = z.array(text).max(MOST_PARTS);
export const wishes = z.strictObject({
  locked: ids.default([]),
  forbidden: ids.default([]),
  preferred: ids.default([]),
});

const computedDocument = z.strictObject({
  kind: z.literal('computed'),
  plan: z
    .looseObject({
      edges: z.array(edge).max(MOST_PARTS),
      drops: z.array(drop).max(MOST_PARTS),
      distributionPoints: z.array(distributionPoint).max(MOST_PARTS),
      pops: z.array(z.looseObject({ place, name: text.nullable(), given: z.boolean() })).max(1000),
      certificate: z.looseObject({
        valueCents: cents,
        lowerBoundCents: finite,
        gap: z.number().min(0).max(1),
      }),
      trenchM: finite,
      dropM: finite,
      quantities: z.array(quantity).max(1000),
      costCents: levelCents,
      phases: z.array(phase).max(50),
      targets: z.number().int().min(0),
      connected: z.number().int().min(0),
    })
    .superRefine((plan, context) => {
      for (const level of ['low', 'expected', 'high'] as const) {
        const sum = plan.quantities.reduce((total, { costCents }) => total + costCents[level], 0);
        if (sum !== plan.costCents[level])
          context.addIssue({
            code: 'custom',
            path: ['costCents', level],
            message: `the sum of the quantities, ${sum} cents`,
          });
      }
      if (plan.certificate.lowerBoundCents > plan.certificate.valueCents)
        context.addIssue({
          code: 'custom',
          path: ['certificate', 'lowerBoundCents'],
          message: `a bound no higher than the value, ${plan.certificate.valueCents}`,
        });
    }),
  wishes,
});
const importedDocument = z.strictObject({
  kind: z.literal('imported'),
  lines: z
    .array(z.strictObject({ line, surface: text.nullable() }))
    .min(1)
    .max(MOST_PARTS),
});

/** A structural plan as it is saved and given out. Coordinates inside `document` are EPSG:25832, of `geometry` EPSG:4326. */
export const networkPlanBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  areaId: z.uuid().nullable().default(null),
  areaName: z.string().max(200).default(''),
  note: z.string().max(10_000).default(''),
  /** Feeding points, dimensioning, phases: what it was worked out with. */
  parameters: z.record(z.string().max(100), z.json()).default({}),
  prices: priceCatalogue,
  /** Outline of what was planned. */
  geometry: areaGeometry.nullable().default(null),
  document: z.discriminatedUnion('kind', [computedDocument, importedDocument]),
});
export type NetworkPlanBody = z.infer<typeof networkPlanBody>;

export const inputsBody = z.strictObject({ geometry: areaGeometry });
