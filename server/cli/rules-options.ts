import type { RuleBook } from '#core/rulebook/rule-book.ts';
import { SHIPPED_RULES } from '#data/rulebook/index.ts';
import { type ChosenRules, chooseRules } from '../features/assessment/choose-rules.ts';
import { loadRuleBook } from '../features/rule-sets/store.ts';
import {
  badArgument,
  type CommandContext,
  type CommandOption,
  dateOption,
  numberOption,
  textOption,
} from './command.ts';

/** How a rule set is chosen and read on the command line; the same for every command that evaluates one. */
export const READING_OPTIONS = {
  horizon: {
    type: 'string',
    placeholder: '<years>',
    help: { de: 'Zeithorizont in Jahren', en: 'Horizon in years' },
  },
  cable: {
    type: 'string',
    placeholder: 'on|off',
    help: { de: 'Kabelausschluss (Wortlaut unsicher)', en: 'Cable exclusion (wording unsure)' },
  },
  'peak-time': {
    type: 'string',
    placeholder: 'assumed|stated',
    help: { de: 'Spitzenlast angenommen oder ausdrücklich', en: 'Peak time assumed or stated' },
  },
} as const satisfies Record<string, CommandOption>;

export const RULES_OPTIONS = {
  rules: { type: 'string', placeholder: '<id>', help: { de: 'Regelwerk', en: 'Rule set' } },
  date: {
    type: 'string',
    placeholder: 'YYYY-MM-DD',
    help: {
      de: 'Tag der Bewertung; ohne --rules gilt sein Regelwerk',
      en: 'Day of the evaluation; without --rules its rule set applies',
    },
  },
  ...READING_OPTIONS,
} as const satisfies Record<string, CommandOption>;

/** The state of the data, for commands that can look back. */
export const DATA_OPTION = {
  data: {
    type: 'string',
    placeholder: 'YYYY-MM-DD',
    help: {
      de: 'Stand der Versorgungsdaten an diesem Tag, soweit frühere Stände aufgehoben sind',
      en: 'State of the supply data on this day, as far as earlier states are kept',
    },
  },
} as const satisfies Record<string, CommandOption>;

/** The rule set that the options name. @throws IssueError as `chooseRules`, or `bad-argument` */
export async function rulesOf(context: CommandContext): Promise<ChosenRules> {
  const query = {
    rules: textOption(context, 'rules') ?? undefined,
    date: dateOption(context, 'date') ?? undefined,
    data: dateOption(context, 'data') ?? undefined,
    ...readingOf(context),
  };
  return chooseRules(query, await rulesFor(context, [query.rules]));
}

/** The rules to choose from: where every id asked for ships, those that ship, without opening the database. */
export async function rulesFor(
  context: CommandContext,
  asked: readonly (string | undefined)[],
): Promise<RuleBook> {
  const ships = (id: string | undefined) => SHIPPED_RULES.ruleSets.some((rules) => rules.id === id);
  return asked.every(ships) ? SHIPPED_RULES : loadRuleBook((await context.open()).db);
}

export function readingOf(context: CommandContext) {
  const cable = oneOf(context, 'cable', ['on', 'off']);
  const peakTime = oneOf(context, 'peak-time', ['assumed', 'stated']);
  return {
    horizonYears: numberOption(context, 'horizon', 0, 30) ?? undefined,
    excludeCable: cable === null ? undefined : cable === 'on',
    requirePeakTimeStatement: peakTime === null ? undefined : peakTime === 'stated',
  };
}

/** What is not established about a rule set, for stderr: a result never looks surer than it is. */
export function remarksOn({ ruleSet, alsoInForce, date }: ChosenRules, language: 'de' | 'en'): string[] {
  const german = language === 'de';
  const outOfForce = date < ruleSet.validFrom || (ruleSet.validTo !== null && date > ruleSet.validTo);
  return [
    ...(outOfForce
      ? [
          german
            ? `${ruleSet.id} ist am ${date} nicht in Kraft (${ruleSet.validFrom} bis ${ruleSet.validTo ?? 'offen'}).`
            : `${ruleSet.id} is not in force on ${date} (${ruleSet.validFrom} to ${ruleSet.validTo ?? 'open'}).`,
        ]
      : []),
    ...alsoInForce.map((other) =>
      german
        ? `Am selben Tag gilt auch ${other.id}: ${other.title.de}.`
        : `In force on the same day: ${other.id}: ${other.title.en}.`,
    ),
    ...ruleSet.notes
      .filter((note) => note.confidence === 'unsure')
      .map((note) => `${german ? 'Unsicher' : 'Unsure'}: ${note.text[language]}`),
  ];
}

/** The values of an option that may be given more than once. */
export function listOption(context: CommandContext, name: string): string[] {
  const values = context.values[name];
  const list = Array.isArray(values) ? values : values === undefined ? [] : [values];
  return list.map((value) => {
    if (typeof value !== 'string' || value.trim() === '') throw badArgument(`--${name}`, String(value), '…');
    return value;
  });
}

function oneOf<T extends string>(context: CommandContext, name: string, known: readonly T[]): T | null {
  const text = textOption(context, name);
  if (text === null || known.includes(text as T)) return text as T | null;
  throw badArgument(`--${name}`, text, known.join(', '));
}
