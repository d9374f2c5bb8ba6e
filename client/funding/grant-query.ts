import { useQuery } from '@tanstack/react-query';
import type { ProgressReport } from '#core/funding/build-progress.ts';
import type { GrantPlan, Invoice, ProofOfUse } from '#core/funding/proof-of-use.ts';
import type { Issue } from '#core/issue.ts';
import { get, send } from '../api.ts';
import type { Application } from './application.ts';

export interface FiledInvoice extends Invoice {
  readonly id: number;
  readonly note: string;
}

/** What `/api/applications/:id/grant` answers, in the language of the page. */
export interface Grant {
  readonly granted: boolean;
  readonly state: string;
  /** Null where the eligible sum was entered and so has no positions. */
  readonly plan: GrantPlan | null;
  /** Latest report of each area; null where nothing was reported. */
  readonly progress: readonly (ProgressReport | null)[];
  readonly reports: readonly (ProgressReport & { readonly id: number })[];
  readonly invoices: readonly FiledInvoice[];
  readonly proof:
    | (Omit<ProofOfUse, 'issues'> & { readonly issues: readonly (Issue & { readonly message: string })[] })
    | null;
}

export const useGrant = ({ id, version }: Application, language: string) =>
  useQuery({
    queryKey: ['application-figures', id, 'grant', version, language],
    queryFn: () => get<Grant>(`/api/applications/${id}/grant`),
  });

export const reportProgress = (id: string, report: ProgressReport) =>
  send<Grant>('POST', `/api/applications/${id}/progress`, report);
export const fileInvoice = (id: string, invoice: Invoice & { readonly note: string }) =>
  send<Grant>('POST', `/api/applications/${id}/invoices`, invoice);
export const payInvoice = (id: string, invoice: number, paidOn: string | null) =>
  send<Grant>('PUT', `/api/applications/${id}/invoices/${invoice}/payment`, { paidOn });
export const removeInvoice = (id: string, invoice: number) =>
  send<Grant>('DELETE', `/api/applications/${id}/invoices/${invoice}`);
