import { z } from 'zod';
import { dateText } from '../rulebook/explain-texts.ts';
import { ANSWER_COLUMNS, ANSWER_COLUMNS_KEY } from '../survey/answer-columns.ts';
import type { PlausibilityRules } from '../survey/plausibility.ts';
import type { FundingData } from './application-score.ts';
import { isCalendarDate } from './calendar-date.ts';
import type { RuleValue } from './figure.ts';
import type { ProcedureRules } from './procedures.ts';

/** What somebody entered for a rule that is not established. It stays marked as not verified. */
export interface RuleEntry {
  readonly id: number;
  readonly key: string;
  /** Null takes an earlier entry back. */
  readonly value: unknown;
  readonly source: string;
  /** Day the source is of (ISO). */
  readonly asOf: string;
}

/** A rule that is not established, as it counts now: shipped, or entered. */
export interface OpenRule {
  readonly key: string;
  readonly kind: EntryKind;
  readonly value: unknown;
  readonly confidence: string;
  readonly source: string;
  /** Day of the entry; null where what ships counts. */
  readonly asOf: string | null;
}

const day = z.string().refine(isCalendarDate, 'a day that exists, as YYYY-MM-DD');
const cents = z.number().int().min(0).max(1e13).nullable();

const VALUES = {
  number: z.number().min(0).max(1e6),
  share: z.number().min(0).max(1),
  /** Points from a measured value on, between none and full ones. */
  steps: z
    .array(z.strictObject({ at: z.number().min(0).max(1e6), points: z.number().int().min(0).max(500) }))
    .max(20),
  fastLane: z.strictObject({
    validFrom: day,
    validTo: day.nullable(),
    points: z.number().int().min(0).max(1000),
  }),
  /** Percent of the average tax strength below which a raised rate applies. */
  cutOffs: z.strictObject({ below60: z.number().min(0).max(100), below70: z.number().min(0).max(100) }),
  call: z.strictObject({
    from: day,
    to: day,
    maxTotalCents: cents.default(null),
    maxFederalCents: cents.default(null),
  }),
  /** Months or years. */
  period: z.number().int().min(1).max(600),
  pace: z.number().int().min(1).max(1_000_000),
  speed: z.strictObject({ downMbit: z.number().min(0).max(1e6), upMbit: z.number().min(0).max(1e6) }),
  /** Names of columns of the list of answers, by the names that ship; no name twice. */
  columns: z
    .partialRecord(z.enum(ANSWER_COLUMNS), z.string().trim().min(1).max(60))
    .refine((names) => Object.keys(names).length > 0, 'at least one column with another name')
    .refine((names) => {
      const all = ANSWER_COLUMNS.map((column) => names[column] ?? column);
      return new Set(all).size === all.length;
    }, 'every name once'),
  codes: z.array(z.string().trim().min(1).max(40)).min(1).max(200),
} as const;
export type EntryKind = keyof typeof VALUES;

/** Code lists of the address layer that are not established. */
export const CODE_LISTS = ['nutzung', 'technik'] as const;

/** Periods of the procedures that are not established and may be entered. */
export const OPEN_PERIODS = ['surveyValidMonths', 'purposeYears'] as const;

/** Everything that holds rules which are not established; periods and plausibility where the caller has them. */
export interface OpenRuleData extends FundingData {
  readonly procedures?: ProcedureRules;
  readonly plausibility?: PlausibilityRules;
}

/** Every rule that may be entered, with what ships for it. */
function shippedRules({
  federal,
  catalogue,
  programmes,
  procedures,
  plausibility,
}: OpenRuleData): OpenRule[] {
  const open = (key: string, kind: EntryKind, rule: RuleValue<unknown> | null | undefined): OpenRule => ({
    key,
    kind,
    value: rule?.value ?? null,
    confidence: rule?.confidence ?? 'unsure',
    source: rule?.source ?? 'nicht festgestellt',
    asOf: null,
  });
  return [
    ...catalogue.criteria.flatMap(({ key, measure, zeroAt, steps }) =>
      measure === 'synergyMet'
        ? []
        : [open(`scoring.${key}.zeroAt`, 'number', zeroAt), open(`scoring.${key}.steps`, 'steps', steps)],
    ),
    open('fastLane', 'fastLane', null),
    open('federal.discountPerYear', 'share', federal.discountPerYear),
    open('federal.raisedRateCutOffs', 'cutOffs', federal.raisedRateCutOffs),
    ...(['gigabit', 'lueckenschluss'] as const).map((programme): OpenRule => {
      const last = programmes.calls.findLast((call) => call.programme === programme);
      return {
        ...open(`call.${programme}`, 'call', null),
        source: last
          ? `kein neuerer Aufruf festgestellt als ${last.id} (${dateText(last.from, 'de')} bis ${last.to === null ? '?' : dateText(last.to, 'de')})`
          : 'keiner',
      };
    }),
    ...(procedures ? OPEN_PERIODS.map((key) => open(`procedures.${key}`, 'period', procedures[key])) : []),
    ...(plausibility
      ? [
          open('survey.buildRatePerMonth', 'pace', plausibility.buildRatePerMonth),
          open('survey.lateShare', 'share', plausibility.lateShare),
          ...Object.entries(plausibility.speeds).map(
            ([technology, { downMbit, upMbit, confidence, source }]): OpenRule => ({
              key: `survey.speeds.${technology}`,
              kind: 'speed',
              value: { downMbit, upMbit },
              confidence,
              source,
              asOf: null,
            }),
          ),
        ]
      : []),
    {
      ...open(ANSWER_COLUMNS_KEY, 'columns', null),
      source: 'nirgends festgelegt; die Namen sind ein Vorschlag von Lückenlos',
    },
    ...CODE_LISTS.map((name) => open(`gis.adressen.${name}`, 'codes', null)),
  ];
}

