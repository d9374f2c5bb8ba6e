import { createContext, useContext } from 'react';
import type { RuleSet } from '#core/rulebook/rule-set.ts';
import { ruleSetSchema } from '#core/rulebook/rule-set-schema.ts';

export type Path = readonly (string | number)[];

/** The rule set in the making, as the form has it: any value may still be missing or wrong. */
export interface RuleForm {
  readonly draft: unknown;
  readonly set: (path: Path, value: unknown) => void;
  /** Sentence about the value at a path (joined by dots); shown once saving was tried. */
  readonly errors: ReadonlyMap<string, string>;
}

export const RuleFormContext = createContext<RuleForm | null>(null);
export const useRuleForm = (): RuleForm => useContext(RuleFormContext)!;

export function valueAt(draft: unknown, path: Path): unknown {
  let value = draft;
  for (const key of path) value = (value as Record<string | number, unknown> | null | undefined)?.[key];
  return value;
}

/** A copy with another value at a path; what the path does not touch stays the same object. */
export function withValue(draft: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(draft)) return draft.map((one, i) => (i === key ? withValue(one, rest, value) : one));
  const record = (draft ?? {}) as Record<string, unknown>;
  return { ...record, [key]: withValue(record[key], rest, value) };
}

/**
 * Checks a draft with the schema the server uses.
 * @param sentence what to say of a kind of mistake: `empty`, `number`, `range`, `date`, `id`, `order`, `other`
 */
export function checkDraft(
  draft: unknown,
  sentence: (kind: string, params: Record<string, string>) => string,
): { readonly ruleSet: RuleSet | null; readonly errors: ReadonlyMap<string, string> } {
  const parsed = ruleSetSchema.safeParse(draft);
  if (parsed.success) return { ruleSet: parsed.data, errors: new Map() };
  const errors = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const path = issue.path.join('.');
    const value = valueAt(draft, issue.path as Path);
    const params = { value: String(value ?? ''), expected: issue.message };
    errors.set(path, sentence(kindOf(issue.code, path, value), params));
  }
  return { ruleSet: null, errors };
}

function kindOf(code: string, path: string, value: unknown): string {
  if (value === '' || value === undefined) return 'empty';
  if (/valid(From|To)$/.test(path)) return code === 'custom' ? 'order' : 'date';
  if (path === 'id') return 'id';
  if (code === 'too_small' && (Array.isArray(value) || typeof value === 'string')) return 'empty';
  if (code === 'too_small' || code === 'too_big') return 'range';
  if (typeof value === 'number' || code === 'invalid_type') return 'number';
  return 'other';
}

/** An id that is free: the given one with the next number behind it. */
export function freeId(id: string, taken: readonly string[]): string {
  for (let n = 2; ; n++) if (!taken.includes(`${id}-${n}`)) return `${id}-${n}`;
}
