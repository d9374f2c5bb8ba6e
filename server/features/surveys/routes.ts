import { z } from 'zod';
import { newProcedure } from '#core/funding/procedures.ts';
import { IssueError } from '#core/issue.ts';
import { surveyBody } from '#core/survey/survey.ts';
import type { Feature, Route, Services } from '../../route.ts';
import { readBody } from '../areas/body.ts';
import { sentVersion } from '../funding/application-request.ts';
import { documentRoutes } from './document-routes.ts';
import { operatorRoutes } from './operator-routes.ts';
import { operatorViewRoutes } from './operator-view-routes.ts';
import { procedureRoutes } from './procedure-routes.ts';
import {
  existingSurvey,
  isPublished,
  refuseClosed,
  refuseImpossible,
  refusePublishedChange,
  staleSurvey,
  withVersion,
} from './survey-request.ts';
import { deleteSurvey, insertSurvey, listSurveys, updateSurvey } from './survey-store.ts';

const MAX_BYTES = 16 << 20;
const params = { id: z.uuid() };

/** Market surveys (Markterkundung): what is asked, the package, the desk for answers, the result. */
export const surveys: Feature = {
  name: 'surveys',
  routes: (services) => [
    ...surveyRoutes(services),
    ...procedureRoutes(services),
    ...documentRoutes(services),
    ...operatorRoutes(services),
    ...operatorViewRoutes(services),
  ],
};

function surveyRoutes({ db }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/api/surveys',
      access: 'planner',
      tag: 'surveys',
      summary: 'All market surveys',
      handler: async (c) => c.json(await listSurveys(db), 200, { 'cache-control': 'no-store' }),
    },
    {
      method: 'post',
      path: '/api/surveys',
      access: 'planner',
      tag: 'surveys',
      summary: 'Saves a new market survey, with its Branchendialog as a draft beside it',
      body: surveyBody,
      maxBodyBytes: MAX_BYTES,
      handler: async (c) => {
        const body = await readBody(c.req.raw, surveyBody);
        refuseImpossible(body);
        const today = new Date().toISOString().slice(0, 10);
        const saved = await insertSurvey(db, body, {
          branchendialog: newProcedure('branchendialog', today),
          markterkundung: newProcedure('markterkundung', today),
        });
        c.header('location', `/api/surveys/${saved.id}`);
        return withVersion(c, saved, 201);
      },
    },
    {
      method: 'get',
      path: '/api/surveys/:id',
      access: 'planner',
      tag: 'surveys',
      summary: 'One market survey; its version is the ETag',
      params,
      handler: async (c) => withVersion(c, await existingSurvey(db, c.req.param('id'))),
    },
    {
      method: 'put',
      path: '/api/surveys/:id',
      access: 'planner',
      tag: 'surveys',
      summary: 'Saves over the version named in If-Match; what was published stays as operators were asked',
      params,
      body: surveyBody,
      maxBodyBytes: MAX_BYTES,
      handler: async (c) => {
        const stored = await existingSurvey(db, c.req.param('id'));
        const version = sentVersion(c);
        const body = await readBody(c.req.raw, surveyBody);
        refuseImpossible(body);
        refuseClosed(stored, 'terms');
        refusePublishedChange(stored, body);
        const saved = await updateSurvey(db, stored.id, version, body);
        if (!saved) throw staleSurvey(await existingSurvey(db, stored.id), version);
        return withVersion(c, saved);
      },
    },
    {
      method: 'delete',
      path: '/api/surveys/:id',
      access: 'planner',
      tag: 'surveys',
      summary: 'Deletes a market survey that was not published; answers stay as data sets',
      params,
      handler: async (c) => {
        const stored = await existingSurvey(db, c.req.param('id'));
        const version = sentVersion(c);
        if (isPublished(stored))
          throw new IssueError({ code: 'survey-in-use', severity: 'error', where: 'id', params: {} });
        if (!(await deleteSurvey(db, stored.id, version)))
          throw staleSurvey(await existingSurvey(db, stored.id), version);
        return c.body(null, 204);
      },
    },
  ];
}
