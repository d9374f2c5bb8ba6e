import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import { escapeHtml } from '#core/wlan/page/list.ts';
import { dateInWords, type PageLanguage } from '#core/wlan/page/texts.ts';
import { ANSWER_MAX_LENGTH, issue, REPORT_STATES, type ReportState } from '#core/wlan/report.ts';
import type { AppEnv, Route, Services } from '../../route.ts';
import { deskLinks } from './desk-links.ts';
import { feedTable } from './live/feed-table.ts';
import type { LiveFeeds } from './live/live-feeds.ts';
import { pageLanguage } from './map-page-route.ts';
import type { ReportLimits } from './report-limits.ts';
import { REPORT_TEXTS } from './report-page.ts';
import { answerReport, type DeskReport, deskReports } from './report-store.ts';
import { textPage } from './text-page.ts';
import { LANG_QUERY } from './text-page-routes.ts';

const DESK_QUERY = {
  ...LANG_QUERY,
  state: z
    .enum(['all', ...REPORT_STATES])
    .default('new')
    .describe('Only reports of this state'),
  page: z.coerce.number().int().min(1).max(100_000).default(1).describe('A hundred reports a page'),
};

/** The desk of whoever looks after the reports: reads, answers, accepts or rejects them. */
export function reportDeskRoutes(services: Services, limits: ReportLimits, feeds: LiveFeeds): Route[] {
  const shared = { access: 'planner', tag: 'wlan' } as const;
  return [
    {
      ...shared,
      method: 'get',
      path: '/wlan/desk',
      summary: 'Desk: reports of the public, with a form to answer each',
      query: DESK_QUERY,
      produces: ['text/html'],
      handler: (c) => desk(c, services, limits, feeds),
    },
    {
      ...shared,
      method: 'get',
      path: '/api/wlan/feeds',
      summary:
        'State of the monitored feeds: when each was last read, what was wrong, when it is tried again',
      handler: (c) => c.json({ feeds: feeds.states() }, 200, { 'cache-control': 'no-store' }),
    },
    {
      ...shared,
      method: 'get',
      path: '/api/wlan/reports',
      summary: 'Reports of the public, oldest first, with counts by state and what was refused',
      query: DESK_QUERY,
      handler: async (c) => {
        const { state, page } = deskQuery(c);
        const found = await deskReports(services.db, state, page);
        return c.json({ ...found, refused: limits.refused }, 200, { 'cache-control': 'no-store' });
      },
    },
    {
      ...shared,
      method: 'patch',
      path: '/api/wlan/reports/:id',
      summary: 'Answers, accepts, closes or rejects a report',
      handler: async (c) => {
        let body: unknown;
        try {
          body = await c.req.json();
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          throw new IssueError({ code: 'bad-json', severity: 'error', where: 'body', params: { reason } });
        }
        const change = readChange((body ?? {}) as Record<string, unknown>);
        return c.json(await answerReport(services.db, idOf(c), change));
      },
    },
    {
      ...shared,
      method: 'post',
      path: '/wlan/desk/:id',
      summary: 'The same from the form of the desk',
      produces: ['text/html'],
      handler: async (c) => {
        const fields = Object.fromEntries(new URLSearchParams(await c.req.text()));
        const { code } = await answerReport(services.db, idOf(c), readChange(fields));
        const language = pageLanguage(c, c.req.query('lang'));
        return c.redirect(`/wlan/desk?lang=${language}&answered=${code}`, 303);
      },
    },
  ];
}

function deskQuery(c: Context<AppEnv>): { state: ReportState | null; page: number } {
  const read = z.object({ state: DESK_QUERY.state, page: DESK_QUERY.page }).safeParse(c.req.query());
  if (!read.success) {
    const problem = read.error.issues[0]!;
    const name = String(problem.path[0]);
    const params = { name, value: c.req.query(name) ?? '', expected: problem.message };
    throw new IssueError({ code: 'bad-parameter', severity: 'error', where: name, params });
  }
  return { state: read.data.state === 'all' ? null : read.data.state, page: read.data.page };
}

function idOf(c: Context<AppEnv>): number {
  const text = c.req.param('id') ?? '';
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (id < 1 || id >= 2 ** 31) throw new IssueError(issue('wlan-report-id', 'id', text, {}));
  return id;
}

