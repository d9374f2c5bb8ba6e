import type { Wording } from '#core/rulebook/rule-set.ts';
import { get } from '../api.ts';

/** What `/api/assessment/check-first` answers. */
export interface CheckFirst {
  readonly addresses: number;
  readonly questions: Readonly<
    Record<string, { readonly addresses: number; readonly households: number; readonly text: Wording }>
  >;
  readonly first: readonly {
    readonly id: number;
    readonly label: string | null;
    readonly lon: number | null;
    readonly lat: number | null;
    readonly district: string | null;
    readonly households: number;
    readonly businesses: number;
    readonly questions: readonly string[];
    readonly evidencePercent: number;
  }[];
}

const LIMIT = 200;

export const loadCheckFirst = (rules: string, date: string) =>
  get<CheckFirst>(
    `/api/assessment/check-first?rules=${encodeURIComponent(rules)}&date=${date}&limit=${LIMIT}`,
  );
