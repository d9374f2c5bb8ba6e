import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { IssueError } from '#core/issue.ts';
import type { Config } from '../config.ts';
import { DocumentJobs } from './document-jobs.ts';

const codes = (made: Promise<unknown>) =>
  made.then(
    () => [],
    (error: IssueError) => error.issues.map(({ code }) => code),
  );
/** Work that needs no database and is refused for a reason of its own. */
const task = { kind: 'kept-dossier', zip: new Uint8Array([1, 2, 3]) } as const;

it('documents are made in their turn; whoever goes away gives its turn on, and too many are refused', async () => {
  const jobs = new DocumentJobs({ config: {} as Config });
  const leaving = new AbortController();
  const first = codes(jobs.make<'kept-dossier'>(task, { job: 'first' }));
  const gone = codes(jobs.make<'kept-dossier'>(task, { job: 'gone', signal: leaving.signal }));
  const last = codes(jobs.make<'kept-dossier'>(task, { job: 'last' }));
  await wait(1);
  expect([jobs.stepOf('gone'), jobs.stepOf('last'), jobs.stepOf('nobody')]).toEqual([
    'waiting',
    'waiting',
    null,
  ]);
  leaving.abort();
  expect(await gone).toEqual(['documents-busy']);
  expect(await first).toEqual(['dossier-not-a-zip']);
  expect(await last).toEqual(['dossier-not-a-zip']);
  expect([jobs.stepOf('first'), jobs.stepOf('gone'), jobs.stepOf('last')]).toEqual([null, null, null]);

  const everybody = new AbortController();
  const crowd = Array.from({ length: 23 }, () =>
    codes(jobs.make<'kept-dossier'>(task, { signal: everybody.signal })),
  );
  expect(await crowd[22]).toEqual(['documents-busy']);
  everybody.abort();
  await Promise.all(crowd);
  await jobs.close();
});
