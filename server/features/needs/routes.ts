import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import { PLACE_KINDS, placeRulesOn } from '#core/needs/place-need.ts';
import type { Feature } from '../../route.ts';
import { loadRuleBook } from '../rule-sets/store.ts';
import { needsDocument } from './document.ts';
import { DISTANCE_QUERY, PLACE_KIND } from './place-parameters.ts';
import { needsOf } from './store.ts';

const QUERY = {
  by: z.iso.date().optional().describe('Day the target is to be reached by; every promise counts without it'),
  ...DISTANCE_QUERY,
};

/** Need against supply of schools, business parks and public buildings. */
export const needs: Feature = {
  name: 'needs',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/api/needs/:kind',
      access: 'planner',
      summary:
        'Need, supply, target and who is responsible for every school, business park or public building',
      tag: 'needs',
      params: PLACE_KIND,
      query: QUERY,
      handler: async (c) => {
        const asked = z
          .object({ ...PLACE_KIND, ...QUERY })
          .safeParse({ ...c.req.query(), kind: c.req.param('kind') });
        if (!asked.success)
          throw new IssueError(
            asked.error.issues.map(({ path, message }) => {
              const name = String(path[0]);
              const value = name === 'kind' ? c.req.param('kind') : c.req.query(name);
              const expected = name === 'kind' ? PLACE_KINDS.join(', ') : message;
              return {
                code: 'bad-parameter',
                severity: 'error' as const,
                where: name,
                params: { name, value: value ?? '', expected },
              };
            }),
          );
        const { kind, by, distance } = asked.data;
        const { ruleSets } = await loadRuleBook(db);
        const rules = placeRulesOn(ruleSets, kind, new Date().toISOString().slice(0, 10));
        const options = { targetDate: by ?? null, maxDistanceM: distance, rules };
        return c.json(needsDocument({ kind, ...options }, await needsOf(db, kind, options)));
      },
    },
  ],
};
