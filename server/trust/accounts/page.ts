import type { Context } from 'hono';
import { type Issue, IssueError } from '#core/issue.ts';
import { issueSentence } from '#core/issue-texts.ts';
import { escapeHtml } from '#core/wlan/page/list.ts';
import { type PageLanguage, pageText } from '#core/wlan/page/texts.ts';
import { pageLanguage } from '../../features/wlan/map-page-route.ts';
import { renderPage } from '../../features/wlan/template.ts';
import type { AppEnv } from '../../route.ts';
import { wantsPage } from '../../wants-page.ts';
import { ACCOUNT_STYLE } from './style.ts';
import { ACCOUNT_TEXTS } from './texts.ts';

export function languageOfPage(c: Context<AppEnv>): PageLanguage {
  return pageLanguage(c, c.req.query('lang'));
}

/** A page of the account or the administration, kept by nobody, with what went wrong before it. */
export function accountPage(
  c: Context<AppEnv>,
  title: 'account' | 'administration',
  content: string,
  notice = '',
): Response {
  const language = languageOfPage(c);
  const other = language === 'de' ? 'en' : 'de';
  const heading = escapeHtml(ACCOUNT_TEXTS[language][title]);
  const path = title === 'account' ? '/account' : '/administration';
  const body = `<a class="skip" href="#content">${pageText(language, 'skipText')}</a>
<header><h1>${heading}</h1><nav aria-label="${pageText(language, 'pages')}"><a class="link" href="${path}?lang=${other}" hreflang="${other}" lang="${other}">${pageText(language, 'language')}</a></nav></header>
<main class="prose account" id="content" tabindex="-1">${problemOf(c, language)}${notice ? `<p class="notice" role="status">${escapeHtml(notice)}</p>` : ''}${content}</main>`;
  return c.html(
    renderPage({
      language,
      title: `${ACCOUNT_TEXTS[language][title]} – Lückenlos`,
      body,
      withScript: false,
    }).replace('</head>', HEAD_END),
    200,
    { 'cache-control': 'no-store', 'content-language': language },
  );
}

/** Passkeys need a script; it is built with the client and found nowhere when nothing is built. */
const HEAD_END = `${ACCOUNT_STYLE}<script type="module" src="/account.js"></script></head>`;

/** Problems that a page may be asked to show; anything else in the address is not repeated. */
const SHOWN = [
  'sign-in-failed',
  'sign-in-locked',
  'bad-sign-in-link',
  'weak-password',
  'account-exists',
  'last-administrator',
  'bad-parameter',
  'account-disabled',
  'administrator-exists',
  'sign-in-stale',
  'passkey-failed',
  'oidc-unreachable',
  'oidc-failed',
  'oidc-no-email',
  'oidc-email-unverified',
  'oidc-no-role',
];

function problemOf(c: Context<AppEnv>, language: PageLanguage): string {
  const code = c.req.query('problem');
  if (!code || !SHOWN.includes(code)) return '';
  const params = Object.fromEntries(
    ['seconds', 'email', 'name', 'value', 'expected', 'reason'].map((name) => [
      name,
      (c.req.query(name) ?? '').slice(0, 200),
    ]),
  );
  const sentence = issueSentence({ code, severity: 'error', params } as Issue, language);
  return `<div class="notice warn" role="alert"><p>${escapeHtml(sentence)}</p></div>`;
}

/** Does what a form asks; a page is led back to with the problem, a program gets the problem document. */
export async function fromForm(
  c: Context<AppEnv>,
  back: string,
  work: (form: URLSearchParams) => Promise<Response>,
): Promise<Response> {
  try {
    const form = new URLSearchParams(await c.req.text());
    for (const [name, value] of form)
      if (value.includes('\0')) throw badField(name, value.replaceAll('\0', '␀'), 'a text without NUL');
    return await work(form);
  } catch (error) {
    if (!(error instanceof IssueError) || !wantsPage(c)) throw error;
    const { code } = error.issues[0]!;
    if (!SHOWN.includes(code)) throw error;
    return backWithProblem(c, back, error);
  }
}

/** Leads a browser back to a page, which then says what went wrong. */
export function backWithProblem(c: Context<AppEnv>, back: string, error: IssueError): Response {
  const { code, params } = error.issues[0]!;
  const query = new URLSearchParams({ lang: languageOfPage(c), problem: code });
  for (const [name, value] of Object.entries(params ?? {})) query.set(name, String(value));
  return c.redirect(`${back}?${query}`, 303);
}

export function badField(name: string, value: string, expected: string): IssueError {
  return new IssueError({
    code: 'bad-parameter',
    severity: 'error',
    where: name,
    params: { name, value: value.slice(0, 200), expected },
  });
}
