import { useQuery } from '@tanstack/react-query';
import type { OpenRule, RuleEntry } from '#core/funding/rule-entries.ts';
import { get, send } from '../api.ts';

/** What `/api/funding-rules` answers. */
export interface FundingRules {
  readonly rules: readonly OpenRule[];
  readonly entries: readonly RuleEntry[];
}

export const useFundingRules = () =>
  useQuery({ queryKey: ['funding-rules'], queryFn: () => get<FundingRules>('/api/funding-rules') });

export const enterRule = (entry: Omit<RuleEntry, 'id'>) =>
  send<FundingRules>('POST', '/api/funding-rules', entry);
