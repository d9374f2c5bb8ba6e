import { z } from 'zod';
import { BUILD_PHASES } from '#core/funding/build-progress.ts';
import { isCalendarDate } from '#core/funding/calendar-date.ts';
import { GRANT_POSITIONS } from '#core/funding/proof-of-use.ts';

const day = z.string().refine(isCalendarDate, 'a day that exists, as YYYY-MM-DD');
const cents = z.number().int().min(0).max(1e13);
const note = z.string().max(2000).default('');

/** A report on the build of one area of the application, by its number from 1. */
export const progressBody = z.strictObject({
  area: z.number().int().min(1).max(1000),
  phase: z.enum(BUILD_PHASES),
  onDate: day,
  trenchM: z.number().min(0).max(1e8),
  connections: z.number().int().min(0).max(1e7),
  note,
});

/** An invoice against a position of the plan; net, in whole cents. */
export const invoiceBody = z
  .strictObject({
    position: z.enum(GRANT_POSITIONS),
    supplier: z.string().trim().min(1).max(200),
    number: z.string().trim().min(1).max(100),
    invoiceDate: day,
    paidOn: day.nullable().default(null),
    netCents: cents,
    eligibleCents: cents,
    note,
  })
  .refine(({ netCents, eligibleCents }) => eligibleCents <= netCents, {
    message: 'at most the net sum',
    path: ['eligibleCents'],
  })
  .refine(({ invoiceDate, paidOn }) => paidOn === null || paidOn >= invoiceDate, {
    message: 'not before the day of the invoice',
    path: ['paidOn'],
  });

export type ProgressBody = z.infer<typeof progressBody>;
export type InvoiceBody = z.infer<typeof invoiceBody>;
