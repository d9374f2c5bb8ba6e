import type { Context } from 'hono';
import { z } from 'zod';
import { type Issue, IssueError } from '#core/issue.ts';
import type { SurveyBody } from '#core/survey/survey.ts';
import { findRuleSet } from '#data/rulebook/index.ts';
import type { AppEnv, Services } from '../../route.ts';
import { findSurvey, type StoredSurvey } from './survey-store.ts';

const id = z.uuid();

/** @throws IssueError `unknown-survey` */
export async function existingSurvey(db: Services['db'], value = ''): Promise<StoredSurvey> {
  const survey = id.safeParse(value).success ? await findSurvey(db, value) : undefined;
  if (survey) return survey;
  throw new IssueError({ code: 'unknown-survey', severity: 'error', where: 'id', params: { value } });
}

/** The survey with its version as ETag. */
export function withVersion(c: Context<AppEnv>, survey: StoredSurvey, status: 200 | 201 = 200): Response {
  return c.json(survey, status, { etag: `"${survey.version}"`, 'cache-control': 'no-store' });
}

/** Carries the stored state, so that the planner can choose between both. */
export function staleSurvey(current: StoredSurvey, sent: number): IssueError {
  const params = { current: current.version, sent };
  const issue: Issue = { code: 'stale-survey', severity: 'error', where: 'If-Match', params };
  return Object.assign(new IssueError(issue), { extra: { current } });
}

export const isPublished = ({ procedures }: StoredSurvey) =>
  (procedures.markterkundung?.state ?? 'entwurf') !== 'entwurf';

const CLOSED = ['abgeschlossen', 'verfallen'];

/** @throws IssueError `survey-closed` where the result is kept already */
export function refuseClosed({ procedures }: StoredSurvey, what: string): void {
  if (!CLOSED.includes(procedures.markterkundung?.state ?? '')) return;
  throw new IssueError({ code: 'survey-closed', severity: 'error', where: 'id', params: { what } });
}

/**
 * What was published is what operators were asked: areas, days and horizon stay.
 * @throws IssueError `survey-published`
 */
export function refusePublishedChange(stored: StoredSurvey, body: SurveyBody): void {
  if (!isPublished(stored)) return;
  const fixed = (survey: SurveyBody) => {
    const { startsOn, endsOn, horizonYears, programme } = survey.terms;
    return {
      areas: JSON.stringify(survey.areas),
      'terms.startsOn': startsOn,
      'terms.endsOn': endsOn,
      'terms.horizonYears': horizonYears,
      'terms.programme': programme,
      rules: survey.rules,
    };
  };
  const [before, after] = [fixed(stored), fixed(body)];
  const changed = (Object.keys(before) as (keyof typeof before)[]).filter(
    (name) => before[name] !== after[name],
  );
  if (changed.length === 0) return;
  throw new IssueError(
    changed.map(
      (what): Issue => ({ code: 'survey-published', severity: 'error', where: what, params: { what } }),
    ),
  );
}

/** @throws IssueError `unknown-rule-set`, `survey-days-reversed` */
export function refuseImpossible({ rules, terms: { startsOn, endsOn } }: SurveyBody): void {
  findRuleSet(rules);
  if (startsOn === null || endsOn === null || startsOn < endsOn) return;
  throw new IssueError({
    code: 'survey-days-reversed',
    severity: 'error',
    where: 'terms.endsOn',
    params: { startsOn, endsOn },
  });
}
