import { z } from 'zod';
import { applicationArea } from '../funding/application.ts';
import { isCalendarDate } from '../funding/calendar-date.ts';

const day = z.string().refine(isCalendarDate, 'a day that exists, as YYYY-MM-DD');

/** Programmes a survey may be made for; null while none is chosen. */
export const PROGRAMMES = ['standard', 'fast-lane', 'lueckenschluss'] as const;

/** Years that can be stored; which of them the rules allow is asked when the survey is published. */
const MOST_YEARS = 20;

/** What a planner writes of a market survey (Markterkundung). */
export const surveyBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  /** Municipality or region that asks. */
  issuer: z.string().trim().min(1).max(200),
  land: z.string().trim().min(1).max(100).default('Niedersachsen'),
  /** Rule set that decides what an answer changes. */
  rules: z.string().min(1).max(100),
  areas: z.array(applicationArea).max(1000).default([]),
  terms: z
    .strictObject({
      programme: z.enum(PROGRAMMES).nullable().default(null),
      /** Years ahead that are asked about (relevanter Zeithorizont). */
      horizonYears: z.number().int().min(1).max(MOST_YEARS).default(3),
      /** First and last day as they are on the portal. */
      startsOn: day.nullable().default(null),
      endsOn: day.nullable().default(null),
      /** Official key (Amtlicher Regionalschlüssel), 12 digits; names the files. */
      regionKey: z
        .string()
        .regex(/^\d{12}$/, '12 digits, e.g. 032410001001')
        .nullable()
        .default(null),
      /** Whom operators ask and answer: lines of the cover letter. */
      contact: z.string().trim().max(2000).default(''),
      /** Addresses a month one operator is believed to build; null: the entry that ships, which is an assumption. */
      buildRatePerMonth: z.number().int().min(1).max(1_000_000).nullable().default(null),
    })
    .prefault({}),
});
export type SurveyBody = z.infer<typeof surveyBody>;

/** An operator who is asked; `source` is the data set its answer is read into. */
export const operatorBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  contact: z.string().trim().max(2000).default(''),
});
export type OperatorBody = z.infer<typeof operatorBody>;

/** Whether the promises of an operator are considered, with the reason. Existing supply always counts. */
export const decisionBody = z.strictObject({
  decision: z.enum(['considered', 'set-aside']).nullable(),
  reason: z.string().trim().max(4000).default(''),
});
export type Decision = z.infer<typeof decisionBody>['decision'];

/** Name of the data set that holds an operator's answer. */
export function sourceOfAnswer(operator: string, survey: string): string {
  return `${operator}, Markterkundung ${survey}`.slice(0, 200);
}
