import { z } from 'zod';
import { noteDuty } from '#core/funding/procedure-duties.ts';
import { TAKE_BACK, takeRequestedStep } from '#core/funding/procedure-step.ts';
import { newProcedure } from '#core/funding/procedures.ts';
import { type Issue, IssueError } from '#core/issue.ts';
import { DUTIES } from '#data/funding/index.ts';
import { documentJobs } from '../../jobs/document-jobs.ts';
import type { Route, Services } from '../../route.ts';
import { readBody } from '../areas/body.ts';
import {
  existing,
  sentVersion,
  stale,
  withVersion as withApplication,
} from '../funding/application-request.ts';
import { calendarAnswer } from '../funding/calendar-answer.ts';
import { procedureRules } from '../funding/open-rules.ts';
import { linkSurvey, saveProcedure } from '../funding/store.ts';
import { existingSurvey, refuseClosed, staleSurvey, withVersion } from './survey-request.ts';
import { type StoredSurvey, saveSurveyProcedure } from './survey-store.ts';

const params = { id: z.uuid() };
/** A step; days and horizon of the Markterkundung are those of the survey itself. */
const stepBody = z.strictObject({
  procedure: z.enum(['branchendialog', 'markterkundung', 'interessenbekundung']),
  step: z.string().min(1).max(50),
  onDate: z.string().max(10),
  endDate: z.string().max(10).optional(),
});
const dutyBody = z.strictObject({
  procedure: z.enum(['branchendialog', 'markterkundung', 'interessenbekundung', 'foerderantrag']),
  duty: z.string().min(1).max(50),
  /** Null: open again. */
  onDate: z.string().max(10).nullable(),
  /** Where the document lies. */
  note: z.string().trim().max(1000).default(''),
});
const takeOverBody = z.strictObject({ surveyId: z.uuid() });

