import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import type { BuiltDossier } from '../../dossier/build-dossier.ts';
import { type DocumentWish, documentJobs } from '../../jobs/document-jobs.ts';
import { jobQuery, wishOf } from '../../jobs/document-request.ts';
import { languageOf } from '../../problem.ts';
import type { Route, Services } from '../../route.ts';
import { isSamePerson, personOf } from '../../trust/person.ts';
import { readBody } from '../areas/body.ts';
import { existing, refuseReleased, sentVersion, stale, withVersion } from './application-request.ts';
import { calendarAnswer } from './calendar-answer.ts';
import { checkDocument } from './check-document.ts';
import { procedureRules } from './open-rules.ts';
import {
  insertNewVersion,
  prepareApplication,
  previousDossier,
  releaseApplication,
  releasedDossier,
  type StoredApplication,
} from './store.ts';

const params = { id: z.uuid() };
const person = z.strictObject({ by: z.string().trim().min(1).max(200) });

/** The dossier of an application, its release by a second person, and the days that follow from its procedures. */
export function dossierRoutes(services: Services): Route[] {
  const { db } = services;
  const jobs = documentJobs(services);
  const build = async (application: StoredApplication, wish?: DocumentWish) =>
    jobs.make<'dossier'>(
      { kind: 'dossier', application, previous: await previousDossier(db, application) },
      wish,
    );
  /** @throws IssueError with every mandatory finding of the dossier's own check */
  const dossierOf = async (application: StoredApplication, wish?: DocumentWish) => {
    const built = await build(application, wish);
    if (built.report.ok) return built;
    const findings = built.report.checks.flatMap((check) => check.findings);
    throw new IssueError([
      {
        code: 'dossier-fails-check',
        severity: 'error',
        where: 'id',
        params: { count: built.report.mandatoryFailures },
      },
      ...findings.filter(({ severity }) => severity === 'error'),
    ]);
  };
  /** The dossier as it was released, else as it would be now. */
  const checked = async (stored: StoredApplication, wish: DocumentWish): Promise<BuiltDossier> => {
    const zip = await releasedDossier(db, stored.id);
    return zip ? jobs.make<'kept-dossier'>({ kind: 'kept-dossier', zip }, wish) : build(stored, wish);
  };
  return [
    {
      method: 'get',
      path: '/api/applications/:id/dossier',
      access: 'planner',
      tag: 'funding',
      summary:
        'The dossier as ZIP, as it was released or as it is now; refused when it fails a mandatory check of its own',
      params,
      query: jobQuery,
      produces: ['application/zip'],
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const released = await releasedDossier(db, stored.id);
        const { zip, sha256 } = released
          ? { zip: released, sha256: stored.dossierSha256 }
          : await dossierOf(stored, wishOf(c));
        return new Response(zip as BodyInit, {
          headers: {
            'content-type': 'application/zip',
            'content-disposition': `attachment; filename="dossier-${stored.id}.zip"`,
            'cache-control': 'no-store',
            etag: `"${sha256}"`,
          },
        });
      },
    },
    {
      method: 'get',
      path: '/api/applications/:id/check',
      access: 'planner',
      tag: 'funding',
      summary: 'What the dossier as it is now would say of itself, whether or not it may leave',
      params,
      query: jobQuery,
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const language = languageOf(c.req.header('accept-language'));
        return c.json(checkDocument(await checked(stored, wishOf(c)), language), 200, {
          'cache-control': 'no-store',
        });
      },
    },
    {
      method: 'post',
      path: '/api/applications/:id/new-version',
      access: 'planner',
      tag: 'funding',
      summary: 'Begins a new version of a released application; its dossier will carry the difference',
      params,
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        if (stored.releasedBy === null)
          throw new IssueError({ code: 'not-released', severity: 'error', where: 'id', params: {} });
        const saved = await insertNewVersion(db, stored);
        c.header('location', `/api/applications/${saved.id}`);
        return withVersion(c, saved, 201);
      },
    },
    {
      method: 'post',
      path: '/api/applications/:id/prepare',
      access: 'planner',
      tag: 'funding',
      summary: 'Names who prepared this version; every later change takes the name away again',
      params,
      body: person,
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const version = sentVersion(c);
        const by = personOf(c, (await readBody(c.req.raw, person)).by);
        refuseReleased(stored);
        const saved = await prepareApplication(db, stored.id, version, by);
        if (!saved) throw stale(await existing(db, stored.id), version);
        return withVersion(c, saved);
      },
    },
    {
      method: 'post',
      path: '/api/applications/:id/release',
      access: 'planner',
      tag: 'funding',
      summary:
        'Releases this version by a second person, if its dossier passes its check; immutable afterwards',
      params,
      body: person,
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const version = sentVersion(c);
        const by = personOf(c, (await readBody(c.req.raw, person)).by);
        refuseReleased(stored);
        refuseOnePerson(stored, by);
        const dossier = await dossierOf({ ...stored, releasedBy: by });
        const saved = await releaseApplication(db, stored.id, version, by, dossier);
        if (!saved) throw stale(await existing(db, stored.id), version);
        return withVersion(c, saved);
      },
    },
    {
      method: 'get',
      path: '/api/applications/:id/calendar.ics',
      access: 'planner',
      tag: 'funding',
      summary: 'Days that follow from the procedures, as iCalendar',
      params,
      produces: ['text/calendar'],
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        return calendarAnswer(c, stored, await procedureRules(db), 'foerderantrag');
      },
    },
  ];
}

/** @throws IssueError `not-prepared`, `same-person` */
function refuseOnePerson({ preparedBy }: StoredApplication, by: string): void {
  if (preparedBy === null) {
    throw new IssueError({ code: 'not-prepared', severity: 'error', where: 'id', params: {} });
  }
  if (!isSamePerson(preparedBy, by)) return;
  throw new IssueError({ code: 'same-person', severity: 'error', where: 'by', params: { value: by } });
}
