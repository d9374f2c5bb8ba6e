import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import { issueSentence } from '#core/issue-texts.ts';
import { escapeHtml } from '#core/wlan/page/list.ts';
import { documentJobs } from '../../jobs/document-jobs.ts';
import type { AppEnv, Route, Services } from '../../route.ts';
import { languageOfPage } from '../../trust/accounts/page.ts';
import { wantsPage } from '../../wants-page.ts';
import { renderPage } from '../wlan/template.ts';
import { operatorOfToken } from './link-store.ts';
import { findOperator } from './operator-store.ts';
import { OPERATOR_VIEW_TEXTS, operatorViewContent, ownClaimsCsv } from './operator-view.ts';
import { ownClaims } from './own-claims.ts';
import { existingSurvey } from './survey-request.ts';

const query = { key: z.string(), lang: z.enum(['de', 'en']).optional() };

/**
 * An operator's own view of a survey, opened by a link that ends by itself: its own claims and promises, the list it
 * was sent, and nothing of anybody else. The token stands in the query, which is not logged.
 */
export function operatorViewRoutes(services: Services): Route[] {
  const { db } = services;
  const shared = { method: 'get', access: 'public', tag: 'surveys', query } as const;
  const opened = async (c: Context<AppEnv>) => {
    const found = await operatorOfToken(db, c.req.query('key') ?? '');
    if (!found) throw new IssueError({ code: 'survey-link', severity: 'error', where: 'key', params: {} });
    const survey = await existingSurvey(db, found.surveyId);
    const operator = await findOperator(db, survey.id, String(found.operatorId));
    return { survey, operator, expiresAt: found.expiresAt };
  };
  return [
    {
      ...shared,
      path: '/survey-view',
      summary: 'An operator’s own claims and promises in a market survey, opened by its link',
      produces: ['text/html'],
      handler: async (c) => {
        const language = languageOfPage(c);
        const t = OPERATOR_VIEW_TEXTS[language];
        try {
          const { survey, operator, expiresAt } = await opened(c);
          const claims = await ownClaims(db, survey, operator);
          const key = c.req.query('key') ?? '';
          return page(c, operatorViewContent({ language, survey, operator, claims, expiresAt, key }), 200);
        } catch (error) {
          if (!(error instanceof IssueError) || error.issues[0]?.code !== 'survey-link' || !wantsPage(c))
            throw error;
          const sentence = escapeHtml(issueSentence(error.issues[0], language));
          return page(c, `<h1>${t.title}</h1><p class="notice warn" role="alert">${sentence}</p>`, 404);
        }
      },
    },
    {
      ...shared,
      path: '/survey-view/claims.csv',
      summary: 'The same claims as CSV',
      produces: ['text/csv'],
      handler: async (c) => {
        const { survey, operator } = await opened(c);
        const csv = ownClaimsCsv(await ownClaims(db, survey, operator));
        return download(csv, 'text/csv; charset=utf-8', 'eigene-angaben.csv');
      },
    },
    {
      ...shared,
      path: '/survey-view/package.zip',
      summary: 'The package for this operator: list, geodata, map and cover letter',
      produces: ['application/zip'],
      handler: async (c) => {
        const { survey, operator } = await opened(c);
        const task = { kind: 'survey-package', survey, operator: operator.name } as const;
        const zip = await documentJobs(services).make<'survey-package'>(task, { signal: c.req.raw.signal });
        return download(zip, 'application/zip', 'markterkundung.zip');
      },
    },
  ];
}

const HEADERS = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' } as const;

function page(c: Context<AppEnv>, content: string, status: 200 | 404): Response {
  const language = languageOfPage(c);
  const t = OPERATOR_VIEW_TEXTS[language];
  const other = language === 'de' ? 'en' : 'de';
  const key = encodeURIComponent(c.req.query('key') ?? '');
  const body = `<a class="skip" href="#content">${t.skip}</a>
<header><nav aria-label="${t.pages}"><a class="link" href="/survey-view?key=${key}&amp;lang=${other}" hreflang="${other}" lang="${other}">${t.otherLanguage}</a></nav></header>
<main class="prose" id="content" tabindex="-1">${content}</main>`;
  const html = renderPage({ language, title: `${t.title} – Lückenlos`, body, withScript: false });
  return c.html(html, status, { ...HEADERS, 'content-language': language });
}

function download(bytes: Uint8Array, type: string, name: string): Response {
  return new Response(bytes as BodyInit, {
    headers: { ...HEADERS, 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
}
