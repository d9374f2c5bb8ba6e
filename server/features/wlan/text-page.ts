import type { Context } from 'hono';
import { escapeHtml } from '#core/wlan/page/list.ts';
import { type PageLanguage, pageText } from '#core/wlan/page/texts.ts';
import type { AppEnv } from '../../route.ts';
import { compressed } from './compressed.ts';
import { renderPage } from './template.ts';

/** A public page of text or a form, drawn by the server alone. */
export interface TextPage {
  readonly language: PageLanguage;
  readonly title: string;
  /** HTML of the content below the heading. */
  readonly content: string;
  /** Path without a language; null where the page is in one language only. */
  readonly path: string | null;
}

type Status = 200 | 201 | 400 | 404 | 413 | 422 | 429;

/** Answers with a page of the public map without its script: heading, way back, content, ways on. */
export function textPage(c: Context<AppEnv>, page: TextPage, status: Status = 200): Promise<Response> {
  const { language, title, content, path } = page;
  const other = language === 'de' ? 'en' : 'de';
  const toOther = path
    ? `<a class="link" href="${escapeHtml(`${path}?lang=${other}`)}" hreflang="${other}" lang="${other}">${pageText(language, 'language')}</a>`
    : '';
  const body = `<a class="skip" href="#content">${pageText(language, 'skipText')}</a>
<header><h1>${escapeHtml(title)}</h1><nav aria-label="${pageText(language, 'pages')}"><a class="link" href="/wlan?lang=${language}">${pageText(language, 'toMap')}</a> ${toOther}</nav></header>
<main class="prose" id="content" tabindex="-1">
${content}
</main>
<footer>${pageLinks(language)}</footer>`;
  return compressed(
    c,
    renderPage({ language, title, body, withScript: false }),
    pageHeaders(language),
    status,
  );
}

/** Ways from every public page to the others. */
export function pageLinks(language: PageLanguage): string {
  const link = (path: string, label: string) => `<a class="link" href="${path}">${escapeHtml(label)}</a>`;
  return `<nav aria-label="${pageText(language, 'more')}">${[
    link(`/wlan/report?lang=${language}`, pageText(language, 'report')),
    link(`/wlan/accessibility?lang=${language}`, pageText(language, 'accessibility')),
    link('/wlan/leichte-sprache', 'Leichte Sprache'),
    link(`/wlan/open-data?lang=${language}`, pageText(language, 'openData')),
  ].join(' ')}</nav>`;
}

function pageHeaders(language: PageLanguage): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-language': language,
    'cache-control': 'no-cache',
  };
}
