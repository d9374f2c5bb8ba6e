import type { Kysely } from 'kysely';
import { z } from 'zod';
import { type Issue, IssueError } from '#core/issue.ts';
import type { Database } from '../../db/schema.ts';
import { loadRuleBook } from '../rule-sets/store.ts';
import { type ChosenRules, chooseRules } from './choose-rules.ts';

export const rulesText = z.string().min(1).max(100);

/** Query parameters that choose a rule set and how it is read; the same for every route that evaluates one. */
export const RULES_QUERY = {
  rules: rulesText.optional().describe('Id of a rule set'),
  date: z.iso
    .date()
    .optional()
    .describe('Day of the evaluation; without `rules` the rule set in force on it applies. Today by default'),
  horizon: z.coerce
    .number()
    .int()
    .min(0)
    .max(30)
    .optional()
    .describe('Years of the relevant horizon; the preset of the rule set by default'),
  cable: z
    .enum(['on', 'off'])
    .optional()
    .describe('The switch of the cable exclusion, whose wording is not established'),
  peakTime: z
    .enum(['assumed', 'stated'])
    .optional()
    .describe('Whether speeds count only where they are stated for peak time; assumed by default'),
};
/** The day whose state of the data is meant, for routes that can look back. */
export const DATA_QUERY = {
  data: z.iso
    .date()
    .optional()
    .describe(
      'State of the supply data on this day, as far as earlier states are kept; the newest by default',
    ),
};
export type RulesQuery = {
  readonly [K in keyof typeof RULES_QUERY]?: z.infer<(typeof RULES_QUERY)[K]> | undefined;
};
/** The rule set a query chooses, shipped or made in the house. @throws IssueError as `chooseRules` */
export async function chosenBy(
  db: Kysely<Database>,
  { rules, date, horizon, cable, peakTime, data }: RulesQuery & { readonly data?: string | undefined },
): Promise<ChosenRules> {
  const query = {
    data,
    rules,
    date,
    horizonYears: horizon,
    excludeCable: cable === undefined ? undefined : cable === 'on',
    requirePeakTimeStatement: peakTime === undefined ? undefined : peakTime === 'stated',
  };
  return chooseRules(query, await loadRuleBook(db));
}

/** @throws IssueError `bad-parameter` or `unknown-parameter` for every one that does not fit */
export function parsedQuery<T extends Record<string, z.ZodType>>(shape: T, values: Record<string, unknown>) {
  const result = z.strictObject(shape).safeParse(values);
  if (result.success) return result.data;
  throw new IssueError(
    result.error.issues.flatMap((problem): Issue[] => {
      if (problem.code === 'unrecognized_keys') {
        return problem.keys.map((name) => ({
          code: 'unknown-parameter',
          severity: 'error',
          where: name,
          params: { name, value: String(values[name]), known: Object.keys(shape).join(', ') },
        }));
      }
      const name = String(problem.path[0]);
      const value = Array.isArray(values[name]) ? values[name].join(', ') : String(values[name] ?? '');
      return [
        {
          code: 'bad-parameter',
          severity: 'error',
          where: name,
          params: {
            name,
            value,
            expected: problem.code === 'invalid_value' ? problem.values.join(', ') : problem.message,
          },
        },
      ];
    }),
  );
}
