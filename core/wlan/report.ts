import type { Issue } from '../issue.ts';

/** What people can report. The first two are about a hotspot of the list. */
export const REPORT_KINDS = ['not-working', 'wrong-place', 'suggestion', 'other'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export const REPORT_STATES = ['new', 'accepted', 'done', 'rejected'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** Characters of the reporter's text. */
export const MESSAGE_LENGTH = { min: 3, max: 2000 } as const;
/** Characters of the desk's answer, which the public sees under the code. */
export const ANSWER_MAX_LENGTH = 2000;

export interface ReportInput {
  readonly kind: ReportKind;
  /** Null for a report that is not about a hotspot of the list. */
  readonly hotspotId: number | null;
  readonly message: string;
}

/** Fields as a form or a program sends them; anything may be missing or of a wrong kind. */
export type ReportFields = Readonly<Record<string, unknown>>;

/**
 * Reads a report. Every field that does not fit is named with its value and what would fit; nothing about the
 * reporter is asked, so a field we do not know is refused and not kept.
 */
export function readReport(
  fields: ReportFields,
): { readonly report: ReportInput } | { readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const known = ['kind', 'hotspotId', 'message'];
  for (const name of Object.keys(fields).filter((each) => !known.includes(each)))
    issues.push(issue('wlan-report-unknown-field', name, fields[name], { known: known.join(', ') }));
  const kind = REPORT_KINDS.find((each) => each === fields.kind);
  if (!kind) issues.push(issue('wlan-report-kind', 'kind', fields.kind, { known: REPORT_KINDS.join(', ') }));
  const message = messageOf(fields.message);
  const length = message?.length ?? 0;
  if (message === null || length < MESSAGE_LENGTH.min || length > MESSAGE_LENGTH.max)
    issues.push(issue('wlan-report-length', 'message', fields.message, { length, ...MESSAGE_LENGTH }));
  const hotspotId = hotspotOf(fields.hotspotId);
  const isNeeded = kind === 'not-working' || kind === 'wrong-place';
  if (hotspotId === undefined || (hotspotId === null && isNeeded))
    issues.push(issue('wlan-report-hotspot', 'hotspotId', fields.hotspotId, {}));
  if (issues.length > 0) return { issues };
  return { report: { kind: kind!, hotspotId: hotspotId!, message: message! } };
}

/** The text as it is kept: one kind of line end, no control signs, whole characters only. */
function messageOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return (
    value
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
      .trim()
  );
}

/** Null = none given, undefined = not a number of a hotspot. */
function hotspotOf(value: unknown): number | null | undefined {
  if (value === undefined || value === null || value === '') return null;
  const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return Number.isInteger(number) && (number as number) > 0 && (number as number) < 2 ** 31
    ? (number as number)
    : undefined;
}

export function issue(
  code: string,
  name: string,
  value: unknown,
  params: Readonly<Record<string, string | number>>,
): Issue {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  const shown = text.length > 80 ? `${text.slice(0, 80).toWellFormed()}…` : text.toWellFormed();
  return { code, severity: 'error', where: name, params: { name, value: shown, ...params } };
}

/** Letters and digits that nobody mixes up when reading aloud (Crockford's base 32). */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The code of a report from 12 random bytes: 60 bits, `K7QW-2M9X-T4BD`. */
export function reportCode(random: Uint8Array): string {
  const signs = Array.from(random.subarray(0, 12), (byte) => SIGNS[byte % 32]!).join('');
  return signs.replace(/(.{4})(?=.)/g, '$1-');
}

/** A code as people type it (small letters, O for 0, without dashes) as we keep it; null when it cannot be one. */
export function normalizedCode(text: string): string | null {
  const signs = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(signs) ? signs.replace(/(.{4})(?=.)/g, '$1-') : null;
}
