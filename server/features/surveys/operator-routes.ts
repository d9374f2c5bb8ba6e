import type { Context } from 'hono';
import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import { issueSentence } from '#core/issue-texts.ts';
import type { AnswerReport } from '#core/survey/desk.ts';
import { decisionBody, operatorBody, sourceOfAnswer } from '#core/survey/survey.ts';
import { languageOf } from '../../problem.ts';
import type { AppEnv, Route, Services } from '../../route.ts';
import { readBody } from '../areas/body.ts';
import { addLink, listLinks, MOST_LINK_DAYS, revokeLink } from './link-store.ts';
import {
  changeContact,
  decideOperator,
  deleteOperator,
  findOperator,
  insertOperator,
  listOperators,
} from './operator-store.ts';
import { surveyPlan } from './survey-plan.ts';
import { existingSurvey, refuseClosed } from './survey-request.ts';
import { operatorReport } from './survey-result.ts';

const params = { id: z.uuid() };
const operatorParams = { ...params, operator: z.coerce.number().int().min(1) };
const contactBody = operatorBody.pick({ contact: true });
const linkBody = z.strictObject({ days: z.number().int() });
/** Addresses named beside a finding; the rest is counted. */
const SHOWN_ADDRESSES = 50;

/** The operators of a survey, the desk for each of them, and their own access. */
export function operatorRoutes({ db }: Services): Route[] {
  const found = async (c: Context<AppEnv>) => {
    const survey = await existingSurvey(db, c.req.param('id'));
    return { survey, operator: await findOperator(db, survey.id, c.req.param('operator') ?? '') };
  };
  const shared = { access: 'planner', tag: 'surveys' } as const;
  return [
    {
      ...shared,
      method: 'get',
      path: '/api/surveys/:id/operators',
      summary: 'Operators who are asked, whether they answered, and what was decided',
      params,
      handler: async (c) => {
        const { id } = await existingSurvey(db, c.req.param('id'));
        return c.json(await listOperators(db, id), 200, { 'cache-control': 'no-store' });
      },
    },
    {
      ...shared,
      method: 'post',
      path: '/api/surveys/:id/operators',
      summary: 'Adds an operator; the answer names the data set its answer is to be read into',
      params,
      body: operatorBody,
      handler: async (c) => {
        const survey = await existingSurvey(db, c.req.param('id'));
        refuseClosed(survey, 'operators');
        const body = await readBody(c.req.raw, operatorBody);
        const operator = await insertOperator(db, survey.id, body, sourceOfAnswer(body.name, survey.name));
        c.header('location', `/api/surveys/${survey.id}/operators/${operator.id}`);
        return c.json(operator, 201);
      },
    },
    {
      ...shared,
      method: 'get',
      path: '/api/surveys/:id/operators/:operator',
      summary:
        'The desk: what an operator claims and promises, what is doubtful, what it changes in the ledger',
      params: operatorParams,
      handler: async (c) => {
        const { survey, operator } = await found(c);
        const answer = operator.answer
          ? await operatorReport(db, survey, await surveyPlan(db, survey), operator)
          : null;
        const language = languageOf(c.req.header('accept-language'));
        const desk = answer && { ...answer, report: withSentences(answer.report, language) };
        return c.json({ ...operator, desk }, 200, { 'cache-control': 'no-store' });
      },
    },
    {
      ...shared,
      method: 'put',
      path: '/api/surveys/:id/operators/:operator',
      summary: 'Changes the contact of an operator',
      params: operatorParams,
      body: contactBody,
      handler: async (c) => {
        const { survey, operator } = await found(c);
        const { contact } = await readBody(c.req.raw, contactBody);
        await changeContact(db, operator.id, contact);
        return c.json(await findOperator(db, survey.id, String(operator.id)));
      },
    },
    {
      ...shared,
      method: 'delete',
      path: '/api/surveys/:id/operators/:operator',
      summary: 'Removes an operator and its access; an answer stays as a data set',
      params: operatorParams,
      handler: async (c) => {
        const { survey, operator } = await found(c);
        refuseClosed(survey, 'operators');
        await deleteOperator(db, operator.id);
        return c.body(null, 204);
      },
    },
    {
      ...shared,
      method: 'put',
      path: '/api/surveys/:id/operators/:operator/decision',
      summary:
        'Decides whether the promises of an operator are considered; setting them aside needs a reason',
      params: operatorParams,
      body: decisionBody,
      handler: async (c) => {
        const { survey, operator } = await found(c);
        refuseClosed(survey, 'decisions');
        const { decision, reason } = await readBody(c.req.raw, decisionBody);
        if (decision !== null && operator.answer === null)
          throw problem('operator-not-answered', 'decision', { value: operator.name });
        if (decision === 'set-aside' && reason.length < 3)
          throw problem('decision-without-reason', 'reason', {});
        await decideOperator(db, operator.id, decision, reason);
        return c.json(await findOperator(db, survey.id, String(operator.id)));
      },
    },
    {
      ...shared,
      method: 'get',
      path: '/api/surveys/:id/operators/:operator/links',
      summary: 'Accesses of an operator to its own view, without their tokens',
      params: operatorParams,
      handler: async (c) => {
        const { operator } = await found(c);
        return c.json(await listLinks(db, operator.id), 200, { 'cache-control': 'no-store' });
      },
    },
    {
      ...shared,
      method: 'post',
      path: '/api/surveys/:id/operators/:operator/links',
      summary: 'A new access that ends by itself; its address is told this once and never again',
      params: operatorParams,
      body: linkBody,
      handler: async (c) => {
        const { operator } = await found(c);
        const { days } = await readBody(c.req.raw, linkBody);
        if (days < 1 || days > MOST_LINK_DAYS)
          throw problem('survey-link-days', 'days', { value: days, most: MOST_LINK_DAYS });
        const path = `/survey-view?key=${await addLink(db, operator.id, days)}`;
        return c.json({ path, links: await listLinks(db, operator.id) }, 201, {
          'cache-control': 'no-store',
        });
      },
    },
    {
      ...shared,
      method: 'delete',
      path: '/api/surveys/:id/operators/:operator/links/:link',
      summary: 'Revokes an access at once',
      params: { ...operatorParams, link: z.coerce.number().int().min(1) },
      handler: async (c) => {
        const { operator } = await found(c);
        const link = c.req.param('link') ?? '';
        const id = /^\d{1,9}$/.test(link) ? Number(link) : 0;
        if (!(await revokeLink(db, operator.id, id))) throw problem('survey-link', 'link', { value: link });
        return c.json(await listLinks(db, operator.id));
      },
    },
  ];
}

/** Findings with their sentence, and the first of their addresses to look at. */
function withSentences(report: AnswerReport, language: 'de' | 'en') {
  return {
    ...report,
    findings: report.findings.map(({ addressIds, ...finding }) => ({
      ...finding,
      sentence: issueSentence(finding, language),
      addressIds: addressIds.slice(0, SHOWN_ADDRESSES),
    })),
  };
}

function problem(code: string, where: string, params: Record<string, string | number>): IssueError {
  return new IssueError({ code, severity: 'error', where, params });
}
