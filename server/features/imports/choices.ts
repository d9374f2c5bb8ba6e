import { z } from 'zod';
import { DELIMITERS } from '#core/intake/csv/parse-csv.ts';
import { IMPORTABLE_LAYERS, INTAKE_FORMATS } from '#core/intake/index.ts';
import { parseDecision, REGION_CODES, REPAIRABLE_CODES } from '#core/intake/intake-issue.ts';
import { INTAKE_TEXTS } from '#core/intake/intake-texts.ts';
import { TEXT_ENCODINGS } from '../../intake/decode-text.ts';
import type { ImportChoices } from '../../jobs/import-task.ts';

const oneOf = (values: readonly string[]) =>
  z.string().refine((value) => values.includes(value), `one of ${values.join(', ')}`);

const srid = z
  .union([z.int(), z.string().regex(/^(EPSG:)?\d{4,6}$/i, 'a code such as 25832 or EPSG:25832')])
  .transform((value) => Number(String(value).replace(/\D/g, '')))
  .refine((value) => value >= 1024 && value <= 999_999, 'a code such as 25832');

const isoDay = z.iso.date('a day such as 2026-06-30');

/** Codes, or `code@row` where only one row is meant. */
const codesOf = (known: readonly string[]) =>
  z
    .array(
      z
        .string()
        .refine(
          (text) => known.includes(parseDecision(text)?.code ?? ''),
          `one of ${known.join(', ')}; code@row for one row`,
        ),
    )
    .max(5000);

/** What can be chosen about a file. What is left out stays as it was; null leaves it to the content. */
export const choicesBody = z.strictObject({
  layer: oneOf(IMPORTABLE_LAYERS).nullable().optional(),
  format: oneOf(INTAKE_FORMATS.map((format) => format.id))
    .nullable()
    .optional(),
  srid: srid.nullable().optional(),
  layerInFile: z.string().min(1).max(200).nullable().optional(),
  source: z.string().trim().min(1).max(200).optional(),
  asOf: isoDay.nullable().optional(),
  licence: z.string().trim().max(500).nullable().optional(),
  accept: codesOf(Object.keys(INTAKE_TEXTS).concat(REGION_CODES)).optional(),
  repair: codesOf(REPAIRABLE_CODES).optional(),
  refuse: codesOf(Object.keys(INTAKE_TEXTS).concat(REGION_CODES)).optional(),
  encoding: z.enum(TEXT_ENCODINGS).nullable().optional(),
  delimiter: z.enum(DELIMITERS).nullable().optional(),
  decimal: z.enum([',', '.']).nullable().optional(),
  corrections: z.enum(['keep', 'drop']).optional(),
  mapping: z.record(z.string().min(1).max(100), z.string().min(1).max(200)).nullable().optional(),
});

export const commitBody = z.strictObject({ replaceDemo: z.boolean().default(false) });

/** The same choices as query parameters of the upload. */
export const uploadQuery = {
  name: z.string().min(1).max(500).describe('Name of the file, when the body is the file itself'),
  layer: z.string(),
  format: z.string(),
  srid: z.string(),
  layerInFile: z.string(),
  source: z.string(),
  asOf: z.string(),
  licence: z.string(),
} as const;

export function choose(before: ImportChoices, change: z.infer<typeof choicesBody>): ImportChoices {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const next = { ...before, ...given } as ImportChoices;
  // Another layer has other formats: what was chosen for the old one is no choice any more.
  const otherLayer = change.layer !== undefined && change.layer !== before.layer;
  return otherLayer && change.format === undefined ? { ...next, format: null } : next;
}

/** Whether the file has to be read again; a date or a licence changes nothing of what is in it. */
export function needsStaging(before: ImportChoices, after: ImportChoices): boolean {
  const read = ({ asOf: _, licence: __, ...rest }: ImportChoices) => JSON.stringify(rest);
  return read(before) !== read(after);
}

/** A name for the data source from that of the file: `schulen_hannover_2024.csv` → `schulen hannover 2024`. */
export function sourceOfFile(fileName: string): string {
  return (
    fileName
      .replace(/\.[^.]*$/, '')
      .replace(/[_\s]+/g, ' ')
      .trim() || fileName
  );
}
