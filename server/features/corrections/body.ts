import { z } from 'zod';
import { TECHNOLOGIES } from '#core/supply/technologies.ts';

/** Speeds that are believed, Mbit/s: none, or from a kbit/s to the fastest the intake takes. */
const speed = z
  .number()
  .min(0)
  .max(100_000)
  .refine((mbit) => mbit <= 0 || mbit >= 0.001, '0, or 0.001 (Mbit/s) and more')
  .nullable();

/** What somebody says is right of one operator's line at an address. A speed of 0 says that there is none. */
export const correctionBody = z.strictObject({
  addressId: z.number().int().min(1).max(2147483647),
  operator: z.string().trim().min(1).max(200),
  technology: z.enum(TECHNOLOGIES),
  planned: z.boolean().default(false),
  downMbit: speed,
  upMbit: speed.default(null),
  evidence: z.string().trim().min(3, 'how this is known, in a few words').max(4000),
  /** The day of a measurement, where the speeds were measured. */
  measuredOn: z.iso.date().nullable().default(null),
});
export type CorrectionBody = z.infer<typeof correctionBody>;

export const decisionBody = z.strictObject({
  decision: z.enum(['accepted', 'rejected', 'withdrawn']),
  note: z.string().trim().min(3, 'why, in a few words').max(4000),
});
export type DecisionBody = z.infer<typeof decisionBody>;

export const STATES = ['new', 'accepted', 'rejected', 'withdrawn'] as const;
