import { z } from 'zod';
import type { Issue } from '../issue.ts';
import { IssueError } from '../issue.ts';
import { CASE_PLACES, LIMIT_KINDS, NEED_UNITS, type RuleSet } from './rule-set.ts';

const confidence = z.enum(['sure', 'likely', 'unsure']);
const wording = z.strictObject({ de: z.string().min(1), en: z.string().min(1) });
const mbit = z.number().positive().max(100_000);
const paragraph = z.string().min(1).nullable();
const stated = {
  text: wording,
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  source: z.string().min(3),
  paragraph,
  confidence,
};
const specialCase = z.strictObject({
  place: z.enum(CASE_PLACES),
  need: z
    .strictObject({ mbit: mbit.nullable(), per: z.enum(NEED_UNITS), extra: z.int().min(0).max(100) })
    .nullable(),
  target: z.strictObject({ downMbit: mbit, upMbit: mbit }).nullable(),
  ...stated,
});
const limit = z.strictObject({
  kind: z.enum(LIMIT_KINDS),
  value: z.number().min(0).max(1e12),
  ...stated,
});
const scoring = z.strictObject({
  catalogue: z.string().min(1),
  maxPoints: z.number().positive().max(10_000),
  fastLanePoints: z.number().positive().max(10_000).nullable(),
  ...stated,
});

/** The shape of `data/rulebook/*.json`. */
export const ruleSetSchema = z
  .strictObject({
    id: z
      .string()
      .max(80)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens'),
    title: wording,
    summary: wording,
    validFrom: z.iso.date(),
    validTo: z.iso.date().nullable(),
    supersedes: z.string().min(1).nullable().optional(),
    source: z.string().min(10),
    confidence,
    upper: z.array(z.strictObject({ downMbit: mbit, upMbit: mbit.nullable() })).min(1),
    upperParagraph: z.string().nullable(),
    peakTime: z.boolean(),
    exclusions: z.strictObject({
      networks: z
        .strictObject({
          count: z.int().min(2).max(10),
          downMbit: mbit,
          paragraph: paragraph.optional(),
          confidence,
        })
        .nullable(),
      cable: z
        .strictObject({
          downMbit: mbit,
          enabled: z.boolean(),
          paragraph: paragraph.optional(),
          confidence,
        })
        .nullable(),
      selfBuild: z.strictObject({
        downMbit: mbit,
        upMbit: mbit.nullable(),
        milestones: z.boolean(),
        paragraph: paragraph.optional(),
        confidence,
      }),
      fundedElsewhere: z.strictObject({
        enabled: z.boolean(),
        paragraph: paragraph.optional(),
        confidence,
      }),
    }),
    horizonYears: z.strictObject({
      min: z.int().min(0),
      max: z.int().max(30),
      default: z.int(),
      confidence,
    }),
    specialCases: z.array(specialCase).max(50).optional(),
    limits: z.array(limit).max(50).optional(),
    scoring: z.array(scoring).max(10).optional(),
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
    const dated = [
      { path: [] as (string | number)[], ...rules },
      ...(['specialCases', 'limits', 'scoring'] as const).flatMap((list) =>
        (rules[list] ?? []).map((one, index) => ({ path: [list, index], ...one })),
      ),
    ];
    for (const { path, validFrom, validTo } of dated)
      if (validTo !== null && validTo < validFrom)
        context.addIssue({
          code: 'custom',
          path: [...path, 'validTo'],
          message: `must not be before ${validFrom}`,
        });
    if (rules.supersedes === rules.id)
      context.addIssue({ code: 'custom', path: ['supersedes'], message: 'must be another rule set' });
    (rules.specialCases ?? []).forEach(({ need, target }, index) => {
      if ((need === null) === (target === null))
        context.addIssue({
          code: 'custom',
          path: ['specialCases', index, 'need'],
          message: 'one of need and target, not both',
        });
    });
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
