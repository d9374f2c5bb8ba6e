import type { ApplicationBody } from '#core/funding/application.ts';
import type { Procedure, ProcedureKind } from '#core/funding/procedures.ts';
import { get, send } from '../api.ts';

/** What `/api/applications` answers for one application. Times are ISO; money is in whole cents. */
export interface Application extends ApplicationBody {
  readonly id: string;
  readonly procedures: Partial<Record<ProcedureKind, Procedure>>;
  readonly state: string;
  readonly version: number;
  readonly preparedBy: string | null;
  readonly releasedBy: string | null;
  readonly releasedAt: string | null;
  readonly dossierSha256: string | null;
  /** The released application this one is a new version of. */
  readonly previousId: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const versionOf = (application: Application) => ({ 'if-match': `"${application.version}"` });

export const loadApplications = () => get<Application[]>('/api/applications');
export const loadApplication = (id: string) => get<Application>(`/api/applications/${id}`);
export const createApplication = (body: ApplicationBody) =>
  send<Application>('POST', '/api/applications', body);

/** Saves over the version that was seen; the server refuses a stale one and says so. */
export const saveApplication = (seen: Application, body: ApplicationBody) =>
  send<Application>('PUT', `/api/applications/${seen.id}`, body, versionOf(seen));

/** Names who prepared or who releases the version that was seen. */
export const signApplication = (seen: Application, what: 'prepare' | 'release', by: string) =>
  send<Application>('POST', `/api/applications/${seen.id}/${what}`, { by }, versionOf(seen));

/** What may be written of an application, without what the server keeps about it. */
export function bodyOf({ name, applicant, land, rules, areas, inputs }: Application): ApplicationBody {
  return { name, applicant, land, rules, areas, inputs };
}
