import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import {
  defaultTemplate,
  LETTER_LIMITS,
  PLACEHOLDERS,
  templateIssues,
} from '#core/survey/letter-template.ts';
import { documentJobs } from '../../jobs/document-jobs.ts';
import { jobQuery, wishOf } from '../../jobs/document-request.ts';
import type { AppEnv, Route, Services } from '../../route.ts';
import { sentVersion } from '../funding/application-request.ts';
import { coverLetter } from './operator-package.ts';
import { findOperator } from './operator-store.ts';
import { surveyPlan } from './survey-plan.ts';
import { existingSurvey, isPublished, refuseClosed, staleSurvey, withVersion } from './survey-request.ts';
import { forPrograms, surveyResult } from './survey-result.ts';
import { keptResult, letterOf, type StoredSurvey, saveLetter } from './survey-store.ts';

const params = { id: z.uuid() };
const operatorQuery = { operator: z.coerce.number().int().optional() };
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The package for operators, the letter and its template, and the result. */
export function documentRoutes(services: Services): Route[] {
  const { db } = services;
  const jobs = documentJobs(services);
  const named = async (c: Context<AppEnv>, survey: StoredSurvey) => {
    const id = c.req.query('operator');
    return id === undefined ? null : (await findOperator(db, survey.id, id)).name;
  };
  return [
    {
      method: 'get',
      path: '/api/surveys/:id/package.zip',
      access: 'planner',
      tag: 'surveys',
      summary:
        'What operators get: list, geodata, map and cover letter; with `operator` named in list and letter',
      params,
      query: { ...operatorQuery, ...jobQuery },
      produces: ['application/zip'],
      handler: async (c) => {
        const survey = await existingSurvey(db, c.req.param('id'));
        const operator = await named(c, survey);
        const name = operator ? fileWord(operator) : 'betreiber';
        return file(
          await jobs.make<'survey-package'>({ kind: 'survey-package', survey, operator }, wishOf(c)),
          'application/zip',
          `markterkundung-${name}.zip`,
        );
      },
    },
    {
      method: 'get',
      path: '/api/surveys/:id/letter.docx',
      access: 'planner',
      tag: 'surveys',
      summary: 'The cover letter as operators get it',
      params,
      query: operatorQuery,
      produces: [DOCX],
      handler: async (c) => {
        const survey = await existingSurvey(db, c.req.param('id'));
        const operator = await named(c, survey);
        return file(
          await coverLetter(db, survey, await surveyPlan(db, survey), operator),
          DOCX,
          'anschreiben.docx',
        );
      },
    },
    {
      method: 'get',
      path: '/api/surveys/:id/letter-template.docx',
      access: 'planner',
      tag: 'surveys',
      summary: `The template of the letter, to edit it; placeholders: ${PLACEHOLDERS.join(', ')}`,
      params,
      produces: [DOCX],
      handler: async (c) => {
        const survey = await existingSurvey(db, c.req.param('id'));
        const own = await letterOf(db, survey.id);
        return file(own ?? defaultTemplate(), DOCX, survey.letterName ?? 'anschreiben-vorlage.docx');
      },
    },
    {
      method: 'put',
      path: '/api/surveys/:id/letter-template.docx',
      access: 'planner',
      tag: 'surveys',
      summary:
        'Takes a template of the city’s own (the file as the body); one that cannot be filled is refused',
      params,
      query: { name: z.string().max(200).optional() },
      maxBodyBytes: LETTER_LIMITS.fileBytes + 1024,
      handler: async (c) => {
        const stored = await existingSurvey(db, c.req.param('id'));
        const version = sentVersion(c);
        refuseLetterChange(stored);
        const name = (c.req.query('name') ?? 'anschreiben.docx')
          .replace(/[^\p{L}\p{N}._ -]/gu, '_')
          .slice(0, 200);
        const docx = new Uint8Array(await c.req.arrayBuffer());
        const issues = templateIssues(docx, name);
        if (issues.length > 0) throw new IssueError(issues);
        const saved = await saveLetter(db, stored.id, version, { name, docx });
        if (!saved) throw staleSurvey(await existingSurvey(db, stored.id), version);
        return withVersion(c, saved);
      },
    },
    {
      method: 'delete',
      path: '/api/surveys/:id/letter-template.docx',
      access: 'planner',
      tag: 'surveys',
      summary: 'Goes back to the template that ships',
      params,
      handler: async (c) => {
        const stored = await existingSurvey(db, c.req.param('id'));
        const version = sentVersion(c);
        refuseLetterChange(stored);
        const saved = await saveLetter(db, stored.id, version, null);
        if (!saved) throw staleSurvey(await existingSurvey(db, stored.id), version);
        return withVersion(c, saved);
      },
    },
    {
      method: 'get',
      path: '/api/surveys/:id/result',
      access: 'planner',
      tag: 'surveys',
      summary: 'What the answers say and change, as the data are now',
      params,
      handler: async (c) => {
        const { result } = await surveyResult(db, await existingSurvey(db, c.req.param('id')));
        return c.json(forPrograms(result) as object, 200, { 'cache-control': 'no-store' });
      },
    },
    {
      method: 'get',
      path: '/api/surveys/:id/result.zip',
      access: 'planner',
      tag: 'surveys',
      summary:
        'Report (PDF, DOCX), workbook and promises: as they were when the survey was finished, before that as they are now',
      params,
      query: jobQuery,
      produces: ['application/zip'],
      handler: async (c) => {
        const survey = await existingSurvey(db, c.req.param('id'));
        const zip =
          (await keptResult(db, survey.id)) ??
          (await jobs.make<'survey-result'>({ kind: 'survey-result', survey }, wishOf(c)));
        return file(zip, 'application/zip', `markterkundung-ergebnis-${fileWord(survey.name)}.zip`);
      },
    },
  ];
}

/** The letter was sent: what it said stays. @throws IssueError `survey-published`, `survey-closed` */
function refuseLetterChange(survey: StoredSurvey): void {
  refuseClosed(survey, 'letter');
  if (!isPublished(survey)) return;
  const params = { what: 'letter' };
  throw new IssueError({ code: 'survey-published', severity: 'error', where: 'letter', params });
}

function file(bytes: Uint8Array, type: string, name: string): Response {
  return new Response(bytes as BodyInit, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    },
  });
}

/** A name as part of a file name. */
function fileWord(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9äöüß]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}
