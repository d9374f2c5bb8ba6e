import { ROLLOUT_TEXTS } from '#core/wlan/page/rollout-texts.ts';
import type { PageLanguage } from '#core/wlan/page/texts.ts';

/** Ways between the pages of the WLAN officer, and back to the planning. */
export function deskLinks(language: PageLanguage, current: 'desk' | 'rollout'): string {
  const t = ROLLOUT_TEXTS[language];
  const link = (name: string, path: string, label: string) =>
    `<a class="link" href="${path}"${name === current ? ' aria-current="page"' : ''}>${label}</a>`;
  return `<nav class="ways" aria-label="WLAN">${[
    link('desk', `/wlan/desk?lang=${language}`, t.reports),
    link('rollout', `/wlan/rollout?lang=${language}`, t.title),
    link('planning', '/', t.toPlanning),
  ].join(' ')}</nav>`;
}
