import { badField } from './page.ts';

/** A field of a form, trimmed. @throws IssueError `bad-parameter` when it is empty or too long */
export function textOf(form: URLSearchParams, name: string, longest: number): string {
  const value = (form.get(name) ?? '').trim().toWellFormed();
  if (value === '' || value.length > longest) throw badField(name, value, `1–${longest} characters`);
  return value;
}
