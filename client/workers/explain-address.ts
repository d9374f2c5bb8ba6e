import type { AddressTable } from '#core/columns/address-table.ts';
import { CLASSES, ELIGIBILITY, REASONS, WORDINGS } from '#core/rulebook/rule-set.ts';
import { findRuleSet } from '#data/rulebook/index.ts';
import { BINS } from './class-bins.ts';
import type { Explanation } from './messages.ts';
import type { Classified } from './planner-engine.ts';

/** Why an address is in its class: the verdict, the rule that decided, and the thresholds it was held against. */
export function explainAddress(
  _table: AddressTable,
  { codes, bins, rules }: Classified,
  index: number,
  areaKey: string | null,
): Explanation {
  const bin = BINS[bins[index]!]!;
  const eligible = ELIGIBILITY[codes.eligibleCode[index]!]!;
  const reason = REASONS[codes.reasonCode[index]!]!;
  const speedClass = CLASSES[codes.classCode[index]!]!;
  const set = findRuleSet(rules);
  const threshold = {
    de: `Schwelle: ${set.upper.map((t) => speeds(t.downMbit, t.upMbit, 'de')).join(' oder ')}`,
    en: `Threshold: ${set.upper.map((t) => speeds(t.downMbit, t.upMbit, 'en')).join(' or ')}`,
  };
  const both = (a: { de: string; en: string }, b: { de: string; en: string }) => ({
    de: `${capital(a.de)}: ${b.de}`,
    en: `${capital(a.en)}: ${b.en}`,
  });
  return {
    classId: bin.id,
    classTitle: bin.title,
    tone: bin.tone,
    eligible,
    reasons: [
      both(WORDINGS.eligibility[eligible], WORDINGS.reason[reason]),
      threshold,
      ...(eligible === 'no' && speedClass !== 'versorgt'
        ? [both({ de: 'Versorgungsklasse', en: 'Supply class' }, WORDINGS.class[speedClass])]
        : []),
    ],
    areaKey,
  };
}

function speeds(downMbit: number, upMbit: number | null, language: 'de' | 'en'): string {
  const number = (value: number) =>
    new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB').format(value);
  if (upMbit === null) return `${number(downMbit)} Mbit/s ↓`;
  return `${number(downMbit)} ↓ / ${number(upMbit)} ↑ Mbit/s`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
