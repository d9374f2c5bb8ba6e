import type { RuleSet } from '#core/rulebook/rule-set.ts';
import { get, send } from '../api.ts';

/** A rule set as the server keeps it; shipped ones have version 0. */
export interface KeptRuleSet {
  readonly id: string;
  readonly state: 'shipped' | 'draft' | 'released';
  readonly version: number;
  readonly copiedFrom: string | null;
  readonly updatedAt: string | null;
  readonly releasedAt: string | null;
  /** Last day in force, successors taken into account; null while open. */
  readonly inForceTo: string | null;
  readonly content: RuleSet;
}

const PATH = '/api/rule-sets';
const match = (version: number) => ({ 'if-match': `"${version}"` });

export const loadRuleSets = () => get<{ ruleSets: KeptRuleSet[] }>(PATH).then(({ ruleSets }) => ruleSets);
export const createRuleSet = (content: RuleSet, copiedFrom: string | null) =>
  send<KeptRuleSet>('POST', PATH, { content, copiedFrom });
export const changeRuleSet = ({ id, version }: KeptRuleSet, content: RuleSet) =>
  send<KeptRuleSet>('PUT', `${PATH}/${id}`, { content }, match(version));
export const releaseRuleSet = ({ id, version }: KeptRuleSet) =>
  send<KeptRuleSet>('POST', `${PATH}/${id}/release`, undefined, match(version));
export const discardRuleSet = ({ id, version }: KeptRuleSet) =>
  send<void>('DELETE', `${PATH}/${id}`, undefined, match(version));
