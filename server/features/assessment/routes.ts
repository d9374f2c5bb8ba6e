import { z } from 'zod';
import { IssueError } from '#core/issue.ts';
import type { PlaceKind } from '#core/needs/place-need.ts';
import type { Feature, Route } from '../../route.ts';
import { DISTANCE_QUERY, PLACE_KIND } from '../needs/place-parameters.ts';
import type { ChosenRules } from './choose-rules.ts';
import {
  assessmentDocument,
  checkFirstDocument,
  comparisonDocument,
  explanationDocument,
  placeDocument,
} from './documents.ts';
import { assessPlace } from './place.ts';
import { chosenBy, DATA_QUERY, parsedQuery, RULES_QUERY, rulesText } from './rules-query.ts';
import { assessCity, checkFirstCity, compareCity, explainOne } from './store.ts';

const id = z.coerce.number().int().min(1).max(2147483647);

const ASSESS_QUERY = {
  ...RULES_QUERY,
  ...DATA_QUERY,
  by: z.enum(['districts']).optional().describe('Count each district as well'),
};
const COMPARE_QUERY = {
  ...RULES_QUERY,
  rules: z.array(rulesText).max(2).describe('Two rule sets, given twice (or one, on two dates)'),
  date: z.array(z.iso.date()).max(2).describe('Day of the evaluation; given twice, one for each side'),
  data: z
    .array(z.iso.date())
    .max(2)
    .describe('State of the supply data on this day; given twice, one for each side'),
};
const CHECK_FIRST_QUERY = {
  ...RULES_QUERY,
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe('Most addresses listed'),
};

const PLACE_QUERY = { ...RULES_QUERY, ...DISTANCE_QUERY };

/** The rulebook over the city: classes, eligibility and ledger; two rule sets compared; the reasons of one address. */
export const assessment: Feature = {
  name: 'assessment',
  routes: ({ db }): Route[] => [
    {
      method: 'get',
      path: '/api/assessment',
      access: 'planner',
      tag: 'assessment',
      summary: 'Addresses by class, eligibility and ledger under a rule set',
      query: ASSESS_QUERY,
      handler: async (c) => {
        const query = parsedQuery(ASSESS_QUERY, c.req.query());
        const chosen = await chosenBy(db, query);
        const result = await assessCity(db, chosen, query.by === 'districts');
        return c.json(assessmentDocument(chosen, result), 200, { 'cache-control': 'private, no-cache' });
      },
    },
    {
      method: 'get',
      path: '/api/assessment/compare',
      access: 'planner',
      tag: 'assessment',
      summary: 'Who changes from what to what between two rule sets or two days, and why',
      query: COMPARE_QUERY,
      handler: async (c) => {
        const list = (name: string) => c.req.queries(name) ?? [];
        const lists = { rules: list('rules'), date: list('date'), data: list('data') };
        const query = parsedQuery(COMPARE_QUERY, { ...c.req.query(), ...lists });
        const { rules, date, data, ...reading } = query;
        const sides = await Promise.all(
          twoSides(rules, date, data, 'rules').map((side) => chosenBy(db, { ...reading, ...side })),
        );
        const [before, after] = sides as [ChosenRules, ChosenRules];
        const result = await compareCity(db, before, after);
        return c.json(comparisonDocument(before, after, result), 200, {
          'cache-control': 'private, no-cache',
        });
      },
    },
    {
      method: 'get',
      path: '/api/assessment/check-first',
      access: 'planner',
      tag: 'assessment',
      summary: 'The addresses whose answer would change the plan most, and how much hangs on each question',
      query: CHECK_FIRST_QUERY,
      handler: async (c) => {
        const { limit, ...query } = parsedQuery(CHECK_FIRST_QUERY, c.req.query());
        const chosen = await chosenBy(db, query);
        const result = await checkFirstCity(db, chosen, limit);
        return c.json(checkFirstDocument(chosen, result), 200, { 'cache-control': 'private, no-cache' });
      },
    },
    {
      method: 'get',
      path: '/api/assessment/places/:kind/:id',
      access: 'planner',
      tag: 'assessment',
      summary:
        'Why a school, business park or public building is eligible or not, by the addresses that speak for it',
      params: { ...PLACE_KIND, id },
      query: PLACE_QUERY,
      handler: async (c) => {
        const { distance, ...query } = parsedQuery(PLACE_QUERY, c.req.query());
        const { kind } = parsedQuery(PLACE_KIND, { kind: c.req.param('kind') });
        const value = c.req.param('id') ?? '';
        const number = id.safeParse(value);
        if (!number.success) throw unknownPlace(kind, value);
        const chosen = await chosenBy(db, query);
        const asked = { kind, id: number.data, maxDistanceM: distance };
        const assessed = await assessPlace(db, asked, chosen);
        if (!assessed) throw unknownPlace(kind, value);
        return c.json(placeDocument(asked, chosen, assessed), 200, { 'cache-control': 'private, no-cache' });
      },
    },
    {
      method: 'get',
      path: '/api/addresses/:id/reasons',
      access: 'planner',
      tag: 'assessment',
      summary: 'Why one address is eligible or not: every rule with the claims it looked at',
      params: { id },
      query: RULES_QUERY,
      handler: async (c) => {
        const value = c.req.param('id') ?? '';
        const chosen = await chosenBy(db, parsedQuery(RULES_QUERY, c.req.query()));
        const number = id.safeParse(value);
        const explained = number.success ? await explainOne(db, number.data, chosen) : undefined;
        if (!explained) throw unknownAddress(value);
        return c.json(explanationDocument(chosen, explained), 200, { 'cache-control': 'private, no-cache' });
      },
    },
  ],
};

/** @throws IssueError `not-a-feature` */
export const unknownAddress = (value: string): IssueError => notAFeature('addresses', value);

/** @throws IssueError `not-a-feature` */
export const unknownPlace = (kind: PlaceKind, value: string): IssueError => notAFeature(kind, value);

function notAFeature(layer: string, value: string): IssueError {
  return new IssueError({ code: 'not-a-feature', severity: 'error', where: 'id', params: { layer, value } });
}

/**
 * The two sides of a comparison: two rule sets, or one on two days, or two states of the data.
 * @throws IssueError `two-to-compare` when none is given twice
 */
export function twoSides(
  rules: readonly string[],
  dates: readonly string[],
  data: readonly string[],
  name: string,
): { rules?: string | undefined; date?: string | undefined; data?: string | undefined }[] {
  const counts = [rules, dates, data].map((list) => list.length);
  if (!counts.includes(2) || counts.some((count) => count > 2)) {
    const params = { name, given: rules.length };
    throw new IssueError({ code: 'two-to-compare', severity: 'error', where: name, params });
  }
  return [0, 1].map((i) => ({
    rules: rules[i] ?? rules[0],
    date: dates[i] ?? dates[0],
    data: data[i] ?? data[0],
  }));
}
