import type { Procedure, ProcedureKind } from '#core/funding/procedures.ts';
import type { AnswerReport } from '#core/survey/desk.ts';
import type { LedgerEffect } from '#core/survey/ledger-effect.ts';
import type { Finding } from '#core/survey/plausibility.ts';
import type { SurveyResult } from '#core/survey/result.ts';
import type { Decision, SurveyBody } from '#core/survey/survey.ts';
import { get, send } from '../api.ts';

/** What `/api/surveys` answers for one market survey. Times are ISO. */
export interface Survey extends SurveyBody {
  readonly id: string;
  readonly procedures: Partial<Record<ProcedureKind, Procedure>>;
  readonly letterName: string | null;
  readonly version: number;
  readonly resultSha256: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Operator {
  readonly id: number;
  readonly name: string;
  readonly contact: string;
  readonly source: string;
  readonly decision: Decision;
  readonly reason: string;
  readonly answer: {
    readonly asOf: string | null;
    readonly importedAt: string;
    readonly claims: number;
  } | null;
  readonly links: number;
}

export type SaidFinding = Finding & { readonly sentence: string };

export interface OperatorDesk extends Operator {
  readonly desk: {
    readonly report: Omit<AnswerReport, 'findings'> & { readonly findings: readonly SaidFinding[] };
    readonly effect: LedgerEffect;
  } | null;
}

export interface SurveyLink {
  readonly id: number;
  readonly expiresAt: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly state: 'valid' | 'expired' | 'revoked';
}

const versionOf = (survey: Survey) => ({ 'if-match': `"${survey.version}"` });
const at = (id: string, rest = '') => `/api/surveys/${id}${rest}`;

export const loadSurveys = () => get<Survey[]>('/api/surveys');
export const loadSurvey = (id: string) => get<Survey>(at(id));
export const createSurvey = (body: SurveyBody) => send<Survey>('POST', '/api/surveys', body);
export const saveSurvey = (seen: Survey, body: SurveyBody) =>
  send<Survey>('PUT', at(seen.id), body, versionOf(seen));
export const deleteSurvey = (seen: Survey) => send<void>('DELETE', at(seen.id), undefined, versionOf(seen));
export const takeSurveyStep = (seen: Survey, what: 'steps' | 'duties', body: object) =>
  send<Survey>('POST', at(seen.id, `/${what}`), body, versionOf(seen));
export const dropLetter = (seen: Survey) =>
  send<Survey>('DELETE', at(seen.id, '/letter-template.docx'), undefined, versionOf(seen));
export const sendLetter = (seen: Survey, file: File) =>
  send<Survey>('PUT', at(seen.id, `/letter-template.docx?name=${encodeURIComponent(file.name)}`), file, {
    ...versionOf(seen),
    'content-type': 'application/octet-stream',
  });

export const loadOperators = (id: string) => get<Operator[]>(at(id, '/operators'));
export const addOperator = (id: string, name: string, contact: string) =>
  send<Operator>('POST', at(id, '/operators'), { name, contact });
export const removeOperator = (id: string, operator: number) =>
  send<void>('DELETE', at(id, `/operators/${operator}`));
export const loadDesk = (id: string, operator: number) => get<OperatorDesk>(at(id, `/operators/${operator}`));
export const decide = (id: string, operator: number, decision: Decision, reason: string) =>
  send<Operator>('PUT', at(id, `/operators/${operator}/decision`), { decision, reason });

export const loadLinks = (id: string, operator: number) =>
  get<SurveyLink[]>(at(id, `/operators/${operator}/links`));
export const addLink = (id: string, operator: number, days: number) =>
  send<{ path: string; links: SurveyLink[] }>('POST', at(id, `/operators/${operator}/links`), { days });
export const revokeLink = (id: string, operator: number, link: number) =>
  send<SurveyLink[]>('DELETE', at(id, `/operators/${operator}/links/${link}`));

export const loadResult = (id: string) => get<SurveyResult>(at(id, '/result'));
export const fileUrl = (id: string, file: string, operator?: number) =>
  at(id, `/${file}${operator === undefined ? '' : `?operator=${operator}`}`);

/** What may be written of a survey, without what the server keeps about it. */
export function bodyOf({ name, issuer, land, rules, areas, terms }: Survey): SurveyBody {
  return { name, issuer, land, rules, areas, terms };
}
