import { z } from 'zod';
import { DOCUMENT_STEPS } from '#core/document-steps.ts';
import { documentJobs } from '../../jobs/document-jobs.ts';
import type { Feature } from '../../route.ts';

/** How far the making of documents is, for whoever waits for them. */
export const documents: Feature = {
  name: 'documents',
  routes: (services) => [
    {
      method: 'get',
      path: '/api/document-jobs/:job',
      access: 'planner',
      tag: 'funding',
      summary: `How far documents are that were asked for with \`job\`: ${DOCUMENT_STEPS.join(', ')}; null when none of that name is being made`,
      params: { job: z.uuid() },
      handler: (c) =>
        c.json({ step: documentJobs(services).stepOf(c.req.param('job') ?? '') }, 200, {
          'cache-control': 'no-store',
        }),
    },
  ],
};