function readChange(fields: Record<string, unknown>): { state: ReportState; answer: string | null } {
  const state = REPORT_STATES.find((each) => each === fields.state);
  const issues = [];
  if (!state)
    issues.push(issue('wlan-report-state', 'state', fields.state, { known: REPORT_STATES.join(', ') }));
  const answer = String(fields.answer ?? '')
    .replaceAll('\0', '')
    .toWellFormed()
    .trim();
  if (answer.length > ANSWER_MAX_LENGTH)
    issues.push(
      issue('wlan-report-answer', 'answer', answer, { length: answer.length, max: ANSWER_MAX_LENGTH }),
    );
  if (issues.length > 0) throw new IssueError(issues);
  return { state: state!, answer: answer || null };
}

async function desk(
  c: Context<AppEnv>,
  { db }: Services,
  limits: ReportLimits,
  feeds: LiveFeeds,
): Promise<Response> {
  const { state, page } = deskQuery(c);
  const language = pageLanguage(c, c.req.query('lang'));
  const { reports, counts } = await deskReports(db, state, page);
  const t = DESK_TEXTS[language];
  const states = REPORT_TEXTS[language].states;
  const answered = c.req.query('answered');
  const tabs = (['all', ...REPORT_STATES] as const).map((each) => {
    const label = each === 'all' ? t.all : `${states[each]} (${counts[each]})`;
    const current = (state ?? 'all') === each ? ' aria-current="page"' : '';
    return `<a class="button" href="/wlan/desk?lang=${language}&amp;state=${each}"${current}>${label}</a>`;
  });
  const content = `${deskLinks(language, 'desk')}
${answered ? `<p class="notice" role="status">${t.saved} ${escapeHtml(answered)}</p>` : ''}
<nav class="buttons" aria-label="${t.filter}">${tabs.join(' ')}</nav>
<p>${t.refused.replace('{many}', String(limits.refused.tooMany)).replace('{bad}', String(limits.refused.unusable))}</p>
${reports.length === 0 ? `<p>${t.none}</p>` : `<ol class="hotspots">${reports.map((each) => entry(each, language)).join('')}</ol>`}
${feedTable(feeds.states(), language, Date.now())}`;
  return textPage(c, { language, title: t.title, content, path: '/wlan/desk' });
}

function entry(report: DeskReport, language: PageLanguage): string {
  const { kinds, states } = REPORT_TEXTS[language];
  const t = DESK_TEXTS[language];
  const options = REPORT_STATES.map(
    (each) => `<option value="${each}"${each === report.state ? ' selected' : ''}>${states[each]}</option>`,
  );
  const about = report.hotspotName
    ? ` · ${report.hotspotId ? `<a href="/wlan#h${report.hotspotId}">${escapeHtml(report.hotspotName)}</a>` : escapeHtml(report.hotspotName)}`
    : '';
  return `<li><h2>${kinds[report.kind]}</h2>
<p>${dateInWords(report.createdAt, language)} · ${report.code}${about}</p>
<blockquote class="lines">${escapeHtml(report.message)}</blockquote>
<form method="post" action="/wlan/desk/${report.id}?lang=${language}">
<label class="field">${t.state}<select name="state">${options.join('')}</select></label>
<label class="field">${t.answer}<textarea name="answer" rows="3" maxlength="${ANSWER_MAX_LENGTH}">${escapeHtml(report.answer ?? '')}</textarea></label>
<p class="buttons"><button type="submit" aria-label="${t.save} ${report.code}">${t.save}</button></p></form></li>`;
}

const DESK_TEXTS = {
  de: {
    title: 'Meldungen zum WLAN',
    filter: 'Nach Stand',
    all: 'alle',
    none: 'Keine Meldungen in dieser Auswahl.',
    refused:
      'Abgewiesen seit dem Start: {many} wegen zu vieler auf einmal, {bad} wegen unbrauchbarer Angaben.',
    state: 'Stand',
    answer: 'Antwort (sieht, wer den Code hat)',
    save: 'Speichern',
    saved: 'Gespeichert:',
  },
  en: {
    title: 'Reports on the WLAN',
    filter: 'By state',
    all: 'all',
    none: 'No reports in this choice.',
    refused:
      'Refused since the start: {many} because too many came at once, {bad} because they were unusable.',
    state: 'State',
    answer: 'Answer (seen by whoever has the code)',
    save: 'Save',
    saved: 'Saved:',
  },
};