/** The rules that are not established, each with its latest entry where there is one. */
export function openRules(data: OpenRuleData, entries: readonly RuleEntry[]): OpenRule[] {
  return shippedRules(data).map((rule) => {
    const entry = latestEntry(entries, rule.key);
    if (!entry) return rule;
    return { ...rule, value: entry.value, confidence: 'unsure', source: entry.source, asOf: entry.asOf };
  });
}

/** Checks what is entered under a key; `expected` says what would do. */
export function readEntryValue(
  data: OpenRuleData,
  key: string,
  value: unknown,
): { value: unknown } | { expected: string; at: string } {
  const rule = shippedRules(data).find((each) => each.key === key);
  if (!rule) {
    const known = shippedRules(data)
      .map((each) => each.key)
      .join(', ');
    return { expected: `one of ${known}`, at: 'key' };
  }
  if (value === null) return { value };
  const parsed = VALUES[rule.kind].safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const [problem] = parsed.error.issues;
  return { expected: problem!.message, at: ['value', ...problem!.path].join('.') };
}

/** The rules with what was entered; every entered value stays `unsure` and names its source and day. */
export function withEntries(data: FundingData, entries: readonly RuleEntry[]): FundingData {
  const entered = <T>(key: string) => enteredValue<T>(entries, key);
  const { federal, catalogue, programmes } = data;
  const lane = entered<z.infer<typeof VALUES.fastLane>>('fastLane');
  const calls = (['gigabit', 'lueckenschluss'] as const).flatMap((programme) => {
    const call = entered<z.infer<typeof VALUES.call>>(`call.${programme}`);
    if (!call) return [];
    return [
      {
        id: `${programme}-entered`,
        programme,
        ...call.value,
        source: call.source,
        confidence: call.confidence,
      },
    ];
  });
  return {
    ...data,
    federal: {
      ...federal,
      discountPerYear: entered<number>('federal.discountPerYear') ?? federal.discountPerYear,
      raisedRateCutOffs:
        entered<{ below60: number; below70: number }>('federal.raisedRateCutOffs') ??
        federal.raisedRateCutOffs,
    },
    catalogue: {
      ...catalogue,
      // An entered one comes first, so that it wins on its days.
      fastLane: [
        ...(lane
          ? [
              {
                validFrom: lane.value.validFrom,
                validTo: lane.value.validTo,
                points: { ...lane, value: lane.value.points },
              },
            ]
          : []),
        ...catalogue.fastLane,
      ],
      criteria: catalogue.criteria.map((criterion) => ({
        ...criterion,
        zeroAt: entered<number>(`scoring.${criterion.key}.zeroAt`) ?? criterion.zeroAt,
        steps:
          entered<{ at: number; points: number }[]>(`scoring.${criterion.key}.steps`) ??
          criterion.steps ??
          null,
      })),
    },
    programmes: { ...programmes, calls: [...programmes.calls, ...calls] },
  };
}

/** What is entered under a key as a rule's value; null where what ships counts. */
export function enteredValue<T>(entries: readonly RuleEntry[], key: string): RuleValue<T> | null {
  const entry = latestEntry(entries, key);
  if (!entry) return null;
  return {
    value: entry.value as T,
    source: `${entry.source} (eingetragen, Stand ${entry.asOf}; nicht verifiziert)`,
    confidence: 'unsure',
    paragraph: null,
  };
}

/** Keys that are entered, with their days: what a manifest names beside the rules that ship. */
export function enteredKeys(entries: readonly RuleEntry[]): string[] {
  const keys = [...new Set(entries.map(({ key }) => key))].sort();
  return keys.flatMap((key) => {
    const entry = latestEntry(entries, key);
    return entry ? [`entered:${key}@${entry.asOf}`] : [];
  });
}

/** Codes that were entered for an attribute of the address layer; null where what ships counts. */
export function enteredCodes(entries: readonly RuleEntry[], attribute: string): readonly string[] | null {
  return (latestEntry(entries, `gis.adressen.${attribute}`)?.value as string[] | undefined) ?? null;
}

/** The entry that counts: the last one, unless it took the earlier ones back. */
export function latestEntry(entries: readonly RuleEntry[], key: string): RuleEntry | null {
  const entry = entries
    .filter((each) => each.key === key)
    .reduce<RuleEntry | null>((last, each) => (last && last.id > each.id ? last : each), null);
  return entry === null || entry.value === null ? null : entry;
}
