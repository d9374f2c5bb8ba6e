import type { Context } from 'hono';
import { z } from 'zod';
import { proofWorkbook } from '#core/dossier/proof-workbook.ts';
import { isCalendarDate } from '#core/funding/calendar-date.ts';
import { proofOfUse } from '#core/funding/proof-of-use.ts';
import { IssueError } from '#core/issue.ts';
import { languageOf } from '../../problem.ts';
import type { AppEnv, Route, Services } from '../../route.ts';
import { readBody } from '../areas/body.ts';
import { existing } from './application-request.ts';
import { invoiceBody, progressBody } from './grant-body.ts';
import { grantDocument, grantPlan, refuseNotGranted } from './grant-document.ts';
import {
  deleteInvoice,
  insertInvoice,
  insertProgress,
  listInvoices,
  listProgress,
  payInvoice,
} from './grant-store.ts';
import type { StoredApplication } from './store.ts';

const params = { id: z.uuid() };
const invoiceId = z.coerce.number().int().min(1).max(2147483647);
const invoiceParams = { ...params, invoice: invoiceId };
const payBody = z.strictObject({
  paidOn: z.string().refine(isCalendarDate, 'a day that exists, as YYYY-MM-DD').nullable(),
});

/** What comes after the grant: progress of each area, invoices against positions, proof of use. */
export function grantRoutes({ db }: Services): Route[] {
  const answer = async (c: Context<AppEnv>, application: StoredApplication, status: 200 | 201 = 200) => {
    const language = languageOf(c.req.header('accept-language'));
    const document = await grantDocument(db, application, language);
    return c.json(document, status, { 'cache-control': 'no-store' });
  };
  const invoiceOf = (c: Context<AppEnv>): number => {
    const value = c.req.param('invoice') ?? '';
    const parsed = invoiceId.safeParse(value);
    if (parsed.success) return parsed.data;
    throw unknownInvoice(value);
  };
  return [
    {
      method: 'get',
      path: '/api/applications/:id/grant',
      access: 'planner',
      tag: 'funding',
      summary: 'Progress of each area, invoices against positions, and the proof of use',
      params,
      handler: async (c) => answer(c, await existing(db, c.req.param('id'))),
    },
    {
      method: 'post',
      path: '/api/applications/:id/progress',
      access: 'planner',
      tag: 'funding',
      summary: 'Reports the build of an area; earlier reports stay as its history',
      params,
      body: progressBody,
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const report = await readBody(c.req.raw, progressBody);
        refuseNotGranted(stored);
        if (report.area > stored.areas.length) {
          const expected = `the number of an area of the application, 1 to ${stored.areas.length}`;
          const faulty = { name: 'area', value: report.area, expected };
          throw new IssueError({ code: 'bad-field', severity: 'error', where: 'area', params: faulty });
        }
        await insertProgress(db, stored.id, report);
        return answer(c, stored, 201);
      },
    },
    {
      method: 'post',
      path: '/api/applications/:id/invoices',
      access: 'planner',
      tag: 'funding',
      summary: 'Files an invoice under a position of the plan; a number twice from one supplier is refused',
      params,
      body: invoiceBody,
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const invoice = await readBody(c.req.raw, invoiceBody);
        refuseNotGranted(stored);
        if (!(await insertInvoice(db, stored.id, invoice))) {
          const { supplier, number } = invoice;
          const twice = { supplier, number };
          throw new IssueError({ code: 'invoice-twice', severity: 'error', where: 'number', params: twice });
        }
        return answer(c, stored, 201);
      },
    },
    {
      method: 'put',
      path: '/api/applications/:id/invoices/:invoice/payment',
      access: 'planner',
      tag: 'funding',
      summary: 'Notes the day an invoice was paid, or that it was not',
      params: invoiceParams,
      body: payBody,
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const invoice = invoiceOf(c);
        const { paidOn } = await readBody(c.req.raw, payBody);
        const known = (await listInvoices(db, stored.id)).find(({ id }) => id === invoice);
        if (!known) throw unknownInvoice(String(invoice));
        if (paidOn !== null && paidOn < known.invoiceDate) {
          const faulty = { name: 'paidOn', value: paidOn, expected: `not before ${known.invoiceDate}` };
          throw new IssueError({ code: 'bad-field', severity: 'error', where: 'paidOn', params: faulty });
        }
        await payInvoice(db, stored.id, invoice, paidOn);
        return answer(c, stored);
      },
    },
    {
      method: 'delete',
      path: '/api/applications/:id/invoices/:invoice',
      access: 'planner',
      tag: 'funding',
      summary: 'Takes an invoice out; the audit trail keeps it',
      params: invoiceParams,
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        const invoice = invoiceOf(c);
        if (!(await deleteInvoice(db, stored.id, invoice))) throw unknownInvoice(String(invoice));
        return answer(c, stored);
      },
    },
    {
      method: 'get',
      path: '/api/applications/:id/proof-of-use.xlsx',
      access: 'planner',
      tag: 'funding',
      summary: 'Proof of use (Verwendungsnachweis) as a workbook with formulas',
      params,
      produces: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      handler: async (c) => {
        const stored = await existing(db, c.req.param('id'));
        refuseNotGranted(stored);
        const plan = await grantPlan(db, stored);
        if (!plan)
          throw new IssueError({
            code: 'grant-without-positions',
            severity: 'error',
            where: 'id',
            params: {},
          });
        const invoices = await listInvoices(db, stored.id);
        const reports = await listProgress(db, stored.id);
        const proof = proofOfUse(plan, invoices);
        const bytes = proofWorkbook({ application: stored, plan, proof, invoices, reports });
        return new Response(bytes as BodyInit, {
          headers: {
            'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
            'content-disposition': `attachment; filename="verwendungsnachweis-${stored.id}.xlsx"`,
            'cache-control': 'no-store',
          },
        });
      },
    },
  ];
}

function unknownInvoice(value: string): IssueError {
  return new IssueError({ code: 'unknown-invoice', severity: 'error', where: 'invoice', params: { value } });
}
