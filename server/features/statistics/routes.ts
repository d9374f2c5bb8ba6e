import { z } from 'zod';
import { holdsDemoData } from '../../demo/demo-data.ts';
import type { Feature } from '../../route.ts';
import { chosenBy, DATA_QUERY, parsedQuery, RULES_QUERY } from '../assessment/rules-query.ts';
import { coarsePlaces, namesOfKeys } from './coarse-store.ts';
import { districtStatistics } from './store.ts';
import { supplyCsv, supplyDocument, supplyXlsx } from './supply-document.ts';
import { citySupply, STATISTICS_BY } from './supply-store.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SUPPLY_QUERY = {
  ...RULES_QUERY,
  ...DATA_QUERY,
  by: z.enum(STATISTICS_BY).default('districts').describe('What the addresses are counted by'),
  format: z.enum(['json', 'csv', 'xlsx']).default('json').describe('Form of the answer'),
  lang: z.enum(['de', 'en']).default('de').describe('Language of the titles in a workbook'),
};

export const statistics: Feature = {
  name: 'statistics',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/api/statistics/districts',
      access: 'public',
      tag: 'statistics',
      summary: 'What the public layers hold, per district',
      handler: async (c) =>
        c.json({ districts: await districtStatistics(db) }, 200, { 'cache-control': 'no-cache' }),
    },
    {
      method: 'get',
      path: '/api/statistics/place-names',
      access: 'public',
      tag: 'statistics',
      summary: 'Names of municipalities whose boundaries came with a key alone, by that key',
      handler: async (c) => c.json({ names: await namesOfKeys(db) }, 200, { 'cache-control': 'no-cache' }),
    },
    {
      method: 'get',
      path: '/api/statistics/coarse',
      access: 'planner',
      tag: 'statistics',
      summary:
        'Shares of the Breitbandatlas by municipality under a rule set, with expected households: no verdict on any address',
      query: RULES_QUERY,
      handler: async (c) => {
        const chosen = await chosenBy(db, parsedQuery(RULES_QUERY, c.req.query()));
        const places = await coarsePlaces(db, chosen);
        return c.json(
          { rules: chosen.ruleSet.id, level: 'municipality', verdict: null, uploadKnown: false, places },
          200,
          { 'cache-control': 'private, no-cache' },
        );
      },
    },
    {
      method: 'get',
      path: '/api/statistics/supply',
      access: 'planner',
      tag: 'statistics',
      summary:
        'Households, firms and schools by class, technology and speed, per district, cell, area or business park',
      query: SUPPLY_QUERY,
      produces: ['application/json', 'text/csv', XLSX],
      handler: async (c) => {
        const { by, format, lang, ...query } = parsedQuery(SUPPLY_QUERY, c.req.query());
        const chosen = await chosenBy(db, query);
        const supply = await citySupply(db, chosen, by);
        const isDemo = await holdsDemoData(db);
        const headers = (type: string) => ({
          'content-type': type,
          'cache-control': 'private, no-cache',
          'content-disposition': `attachment; filename="supply-${by}${isDemo ? '-demodaten' : ''}.${format}"`,
        });
        if (format === 'csv') return c.body(supplyCsv(supply, lang), 200, headers('text/csv; charset=utf-8'));
        if (format === 'xlsx')
          return c.body(
            supplyXlsx(supply, chosen, lang, isDemo) as Uint8Array<ArrayBuffer>,
            200,
            headers(XLSX),
          );
        return c.json(supplyDocument(by, chosen, supply), 200, { 'cache-control': 'private, no-cache' });
      },
    },
  ],
};
