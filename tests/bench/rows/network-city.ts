import { classify, compileRules, dayOf } from '#core/rulebook/classify.ts';
import { ELIGIBILITY } from '#core/rulebook/rule-set.ts';
import { findRuleSet } from '#data/rulebook/index.ts';
import { demoTable } from '../../rulebook/demo-table.ts';
import type { BenchRow } from '../bench-row.ts';
import { networkRow } from '../network-row.ts';

/** All addresses of the demo city that are open to funding: certified to 2 %, at most 30 s; one lock more: 1 s. */
export const row: BenchRow = networkRow({
  id: 'network-city',
  mostSeconds: 30,
  mostCertifiedPercent: 2,
  mostSecondsAfterLock: 1,
  choose({ addresses }) {
    const rules = compileRules(findRuleSet('gigabit-rl-2025'), { onDay: dayOf('2026-01-15') });
    const { eligibleCode } = classify(demoTable(), rules);
    return addresses.filter((_, i) => ELIGIBILITY[eligibleCode[i]!] === 'yes');
  },
});
