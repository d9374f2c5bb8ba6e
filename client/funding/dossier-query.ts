import { useQuery } from '@tanstack/react-query';
import type { CheckId } from '#core/dossier/check-report.ts';
import type { NotVerified } from '#core/funding/application-score.ts';
import type { Issue } from '#core/issue.ts';
import { get, send } from '../api.ts';
import { withJob } from '../state/document-job.ts';
import type { Application } from './application.ts';

export interface CheckedResult {
  readonly id: CheckId;
  readonly title: string;
  /** Null where the check could not run. */
  readonly passed: boolean | null;
  readonly findings: readonly (Issue & { readonly message: string })[];
}

/** What `/api/applications/:id/check` answers, in the language of the page. */
export interface CheckedDossier {
  readonly ok: boolean;
  readonly mandatoryFailures: number;
  readonly advice: number;
  readonly checks: readonly CheckedResult[];
  readonly sha256: string;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  readonly notVerified: readonly NotVerified[];
}

/** `job` is the word by which the progress of the check can be asked after. */
export const useCheckedDossier = ({ id, version }: Application, language: string, job: string) =>
  useQuery({
    queryKey: ['application-figures', id, 'check', version, language],
    queryFn: ({ signal }) => get<CheckedDossier>(withJob(`/api/applications/${id}/check`, job), signal),
  });

/** Begins a new version of a released application. */
export const beginNewVersion = ({ id }: Application) =>
  send<Application>('POST', `/api/applications/${id}/new-version`);
