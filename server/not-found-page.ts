import type { Context } from 'hono';
import { issueSentence } from '#core/issue-texts.ts';
import { escapeHtml } from '#core/wlan/page/list.ts';
import { pageText } from '#core/wlan/page/texts.ts';
import { renderPage } from './features/wlan/template.ts';
import type { AppEnv } from './route.ts';
import { languageOfPage } from './trust/accounts/page.ts';

/** The page for an address that leads nowhere, with the ways on. */
export function notFoundPage(c: Context<AppEnv>): Response {
  const language = languageOfPage(c);
  const sentence = issueSentence(
    { code: 'not-found', severity: 'error', where: 'path', params: { path: c.req.path.slice(0, 200) } },
    language,
  );
  const isGerman = language === 'de';
  const body = `<a class="skip" href="#content">${pageText(language, 'skipText')}</a>
<main class="prose account" id="content" tabindex="-1"><h1>${isGerman ? 'Nicht gefunden' : 'Not found'}</h1>
<p>${escapeHtml(sentence)}</p>
<ul><li><a href="/">${isGerman ? 'Zur Karte' : 'To the map'}</a></li><li><a href="/wlan">${isGerman ? 'Öffentliches WLAN' : 'Public WLAN'}</a></li></ul></main>`;
  return c.html(
    renderPage({
      language,
      title: `${isGerman ? 'Nicht gefunden' : 'Not found'} – Lückenlos`,
      body,
      withScript: false,
    }),
    404,
    { 'cache-control': 'no-store', 'content-language': language },
  );
}
