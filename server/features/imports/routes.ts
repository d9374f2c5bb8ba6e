import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from 'hono';
import { z } from 'zod';
import { IMPORTABLE_LAYERS, INTAKE_FORMATS } from '#core/intake/index.ts';
import type { RejectedRow } from '#core/intake/intake-format.ts';
import type { IntakeIssue } from '#core/intake/intake-issue.ts';
import { IssueError } from '#core/issue.ts';
import { csvLine } from '../../cli/csv-line.ts';
import { languageOf } from '../../problem.ts';
import type { AppEnv, Feature, Route } from '../../route.ts';
import { readBody } from '../areas/body.ts';
import { choicesBody, choose, commitBody, uploadQuery } from './choices.ts';
import { compareStates } from './compare-states.ts';
import { dataSetState } from './data-set-state.ts';
import { listDataSources, takeBack } from './data-sources.ts';
import { importDocument, issueFields } from './import-document.ts';
import { ImportService } from './import-service.ts';
import { UPLOAD_BYTES } from './receive-upload.ts';
import type { StoredImport } from './store.ts';

/** How long an answer waits for the work to be done; then it says how far it is. */
const WAIT_MS = 30_000;
const tag = 'imports';

export const imports: Feature = {
  name: 'imports',
  routes: (services): readonly Route[] => {
    const { db } = services;
    const service = new ImportService(services);
    const answer = async (c: Context<AppEnv>, row: StoredImport, status: 200 | 201 = 200) => {
      const later = /\brespond-async\b/.test(c.req.header('prefer') ?? '');
      const settled = later ? row : await service.settled(row.id, WAIT_MS);
      const busy = settled.state === 'staging' || settled.state === 'committing';
      c.header('location', `/api/imports/${row.id}`);
      const document = importDocument(settled, service.jobs, language(c));
      return c.json(document, busy ? 202 : status, { 'cache-control': 'no-store' });
    };
    const existing = (c: Context<AppEnv>) => service.find(c.req.param('id') ?? '');
    return [
      {
        method: 'get',
        path: '/api/imports',
        access: 'planner',
        tag,
        summary:
          'Imports that are not finished, and those of the last day; with the layers and formats there are',
        handler: async (c) => {
          const rows = await service.list();
          return c.json(
            {
              imports: rows.map(({ staged, ...row }) => ({
                ...importDocument(
                  { ...row, staged: staged && { ...staged, issues: [] } },
                  service.jobs,
                  language(c),
                ),
                preview: null,
              })),
              layers: IMPORTABLE_LAYERS,
              formats: INTAKE_FORMATS.map(({ id, title, layers }) => ({
                id,
                title: title[language(c)],
                layers,
              })),
              limitBytes: UPLOAD_BYTES,
            },
            200,
            { 'cache-control': 'no-store' },
          );
        },
      },
      {
        method: 'post',
        path: '/api/imports',
        access: 'planner',
        tag,
        summary:
          'Takes a file (form field `file`, or as the body with `?name=`), checks it and answers with a preview',
        query: uploadQuery,
        // A form has a few hundred bytes around the file.
        maxBodyBytes: UPLOAD_BYTES + 65_536,
        handler: async (c) => {
          const { name, ...query } = c.req.query();
          const given = parseChoices(
            Object.fromEntries(Object.entries(query).filter(([key]) => key in uploadQuery)),
          );
          const row = await service.upload(c.req.raw, name ?? null, given);
          return answer(c, row, 201);
        },
      },
      {
        method: 'get',
        path: '/api/imports/:id',
        access: 'planner',
        // It tells how far the import is while that keeps the embedded database busy.
        caller: 'remembered',
        tag,
        summary: 'One import: its state, progress, problems, preview and difference',
        params: { id: z.uuid() },
        handler: async (c) =>
          c.json(importDocument(await existing(c), service.jobs, language(c)), 200, {
            'cache-control': 'no-store',
          }),
      },
      {
        method: 'get',
        path: '/api/imports/:id/issues.csv',
        access: 'planner',
        tag,
        summary: 'Every problem of the file with row, column, value and remedy',
        params: { id: z.uuid() },
        produces: ['text/csv'],
        handler: async (c) => {
          const row = await existing(c);
          const issues = await listOf<IntakeIssue>(service.folderOf(row.id), 'issues.json');
          const header = ['code', 'severity', 'row', 'column', 'value', 'message'];
          return csv(c, 'issues.csv', [header, ...issues.map((issue) => issueFields(issue, language(c)))]);
        },
      },
      {
        method: 'get',
        path: '/api/imports/:id/rejected.csv',
        access: 'planner',
        tag,
        summary: 'The refused rows with all their fields, to be mended and read again',
        params: { id: z.uuid() },
        produces: ['text/csv'],
        handler: async (c) => {
          const row = await existing(c);
          const rows = await listOf<RejectedRow>(service.folderOf(row.id), 'rejected.json');
          const fields = [...new Set(rows.flatMap(({ record }) => Object.keys(record)))];
          const lines = rows.map((one) => [
            one.row,
            one.codes.join(' '),
            ...fields.map((field) => one.record[field]),
          ]);
          return csv(c, 'rejected.csv', [['row', 'codes', ...fields], ...lines]);
        },
      },
      {
        method: 'patch',
        path: '/api/imports/:id',
        access: 'planner',
        tag,
        summary: 'Chooses layer, format, reference system, name, date, licence, and what to do with problems',
        params: { id: z.uuid() },
        body: choicesBody,
        handler: async (c) => {
          const row = await existing(c);
          const body = await readBody(c.req.raw, choicesBody);
          const { replaceDemo: _, ...before } = row.request;
          await service.change(row, choose(before, body));
          return answer(c, await service.find(row.id));
        },
      },
      {
        method: 'post',
        path: '/api/imports/:id/commit',
        access: 'planner',
        tag,
        summary:
          'Swaps the data set in one transaction; with the demo city loaded it wants replaceDemo: true',
        params: { id: z.uuid() },
        body: commitBody,
        handler: async (c) => {
          const row = await existing(c);
          const { replaceDemo } = await readBody(c.req.raw, commitBody);
          await service.commit(row, replaceDemo);
          return answer(c, await service.find(row.id));
        },
      },
      {
        method: 'delete',
        path: '/api/imports/:id',
        access: 'planner',
        tag,
        summary: 'Cancels an import and removes its file; what was committed stays',
        params: { id: z.uuid() },
        handler: async (c) => {
          await service.remove(await existing(c));
          return c.body(null, 204);
        },
      },
      {
        method: 'get',
        path: '/api/data-sources',
        access: 'planner',
        tag,
        summary:
          'Data sets of every layer with source, date, licence, file, hash and the earlier states kept',
        handler: async (c) => {
          await service.recover();
          return c.json({ dataSources: await listDataSources(db) }, 200, { 'cache-control': 'no-store' });
        },
      },
      {
        method: 'get',
        path: '/api/data-sources/comparison',
        access: 'planner',
        tag,
        summary: 'A layer on two days: what came, changed and went between them, as GeoJSON with counts',
        query: { layer: z.string(), from: z.iso.date(), to: z.iso.date() },
        produces: ['application/geo+json'],
        handler: async (c) => {
          const day = (name: 'from' | 'to') => {
            const value = c.req.query(name) ?? '';
            if (!z.iso.date().safeParse(value).success)
              throw badParameter(name, value, 'a day such as 2025-06-30');
            return value;
          };
          const days = { from: day('from'), to: day('to') };
          return c.json(await compareStates(db, c.req.query('layer') ?? '', days), 200, {
            'content-type': 'application/geo+json',
            'cache-control': 'no-store',
          });
        },
      },
      {
        method: 'get',
        path: '/api/data-sources/:id/features',
        access: 'planner',
        tag,
        summary: 'A data set as it was on a day (`at`), or one of its earlier states (`state`), as GeoJSON',
        params: { id: z.int() },
        query: { at: z.iso.date(), state: z.int() },
        produces: ['application/geo+json'],
        handler: async (c) => {
          const at = c.req.query('at') ?? null;
          const state = c.req.query('state') ?? null;
          if (at !== null && !z.iso.date().safeParse(at).success)
            throw badParameter('at', at, 'a day such as 2025-06-30');
          if (state !== null && !/^\d{1,9}$/.test(state)) throw badParameter('state', state, 'an id');
          const choice = { at, state: state === null ? null : Number(state) };
          return c.json(await dataSetState(db, sourceId(c), choice), 200, {
            'content-type': 'application/geo+json',
            'cache-control': 'no-store',
          });
        },
      },
      {
        method: 'delete',
        path: '/api/data-sources/:id',
        access: 'planner',
        tag,
        summary:
          'Takes the last import of a data set back; ?remove=true removes it where no earlier state is kept',
        params: { id: z.int() },
        query: { remove: z.stringbool() },
        handler: async (c) => {
          const value = sourceId(c);
          return c.json(await takeBack(db, value, c.req.query('remove') === 'true'));
        },
      },
    ];
  },
};

