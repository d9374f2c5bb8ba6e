import type { Context } from 'hono';
import { IssueError } from '#core/issue.ts';
import { ROLLOUT_TEXTS } from '#core/wlan/page/rollout-texts.ts';
import { issue } from '#core/wlan/report.ts';
import { readFigures } from '#core/wlan/rollout.ts';
import type { AppEnv, Route, Services } from '../../../route.ts';
import { pageLanguage } from '../map-page-route.ts';
import { textPage } from '../text-page.ts';
import { LANG_QUERY } from '../text-page-routes.ts';
import { rolloutDocument } from './rollout-document.ts';
import { rolloutContent } from './rollout-page.ts';
import { addRolloutEntry } from './rollout-store.ts';

/** The roll-out of WLAN in public buildings: progress, history, and the form of the WLAN officer. */
export function rolloutRoutes({ db }: Services): Route[] {
  const shared = { access: 'planner', tag: 'wlan' } as const;
  return [
    {
      ...shared,
      method: 'get',
      path: '/api/wlan/rollout',
      summary:
        'WLAN in public buildings: progress by department and district, buildings with overdue first, history',
      handler: async (c) => c.json(await rolloutDocument(db, today()), 200, { 'cache-control': 'no-store' }),
    },
    {
      ...shared,
      method: 'put',
      path: '/api/wlan/rollout/:id',
      summary: 'Enters how many public areas and meeting rooms of a building have WLAN, and the target date',
      handler: async (c) => {
        let body: unknown;
        try {
          body = await c.req.json();
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          throw new IssueError({ code: 'bad-json', severity: 'error', where: 'body', params: { reason } });
        }
        const id = await save(c, db, (body ?? {}) as Record<string, unknown>);
        const { buildings } = await rolloutDocument(db, today());
        return c.json(buildings.find((each) => each.id === id));
      },
    },
    {
      ...shared,
      method: 'get',
      path: '/wlan/rollout',
      summary: 'Page of the roll-out in public buildings',
      query: LANG_QUERY,
      produces: ['text/html'],
      handler: async (c) => {
        const language = pageLanguage(c, c.req.query('lang'));
        const content = rolloutContent(
          await rolloutDocument(db, today()),
          language,
          c.req.query('saved') ?? '',
        );
        return textPage(c, {
          language,
          title: ROLLOUT_TEXTS[language].title,
          content,
          path: '/wlan/rollout',
        });
      },
    },
    {
      ...shared,
      method: 'post',
      path: '/wlan/rollout/:id',
      summary: 'The same from the form of the page',
      produces: ['text/html'],
      handler: async (c) => {
        const id = await save(c, db, Object.fromEntries(new URLSearchParams(await c.req.text())));
        return c.redirect(
          `/wlan/rollout?lang=${pageLanguage(c, c.req.query('lang'))}&saved=${id}#b${id}`,
          303,
        );
      },
    },
  ];
}

async function save(
  c: Context<AppEnv>,
  db: Services['db'],
  fields: Record<string, unknown>,
): Promise<number> {
  const text = c.req.param('id') ?? '';
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (id < 1 || id >= 2 ** 31) throw new IssueError(issue('wlan-rollout-building', 'id', text, {}));
  const read = readFigures(fields);
  if ('issues' in read) throw new IssueError(read.issues);
  await addRolloutEntry(db, id, read.figures, read.note);
  return id;
}

/** The day on the calendars of Germany. */
function today(): string {
  return new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });
}
