import type { Technology } from '#core/supply/technologies.ts';
import { get, send } from '../api.ts';

export type CorrectionState = 'new' | 'accepted' | 'rejected' | 'withdrawn';

/** What `/api/corrections` answers. */
export interface Correction {
  readonly id: number;
  readonly addressId: number | null;
  readonly addressName: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly operator: string;
  readonly technology: Technology;
  readonly planned: boolean;
  readonly downMbit: number | null;
  readonly upMbit: number | null;
  readonly evidence: string;
  readonly measuredOn: string | null;
  readonly state: CorrectionState;
  readonly note: string | null;
  readonly createdAt: string;
  readonly decidedAt: string | null;
  readonly claimed: readonly { downMbit: number | null; upMbit: number | null; source: string }[];
}

export interface CorrectionInput {
  readonly addressId: number;
  readonly operator: string;
  readonly technology: Technology;
  readonly planned: boolean;
  readonly downMbit: number | null;
  readonly upMbit: number | null;
  readonly evidence: string;
  readonly measuredOn: string | null;
}

export const loadCorrections = (addressId?: number) =>
  get<Correction[]>(`/api/corrections${addressId === undefined ? '' : `?addressId=${addressId}`}`);

export const reportCorrection = (input: CorrectionInput) =>
  send<Correction>('POST', '/api/corrections', input);

export const decideCorrection = (id: number, decision: 'accepted' | 'rejected' | 'withdrawn', note: string) =>
  send<Correction>('POST', `/api/corrections/${id}/decision`, { decision, note });