const language = (c: Context<AppEnv>) => languageOf(c.req.header('accept-language'));

/** @throws IssueError `data-source-not-found` */
function sourceId(c: Context<AppEnv>): number {
  const value = c.req.param('id') ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new IssueError({
    code: 'data-source-not-found',
    severity: 'error',
    where: 'id',
    params: { value },
  });
}

function badParameter(name: string, value: string, expected: string): IssueError {
  const params = { name, value, expected };
  return new IssueError({ code: 'bad-parameter', severity: 'error', where: name, params });
}

/** Choices that come as text with the upload. */
function parseChoices(query: Record<string, string>) {
  const parsed = choicesBody.safeParse(query);
  if (parsed.success)
    return Object.fromEntries(Object.entries(parsed.data).filter(([, v]) => v !== undefined));
  throw new IssueError(
    parsed.error.issues.map((problem) => {
      const name = problem.path.join('.') || 'query';
      const params = { name, value: query[name] ?? '', expected: problem.message };
      return { code: 'bad-parameter', severity: 'error' as const, where: name, params };
    }),
  );
}

async function listOf<T>(folder: string, name: string): Promise<T[]> {
  try {
    return JSON.parse(await readFile(join(folder, name), 'utf8')) as T[];
  } catch {
    return [];
  }
}

function csv(c: Context<AppEnv>, fileName: string, lines: readonly (readonly unknown[])[]): Response {
  // The mark tells spreadsheets that it is UTF-8.
  return c.body(`\ufeff${lines.map(csvLine).join('')}`, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'no-store',
  });
}
