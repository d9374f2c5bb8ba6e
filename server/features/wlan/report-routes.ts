import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import { issueSentence } from '#core/issue-texts.ts';
import { issue, normalizedCode, type ReportFields, readReport } from '#core/wlan/report.ts';
import type { AppEnv, Route, Services } from '../../route.ts';
import { callerAddress } from '../../trust/caller-address.ts';
import { wantsPage } from '../../wants-page.ts';
import { pageLanguage } from './map-page-route.ts';
import type { ReportLimits } from './report-limits.ts';
import { lookupForm, REPORT_TEXTS, reportFormContent, reportStateContent } from './report-page.ts';
import { addReport, reportOfCode } from './report-store.ts';
import { hotspotCatalogue } from './store.ts';
import { textPage } from './text-page.ts';
import { LANG_QUERY } from './text-page-routes.ts';

/** A report of 2000 characters, each of them escaped in a form, with room to spare. */
const MAX_BODY_BYTES = 32 * 1024;

/** Reporting something without an account, as a form without a script or as JSON, and looking up the answer. */
export function reportRoutes(services: Services, limits: ReportLimits): Route[] {
  const shared = { access: 'public', tag: 'wlan' } as const;
  return [
    {
      ...shared,
      method: 'get',
      path: '/wlan/report',
      summary: 'Form to report that a hotspot does not work, is wrong, or is missing',
      query: { ...LANG_QUERY, kind: z.string().optional(), hotspot: z.string().optional() },
      produces: ['text/html'],
      handler: (c) => {
        const { kind = '', hotspot = '' } = c.req.query();
        return form(c, services, { kind, hotspotId: hotspot, message: '' }, [], 200);
      },
    },
    {
      ...shared,
      method: 'post',
      path: '/wlan/reports',
      summary: 'Reports something; the answer holds the code to look it up',
      query: LANG_QUERY,
      maxBodyBytes: MAX_BODY_BYTES,
      produces: ['application/json', 'text/html'],
      handler: (c) => receive(c, services, limits),
    },
    {
      ...shared,
      method: 'get',
      path: '/wlan/reports',
      summary: 'Leads from the form to the report of a code',
      query: { ...LANG_QUERY, code: z.string().optional() },
      produces: ['text/html'],
      handler: (c) => {
        const language = pageLanguage(c, c.req.query('lang'));
        const code = c.req.query('code')?.trim().slice(0, 40);
        const path = code ? `/wlan/reports/${encodeURIComponent(code)}` : '/wlan/report';
        return c.redirect(`${path}?lang=${language}`, 303);
      },
    },
    {
      ...shared,
      method: 'get',
      path: '/wlan/reports/:code',
      summary: 'State and answer of a report, without what was written',
      query: LANG_QUERY,
      produces: ['application/json', 'text/html'],
      handler: (c) => show(c, services),
    },
  ];
}

async function receive(c: Context<AppEnv>, services: Services, limits: ReportLimits): Promise<Response> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  const isForm = type === 'application/x-www-form-urlencoded';
  const text = await c.req.text();
  let fields: ReportFields = {};
  try {
    limits.take(callerAddress(c, services.config), Date.now());
    fields = isForm ? Object.fromEntries(new URLSearchParams(text)) : jsonFields(type, text);
    const read = readReport(fields);
    if ('issues' in read) throw new IssueError(read.issues);
    const code = await addReport(services.db, read.report);
    const location = `/wlan/reports/${code}`;
    const language = pageLanguage(c, c.req.query('lang'));
    if (isForm) return c.redirect(`${location}?lang=${language}&sent=1`, 303);
    return c.json({ code, state: 'new', location }, 201, { location, 'cache-control': 'no-store' });
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
    const isFlood = error.issues[0]!.code === 'wlan-reports-too-many';
    if (isFlood) c.header('retry-after', String(error.issues[0]!.params?.seconds));
    else limits.refused.unusable++;
    if (!isForm) throw error;
    return form(c, services, fields, error.issues, isFlood ? 429 : 422);
  }
}

function jsonFields(type: string, text: string): ReportFields {
  if (type !== 'application/json')
    throw new IssueError(issue('wlan-report-format', 'Content-Type', type, {}));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new IssueError({ code: 'bad-json', severity: 'error', where: 'body', params: { reason } });
  }
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  return isObject ? (json as ReportFields) : {};
}

/** The form, with what was written already and what is wrong with it. */
async function form(
  c: Context<AppEnv>,
  { db }: Services,
  fields: ReportFields,
  issues: IssueError['issues'],
  status: 200 | 422 | 429,
): Promise<Response> {
  const language = pageLanguage(c, c.req.query('lang'));
  const { value } = await hotspotCatalogue(db);
  const hotspot = value.hotspots.find(({ id }) => String(id) === String(fields.hotspotId ?? '')) ?? null;
  const content = reportFormContent({
    language,
    kind: String(fields.kind ?? ''),
    hotspot,
    message: String(fields.message ?? ''),
    complaints: issues.map((each) => issueSentence(each, language)),
  });
  const path = hotspot ? null : '/wlan/report';
  return textPage(c, { language, title: REPORT_TEXTS[language].title, content, path }, status);
}

async function show(c: Context<AppEnv>, { db }: Services): Promise<Response> {
  const given = c.req.param('code') ?? '';
  const code = normalizedCode(given);
  const report = code ? await reportOfCode(db, code) : null;
  const unknown = issue('wlan-report-code', 'code', given, {});
  if (!wantsPage(c)) {
    if (!report) throw new IssueError(unknown);
    return c.json(report, 200, { 'cache-control': 'no-store' });
  }
  const language = pageLanguage(c, c.req.query('lang'));
  const content = report
    ? reportStateContent(report, language, c.req.query('sent') === '1')
    : `<p class="notice warn" role="alert">${issueHtml(unknown, language)}</p>${lookupForm(language, given.slice(0, 30))}`;
  const path = report ? `/wlan/reports/${report.code}` : '/wlan/report';
  const title = REPORT_TEXTS[language].stateTitle;
  return textPage(c, { language, title, content, path }, report ? 200 : 404);
}

function issueHtml(each: Parameters<typeof issueSentence>[0], language: 'de' | 'en'): string {
  return issueSentence(each, language).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
