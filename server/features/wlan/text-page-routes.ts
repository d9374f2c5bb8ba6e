import { z } from 'zod';
import type { Route, Services } from '../../route.ts';
import { accessibilityCheck } from './accessibility-check.ts';
import { accessibilityContent } from './accessibility-page.ts';
import { pageLanguage } from './map-page-route.ts';
import { plainLanguageContent } from './plain-language-page.ts';
import { textPage } from './text-page.ts';

export const LANG_QUERY = {
  lang: z.enum(['de', 'en']).optional().describe('Language; else the one of the browser'),
};

/** Pages of text around the public map. */
export function textPageRoutes({ config }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/wlan/accessibility',
      access: 'public',
      tag: 'wlan',
      summary: 'Accessibility statement: aim, last automatic check, how to report barriers',
      query: LANG_QUERY,
      produces: ['text/html'],
      handler: (c) => {
        const language = pageLanguage(c, c.req.query('lang'));
        const content = accessibilityContent({
          language,
          placeName: config.PLACE_NAME,
          contact: config.ACCESSIBILITY_CONTACT,
          enforcement: config.ACCESSIBILITY_ENFORCEMENT,
          check: accessibilityCheck(),
        });
        const title = language === 'de' ? 'Erklärung zur Barrierefreiheit' : 'Accessibility statement';
        return textPage(c, { language, title, content, path: '/wlan/accessibility' });
      },
    },
    {
      method: 'get',
      path: '/wlan/leichte-sprache',
      access: 'public',
      tag: 'wlan',
      summary: 'The main texts in Leichte Sprache (easy German)',
      query: LANG_QUERY,
      produces: ['text/html'],
      handler: (c) =>
        textPage(c, {
          language: 'de',
          title: 'WLAN in Leichter Sprache',
          content: plainLanguageContent(config.PLACE_NAME, config.ACCESSIBILITY_CONTACT),
          path: null,
        }),
    },
  ];
}
