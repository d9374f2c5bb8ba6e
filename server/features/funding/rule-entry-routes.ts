import { z } from 'zod';
import { isCalendarDate } from '#core/funding/calendar-date.ts';
import { openRules, readEntryValue } from '#core/funding/rule-entries.ts';
import { IssueError } from '#core/issue.ts';
import { OPEN_RULE_DATA } from '#data/funding/index.ts';
import type { Route, Services } from '../../route.ts';
import { readBody } from '../areas/body.ts';
import { insertEntry, listEntries } from './rule-entry-store.ts';

const entryBody = z.strictObject({
  key: z.string().min(1).max(100),
  /** Its shape depends on the key; null takes the entry back. */
  value: z.json(),
  source: z.string().trim().min(1).max(500),
  asOf: z.string().refine(isCalendarDate, 'a day that exists, as YYYY-MM-DD'),
});

/** Rules that are not established: what counts for them, and what is entered. */
export function ruleEntryRoutes({ db }: Services): Route[] {
  const answer = async () => {
    const entries = await listEntries(db);
    return { rules: openRules(OPEN_RULE_DATA, entries), entries };
  };
  return [
    {
      method: 'get',
      path: '/api/funding-rules',
      access: 'planner',
      tag: 'funding',
      summary:
        'Rules of funding that are not established: what ships, and what was entered with source and day',
      handler: async (c) => c.json(await answer(), 200, { 'cache-control': 'no-store' }),
    },
    {
      method: 'post',
      path: '/api/funding-rules',
      access: 'planner',
      tag: 'funding',
      summary: 'Enters a value for a rule that is not established; it stays marked as not verified',
      body: entryBody,
      handler: async (c) => {
        const { key, value, source, asOf } = await readBody(c.req.raw, entryBody);
        const read = readEntryValue(OPEN_RULE_DATA, key, value);
        if ('expected' in read) {
          const params = {
            name: read.at,
            value: JSON.stringify(read.at === 'key' ? key : value).slice(0, 80),
            expected: read.expected,
          };
          throw new IssueError({ code: 'bad-field', severity: 'error', where: read.at, params });
        }
        await insertEntry(db, { key, value: read.value, source, asOf });
        return c.json(await answer(), 201, { 'cache-control': 'no-store' });
      },
    },
  ];
}
