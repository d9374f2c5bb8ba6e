import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import { ruleSetSchema } from '#core/rulebook/rule-set-schema.ts';
import { listRuleSets } from '#data/rulebook/index.ts';
import { sentVersion } from '../../if-match.ts';
import type { AppEnv, Feature } from '../../route.ts';
import { readBody } from '../areas/body.ts';
import { changeDraft, createDraft, deleteDraft, listStored, loadRuleBook, releaseDraft } from './store.ts';

const PARAMS = { id: z.string().min(1).max(80).describe('Id of the rule set') };
const newRuleSet = z.strictObject({
  content: ruleSetSchema,
  copiedFrom: z.string().max(80).nullable().default(null),
});
const changedRuleSet = z.strictObject({ content: ruleSetSchema });

/** Rule sets of the house beside those that ship: copy, change, give a new date, release. */
export const ruleSets: Feature = {
  name: 'rule-sets',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/api/rule-sets',
      access: 'planner',
      tag: 'rule-sets',
      summary: 'Every rule set: shipped, released in the house, and drafts, with the last day it is in force',
      handler: async (c) => {
        const stored = await listStored(db);
        const { ruleSets: book } = await loadRuleBook(db);
        const lastDay = (id: string) => book.find((rules) => rules.id === id)?.validTo ?? null;
        const shipped = listRuleSets().map((content) => ({
          id: content.id,
          state: 'shipped' as const,
          version: 0,
          copiedFrom: null,
          updatedAt: null,
          releasedAt: null,
          content,
        }));
        const all = [...shipped, ...stored].map((one) => ({
          ...one,
          inForceTo: one.state === 'draft' ? one.content.validTo : lastDay(one.id),
        }));
        return c.json({ ruleSets: all }, 200, { 'cache-control': 'no-store' });
      },
    },
    {
      method: 'post',
      path: '/api/rule-sets',
      access: 'admin',
      tag: 'rule-sets',
      summary: 'Keeps a draft; it can be tried by its id and is in force on no day',
      body: newRuleSet,
      handler: async (c) => {
        const { content, copiedFrom } = await readBody(c.req.raw, newRuleSet);
        return c.json(await createDraft(db, content, copiedFrom), 201);
      },
    },
    {
      method: 'put',
      path: '/api/rule-sets/:id',
      access: 'admin',
      tag: 'rule-sets',
      summary: 'Changes a draft; If-Match names the version it was made from',
      params: PARAMS,
      body: changedRuleSet,
      handler: async (c) => {
        const { content } = await readBody(c.req.raw, changedRuleSet);
        return c.json(await changeDraft(db, idOf(c), sentVersion(c), content));
      },
    },
    {
      method: 'post',
      path: '/api/rule-sets/:id/release',
      access: 'admin',
      tag: 'rule-sets',
      summary: 'Releases a draft: from here on it counts and cannot be changed',
      params: PARAMS,
      handler: async (c) => c.json(await releaseDraft(db, idOf(c), sentVersion(c))),
    },
    {
      method: 'delete',
      path: '/api/rule-sets/:id',
      access: 'admin',
      tag: 'rule-sets',
      summary: 'Discards a draft; released and shipped rule sets stay',
      params: PARAMS,
      handler: async (c) => {
        await deleteDraft(db, idOf(c), sentVersion(c));
        return c.body(null, 204);
      },
    },
  ],
};

/** @throws IssueError `bad-parameter` */
function idOf(c: Context<AppEnv>): string {
  const value = c.req.param('id') ?? '';
  if (PARAMS.id.safeParse(value).success) return value;
  const params = { name: 'id', value: value.slice(0, 80), expected: 'the id of a rule set' };
  throw new IssueError({ code: 'bad-parameter', severity: 'error', where: 'id', params });
}
