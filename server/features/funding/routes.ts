import type { Kysely } from 'kysely';
import { z } from 'zod';
import { applicationBody } from '#core/funding/application.ts';
import { takeRequestedStep } from '#core/funding/procedure-step.ts';
import { IssueError } from '#core/issue.ts';
import { PROGRAMMES } from '#core/survey/survey.ts';
import { findLandRules } from '#data/funding/index.ts';
import type { Database } from '../../db/schema.ts';
import { languageOf } from '../../problem.ts';
import type { Feature, Route, Services } from '../../route.ts';
import { readBody } from '../areas/body.ts';
import { loadRuleBook } from '../rule-sets/store.ts';
import { existing, refuseReleased, sentVersion, stale, withVersion } from './application-request.ts';
import { dossierRoutes } from './dossier-routes.ts';
import { grantRoutes } from './grant-routes.ts';
import { networkSource } from './network-source.ts';
import { procedureRules } from './open-rules.ts';
import { planDocument } from './plan-document.ts';
import { ruleEntryRoutes } from './rule-entry-routes.ts';
import { scoreDocument, scoreWithPlan } from './score-document.ts';
import { insertApplication, listApplications, saveProcedure, updateApplication } from './store.ts';

const MAX_BYTES = 16 << 20;
const id = z.uuid();

/** A step of one of the procedures of an application, with what the step needs to know. */
const stepBody = z.strictObject({
  procedure: z.enum(['branchendialog', 'markterkundung', 'interessenbekundung', 'foerderantrag']),
  step: z.string().min(1).max(50),
  onDate: z.string().max(10),
  endDate: z.string().max(10).optional(),
  horizonYears: z.number().int().optional(),
  programme: z.enum(PROGRAMMES).nullable().optional(),
});

export const funding: Feature = {
  name: 'funding',
  routes: (services) => [
    ...applicationRoutes(services),
    ...dossierRoutes(services),
    ...grantRoutes(services),
    ...ruleEntryRoutes(services),
  ],
};

function applicationRoutes({ db }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/api/applications',
      access: 'planner',
      tag: 'funding',
      summary: 'All applications for funding',
      handler: async (c) => c.json(await listApplications(db), 200, { 'cache-control': 'no-store' }),
    },
    {
      method: 'post',
      path: '/api/applications',
      access: 'planner',
      tag: 'funding',
      summary: 'Saves a new application',
      body: applicationBody,
      maxBodyBytes: MAX_BYTES,
      handler: async (c) => {
        const body = await readBody(c.req.raw, applicationBody);
        await refuseUnknown(db, body);
        const saved = await insertApplication(db, body);
        c.header('location', `/api/applications/${saved.id}`);
        return withVersion(c, saved, 201);
      },
    },
    {
      method: 'get',
      path: '/api/applications/:id',
      access: 'planner',
      tag: 'funding',
      summary: 'One application; its version is the ETag',
      params: { id },
      handler: async (c) => withVersion(c, await existing(db, c.req.param('id'))),
    },
    {
      method: 'put',
      path: '/api/applications/:id',
      access: 'planner',
      tag: 'funding',
      summary: 'Saves over the version named in If-Match; a stale or released one is refused',
      params: { id },
      body: applicationBody,
      maxBodyBytes: MAX_BYTES,
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const version = sentVersion(c);
        const body = await readBody(c.req.raw, applicationBody);
        await refuseUnknown(db, body);
        refuseReleased(stored);
        const saved = await updateApplication(db, stored.id, version, body);
        if (!saved) throw stale(await existing(db, stored.id), version);
        return withVersion(c, saved);
      },
    },
    {
      method: 'post',
      path: '/api/applications/:id/steps',
      access: 'planner',
      tag: 'funding',
      summary:
        'Takes a step of a procedure, or the last one back (`zuruecknehmen`); one that the rules forbid is refused with the paragraph',
      params: { id },
      body: stepBody,
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const version = sentVersion(c);
        const body = await readBody(c.req.raw, stepBody);
        const { procedure, issues } = takeRequestedStep(stored.procedures, body, await procedureRules(db));
        if (issues.length > 0) throw new IssueError(issues);
        const saved = await saveProcedure(db, stored.id, version, procedure);
        if (!saved) throw stale(await existing(db, stored.id), version);
        return withVersion(c, saved);
      },
    },
    {
      method: 'get',
      path: '/api/applications/:id/plan',
      access: 'planner',
      tag: 'funding',
      summary: 'The areas of an application with their figures, and what an estimate is made from',
      params: { id },
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        return c.json(await planDocument(db, stored), 200, { 'cache-control': 'no-store' });
      },
    },
    {
      method: 'get',
      path: '/api/applications/:id/network-plans/:plan',
      access: 'planner',
      tag: 'funding',
      summary:
        'What the calculator takes from a saved structural plan, and how far the plan fits the application',
      params: { id, plan: id },
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        return c.json(await networkSource(db, stored, c.req.param('plan') ?? ''), 200, {
          'cache-control': 'no-store',
        });
      },
    },
    {
      method: 'get',
      path: '/api/applications/:id/score',
      access: 'planner',
      tag: 'funding',
      summary: 'Points, verdict, programmes and money of an application; what is not established is listed',
      params: { id },
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const { score, plan } = await scoreWithPlan(stored, async () => db);
        const language = languageOf(c.req.header('accept-language'));
        return c.json(scoreDocument(stored, score, plan, language), 200, {
          'cache-control': 'no-store',
        });
      },
    },
  ];
}

/** @throws IssueError naming the rules there are */
async function refuseUnknown(db: Kysely<Database>, body: z.infer<typeof applicationBody>): Promise<void> {
  (await loadRuleBook(db)).find(body.rules);
  if (body.inputs.landRules !== null) findLandRules(body.inputs.landRules);
}
