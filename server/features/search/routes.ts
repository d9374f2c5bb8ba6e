import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import type { Feature } from '../../route.ts';
import { searchPlaces } from './store.ts';

const query = {
  q: z.string().min(1).max(200).describe('Street and number, place, school, hotspot, or coordinate'),
  limit: z.coerce.number().int().min(1).max(50).default(12).describe('Most results'),
};

export const search: Feature = {
  name: 'search',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/api/search',
      access: 'public',
      tag: 'search',
      summary: 'Finds addresses (planner), streets, districts, schools, hotspots, buildings and coordinates',
      query,
      handler: async (c) => {
        const values: Record<string, string | undefined> = {
          q: c.req.query('q')?.trim(),
          limit: c.req.query('limit'),
        };
        const parsed = z.object(query).safeParse(values);
        if (!parsed.success) {
          throw new IssueError(
            parsed.error.issues.map((problem) => ({
              code: 'bad-parameter',
              severity: 'error' as const,
              where: String(problem.path[0]),
              params: {
                name: String(problem.path[0]),
                value: values[String(problem.path[0])] ?? '',
                expected: problem.message,
              },
            })),
          );
        }
        const withAddresses = c.get('role') !== 'public';
        const results = await searchPlaces(db, parsed.data.q, parsed.data.limit, withAddresses);
        return c.json(results, 200, { 'cache-control': 'private, no-cache' });
      },
    },
  ],
};