/** Steps, duties and calendar of the procedures of a survey, and of those an application has. */
export function procedureRoutes(services: Services): Route[] {
  const { db } = services;
  const jobs = documentJobs(services);
  return [
    {
      method: 'post',
      path: '/api/surveys/:id/steps',
      access: 'planner',
      tag: 'surveys',
      summary:
        'Takes a step, or the last one back (`zuruecknehmen`); one that the rules forbid is refused with the paragraph. Finishing keeps the result',
      params,
      body: stepBody,
      handler: async (c) => {
        const stored = await existingSurvey(db, c.req.param('id'));
        const version = sentVersion(c);
        const body = await readBody(c.req.raw, stepBody);
        const isSurvey = body.procedure === 'markterkundung';
        const isPublishing = isSurvey && body.step === 'veroeffentlichen';
        if (isPublishing) refuseUnready(stored, body.onDate);
        const { procedure, issues } = takeRequestedStep(
          stored.procedures,
          {
            ...body,
            ...(isPublishing ? { endDate: stored.terms.endsOn ?? undefined } : {}),
            horizonYears: stored.terms.horizonYears,
            programme: stored.terms.programme,
          },
          await procedureRules(db),
        );
        if (issues.length > 0) throw new IssueError(issues);
        const after: StoredSurvey = {
          ...stored,
          procedures: { ...stored.procedures, [procedure.kind]: procedure },
        };
        const finishes = isSurvey && body.step === 'abschliessen';
        const reopens = isSurvey && body.step === TAKE_BACK && stored.resultSha256 !== null;
        const isReopened = reopens && procedure.state === 'auswertung';
        const result = finishes
          ? await jobs.make<'survey-result'>({ kind: 'survey-result', survey: after })
          : isReopened
            ? null
            : undefined;
        const saved = await saveSurveyProcedure(db, stored.id, version, procedure, result);
        if (!saved) throw staleSurvey(await existingSurvey(db, stored.id), version);
        return withVersion(c, saved);
      },
    },
    {
      method: 'post',
      path: '/api/surveys/:id/duties',
      access: 'planner',
      tag: 'surveys',
      summary: 'Notes a duty or a document of a procedure as done, or as open again',
      params,
      body: dutyBody,
      handler: async (c) => {
        const stored = await existingSurvey(db, c.req.param('id'));
        const version = sentVersion(c);
        const { procedure: kind, duty, onDate, note } = await readBody(c.req.raw, dutyBody);
        const before = stored.procedures[kind] ?? newProcedure(kind, onDate ?? today());
        const { procedure, issues } = noteDuty(before, DUTIES, duty, onDate, note);
        if (issues.length > 0) throw new IssueError(issues);
        const saved = await saveSurveyProcedure(db, stored.id, version, procedure, undefined);
        if (!saved) throw staleSurvey(await existingSurvey(db, stored.id), version);
        return withVersion(c, saved);
      },
    },
    {
      method: 'get',
      path: '/api/surveys/:id/calendar.ics',
      access: 'planner',
      tag: 'surveys',
      summary: 'Days that follow from the procedures of a survey, as iCalendar',
      params,
      produces: ['text/calendar'],
      handler: async (c) => {
        const survey = await existingSurvey(db, c.req.param('id'));
        return calendarAnswer(c, survey, await procedureRules(db), 'markterkundung');
      },
    },
    {
      method: 'post',
      path: '/api/applications/:id/duties',
      access: 'planner',
      tag: 'funding',
      summary: 'Notes a duty or a document of a procedure as done, or as open again',
      params,
      body: dutyBody,
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const version = sentVersion(c);
        const { procedure: kind, duty, onDate, note } = await readBody(c.req.raw, dutyBody);
        const before = stored.procedures[kind] ?? newProcedure(kind, onDate ?? today());
        const { procedure, issues } = noteDuty(before, DUTIES, duty, onDate, note);
        if (issues.length > 0) throw new IssueError(issues);
        const saved = await saveProcedure(db, stored.id, version, procedure);
        if (!saved) throw stale(await existing(db, stored.id), version);
        return withApplication(c, saved);
      },
    },
    {
      method: 'post',
      path: '/api/applications/:id/survey',
      access: 'planner',
      tag: 'funding',
      summary:
        'Takes over Branchendialog, Markterkundung and Interessenbekundung of a market survey as they stand; the dossier then holds its kept result',
      params,
      body: takeOverBody,
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const version = sentVersion(c);
        const { surveyId } = await readBody(c.req.raw, takeOverBody);
        const { procedures } = await existingSurvey(db, surveyId);
        // All of them or none.
        const saved = await db.transaction().execute(async (trx) => {
          let current: typeof stored | undefined = { ...stored, version };
          for (const procedure of Object.values(procedures))
            current = current && (await saveProcedure(trx, stored.id, current.version, procedure));
          // What was released rests on what it was released with; its procedures go on.
          if (!current || stored.releasedBy !== null) return current;
          return linkSurvey(trx, stored.id, current.version, surveyId);
        });
        if (!saved) throw stale(await existing(db, stored.id), version);
        return withApplication(c, saved);
      },
    },
  ];
}

/** What is published must have areas and days, and begin on the day the letter says. */
function refuseUnready(survey: StoredSurvey, onDate: string): void {
  refuseClosed(survey, 'procedure');
  const { startsOn, endsOn } = survey.terms;
  const found: Issue[] = [];
  if (survey.areas.length === 0)
    found.push({ code: 'survey-without-areas', severity: 'error', where: 'areas', params: {} });
  if (startsOn === null || endsOn === null)
    found.push({ code: 'survey-without-days', severity: 'error', where: 'terms.endsOn', params: {} });
  else if (onDate !== startsOn)
    found.push({
      code: 'bad-field',
      severity: 'error',
      where: 'onDate',
      params: { name: 'onDate', value: onDate, expected: `${startsOn}, the first day in the letter` },
    });
  if (found.length > 0) throw new IssueError(found);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
