import type { ParseArgsConfig } from 'node:util';
import { type Issue, IssueError } from '#core/issue.ts';
import type { Language } from '#core/issue-texts.ts';
import type { OpenDatabase } from '../db/open.ts';

/** A command of the command line. Every command is a file with one of these and a line in `commands/index.ts`. */
export interface Command {
  readonly name: string;
  readonly summary: { readonly de: string; readonly en: string };
  /** Without the program's name, e.g. `count <layer> [--by districts]`. */
  readonly usage: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Names of the arguments without a flag; all are required. */
  readonly positionals: readonly string[];
  run(context: CommandContext): Promise<CommandResult>;
}

export interface CommandOption {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly placeholder?: string;
  readonly help: { readonly de: string; readonly en: string };
}

export interface CommandContext {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly language: Language;
  /**
   * The database; closed when the command ends. It is migrated, and shared with a running program, unless the
   * command wants it `alone` and as it is.
   */
  open(options?: { readonly alone?: boolean }): Promise<OpenDatabase>;
}

export interface CommandResult {
  readonly exitCode: number;
  /** What `--json` prints. */
  readonly json: unknown;
  /** What is printed without `--json`. */
  readonly lines: readonly string[];
  /** Sentences for stderr. */
  readonly remarks?: readonly string[];
}

export const JSON_OPTION: CommandOption = {
  type: 'boolean',
  help: { de: 'Ergebnis als JSON auf die Standardausgabe', en: 'Result as JSON on standard output' },
};

export function parseArgsOptions(command: Command): NonNullable<ParseArgsConfig['options']> {
  const options = { ...command.options, help: { type: 'boolean' as const } };
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [
      name,
      { type: option.type, ...('multiple' in option && option.multiple ? { multiple: true } : {}) },
    ]),
  );
}

/** The text of an option, or null; an empty one is refused by name. */
export function textOption(context: CommandContext, name: string): string | null {
  const value = context.values[name];
  if (value === undefined) return null;
  if (typeof value !== 'string' || value.trim() === '')
    throw badArgument(
      `--${name}`,
      String(value),
      context.language === 'de' ? 'ein Text, der nicht leer ist' : 'a text that is not empty',
    );
  return value;
}

/** A finite number of an option within bounds, or null where it is not given. */
export function numberOption(context: CommandContext, name: string, min: number, max: number): number | null {
  const text = textOption(context, name);
  if (text === null) return null;
  const value = Number(text);
  if (Number.isFinite(value) && value >= min && value <= max) return value;
  throw badArgument(`--${name}`, text, `${min} … ${max}`);
}

/** A day that exists, as `YYYY-MM-DD`, or null where it is not given. */
export function dateOption(context: CommandContext, name: string): string | null {
  const text = textOption(context, name);
  if (text === null) return null;
  const day = new Date(`${text}T00:00:00Z`);
  const exists =
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  if (exists) return text;
  throw badArgument(`--${name}`, text, 'YYYY-MM-DD');
}

export function badArgument(name: string, value: string, expected: string): IssueError {
  const issue: Issue = {
    code: 'bad-argument',
    severity: 'error',
    where: name,
    params: { name, value, expected },
  };
  return new IssueError(issue);
}
