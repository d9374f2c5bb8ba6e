import { z } from 'zod';
import type { Issue } from '../issue.ts';
import { IssueError } from '../issue.ts';
import type { RuleSet } from './rule-set.ts';

const confidence = z.enum(['sure', 'likely', 'unsure']);
const wording = z.strictObject({ de: z.string().min(1), en: z.string().min(1) });
const mbit = z.number().positive().max(100_000);

/** The shape of `data/rulebook/*.json`. */
export const ruleSetSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    title: wording,
    summary: wording,
    validFrom: z.iso.date(),
    validTo: z.iso.date().nullable(),
    source: z.string().min(10),
    confidence,
    upper: z.array(z.strictObject({ downMbit: mbit, upMbit: mbit.nullable() })).min(1),
    upperParagraph: z.string().nullable(),
    peakTime: z.boolean(),
    exclusions: z.strictObject({
      networks: z.strictObject({ count: z.int().min(2).max(10), downMbit: mbit, confidence }).nullable(),
      cable: z.strictObject({ downMbit: mbit, enabled: z.boolean(), confidence }).nullable(),
      selfBuild: z.strictObject({
        downMbit: mbit,
        upMbit: mbit.nullable(),
        milestones: z.boolean(),
        paragraph: z.string().min(1).nullable().optional(),
        confidence,
      }),
      fundedElsewhere: z.strictObject({ enabled: z.boolean(), confidence }),
    }),
    horizonYears: z.strictObject({ min: z.int().min(0), max: z.int(), default: z.int(), confidence }),
    notes: z.array(z.strictObject({ confidence, text: wording })),
  })
  .superRefine((rules, context) => {
    const { min, max, default: preset } = rules.horizonYears;
    if (!(min <= preset && preset <= max)) {
      context.addIssue({
        code: 'custom',
        path: ['horizonYears', 'default'],
        message: `must lie between ${min} and ${max}`,
      });
    }
    if (rules.validTo !== null && rules.validTo < rules.validFrom) {
      context.addIssue({
        code: 'custom',
        path: ['validTo'],
        message: `must not be before ${rules.validFrom}`,
      });
    }
  });

/**
 * Checks a rule set read from a file.
 * @throws IssueError `bad-rule-set` for every field that does not fit, naming file, field and value
 */
export function parseRuleSet(file: string, json: unknown): RuleSet {
  const parsed = ruleSetSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new IssueError(
    parsed.error.issues.map((problem): Issue => {
      let value: unknown = json;
      for (const key of problem.path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
      const name = problem.path.join('.') || '–';
      return {
        code: 'bad-rule-set',
        severity: 'error',
        where: name,
        params: { file, name, value: (JSON.stringify(value) ?? '–').slice(0, 80), expected: problem.message },
      };
    }),
  );
}
