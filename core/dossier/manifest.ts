import { z } from 'zod';
import { isCalendarDate } from '../funding/calendar-date.ts';

/** Paths inside the ZIP. */
export const FILES = {
  manifest: 'manifest.json',
  dataSheetPdf: 'antragsdatenblatt.pdf',
  dataSheetDocx: 'antragsdatenblatt.docx',
  maps: 'gebietskarten.pdf',
  addressCsv: 'adressliste.csv',
  addressXlsx: 'adressliste.xlsx',
  finance: 'finanzierungsplan.xlsx',
  quantities: 'mengen.xlsx',
  survey: 'markterkundung.xlsx',
  layers: 'gis/ebenen.json',
  report: 'pruefbericht.json',
  reportText: 'pruefbericht.txt',
} as const;

/** In a dossier that replaces a released one. */
export const DIFFERENCE_FILES = { json: 'differenz.json', text: 'differenz.txt' } as const;

const day = z.string().refine(isCalendarDate, 'a day that exists, as YYYY-MM-DD');
const cents = z.number().int().min(0).nullable();
const whole = z.number().int().min(0);
const ruleRef = z.strictObject({ id: z.string(), validFrom: day, validTo: day.nullable() });
const procedure = z.strictObject({
  kind: z.enum(['branchendialog', 'markterkundung', 'interessenbekundung', 'foerderantrag']),
  state: z.string(),
  dates: z.record(z.string(), z.string()),
  programme: z.string().optional(),
  done: z.record(z.string(), z.strictObject({ onDate: z.string(), note: z.string() })).optional(),
});

/** What is in a dossier and what it was made of; read by machines. Sums are whole cents. */
export const manifestSchema = z.strictObject({
  format: z.literal('lueckenlos-dossier'),
  formatVersion: z.literal(1),
  engine: z.strictObject({ name: z.string(), version: z.string() }),
  application: z.strictObject({
    name: z.string(),
    applicant: z.string(),
    land: z.string(),
    onDate: z.string(),
    preparedBy: z.string().nullable(),
    releasedBy: z.string().nullable(),
  }),
  ruleSet: ruleRef,
  otherRules: z.array(z.string()),
  /** SHA-256 of the released dossier this one replaces; null for a first one. */
  previous: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
  srid: z.number().int(),
  figures: z.strictObject({
    areas: whole,
    areaM2: z.number(),
    addresses: whole,
    eligibleAddresses: whole,
    households: whole,
    eligibleCents: cents,
    federalCents: cents,
    landCents: cents,
    otherCents: cents,
    ownCents: cents,
    gapYears: whole.nullable(),
  }),
  procedures: z.record(z.string(), procedure),
  /** The kept result of a market survey that `markterkundung.xlsx` holds; absent where it rests on claims alone. */
  survey: z
    .strictObject({
      name: z.string(),
      onDate: day,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      operators: whole,
      promises: whole,
    })
    .optional(),
  /** The structural plan that the investment and the network layers were taken from; absent without one. */
  network: z
    .strictObject({
      planId: z.string(),
      name: z.string(),
      updatedOn: z.string(),
      documentSha256: z.string(),
      takenOverSha256: z.string(),
      prices: z.string(),
      schemas: z.string(),
      engineVersion: z.string(),
      costCents: z.strictObject({ low: whole, expected: whole, high: whole }),
      pops: whole,
      distributionPoints: whole,
      trenches: whole,
      trenchM: z.number(),
      drops: whole,
      dropM: z.number(),
    })
    .optional(),
  /** What was entered for periods that are not established: the check reads the package alone. */
  enteredPeriods: z
    .array(z.strictObject({ key: z.string(), value: z.number(), source: z.string(), asOf: day }))
    .optional(),
  dataVersions: z.array(
    z.strictObject({
      layer: z.string(),
      name: z.string(),
      asOf: z.string().nullable(),
      licence: z.string().nullable(),
      sha256: z.string().nullable(),
      features: whole,
    }),
  ),
  notVerified: z.array(z.strictObject({ entry: z.string(), confidence: z.string(), source: z.string() })),
  files: z.array(
    z.strictObject({ path: z.string().min(1), bytes: whole, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Files that are not in the manifest's list: itself. */
export function isListed(path: string): boolean {
  return path !== FILES.manifest;
}
