import type { Context } from 'hono';
import { type Issue, IssueError } from '#core/issue.ts';
import { ISSUE_TEXTS, issueSentence, issueStatus, type Language } from '#core/issue-texts.ts';
import type { AppEnv } from './route.ts';
import { isDatabaseGone } from './trust/database-gone.ts';
import { isDiskFull } from './trust/disk-full.ts';

/**
 * Answers with a problem document (RFC 9457): the first issue decides the status; all are listed, each with
 * its code, place, values and sentence.
 */
export function problemResponse(
  c: Context<AppEnv>,
  issues: readonly Issue[],
  extra: Record<string, unknown> = {},
): Response {
  const language = languageOf(c.req.header('accept-language'));
  const first = issues[0]!;
  const status = issueStatus(first);
  return c.body(
    JSON.stringify({
      type: `urn:lueckenlos:issue:${first.code}`,
      title: first.code,
      status,
      detail: issueSentence(first, language),
      instance: c.req.path,
      requestId: c.get('requestId'),
      issues: issues.map((issue) => ({ ...issue, message: issueSentence(issue, language) })),
      ...extra,
    }),
    status as 400,
    { 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'content-language': language },
  );
}

/** Turns whatever was thrown into a problem document; only what nobody expected is a 500, and is logged. */
export function answerError(c: Context<AppEnv>, error: unknown, log: (error: unknown) => void): Response {
  if (error instanceof IssueError) {
    const known = error.issues.filter((issue) => issue.severity === 'error');
    return problemResponse(
      c,
      known.length > 0 ? known : error.issues,
      'extra' in error ? (error.extra as object as Record<string, unknown>) : {},
    );
  }
  if (isDatabaseGone(error)) {
    c.header('retry-after', '5');
    return problemResponse(c, [{ code: 'database-gone', severity: 'error' }]);
  }
  log(error);
  if (isDiskFull(error)) return problemResponse(c, [{ code: 'disk-full', severity: 'error' }]);
  return problemResponse(c, [
    { code: 'internal', severity: 'error', params: { requestId: c.get('requestId') } },
  ]);
}

/** German unless the caller prefers English. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const quality = params.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find(Boolean);
      return {
        language: tag.slice(0, 2).toLowerCase(),
        quality: quality === undefined ? 1 : Number(quality),
      };
    })
    .filter((entry) => entry.language === 'de' || entry.language === 'en')
    .sort((a, b) => b.quality - a.quality);
  return (wanted[0]?.language as Language | undefined) ?? 'de';
}

export function isKnownIssue(code: string): boolean {
  return code in ISSUE_TEXTS;
}
