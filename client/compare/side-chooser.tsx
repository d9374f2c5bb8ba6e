import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../api.ts';
import { RuleFacts } from '../areas/rule-facts.tsx';
import { formatDate } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { useAnalysis } from '../state/analysis.ts';
import { Choice } from '../ui/choice.tsx';
import { DayField } from '../ui/day-field.tsx';
import type { ComparedSide } from '../workers/messages.ts';

/** One side of the comparison: the rule set, and the day it and the promises are judged at. */
const NEWEST = 'newest';
/** Days on which the supply data changed, newest first. */
const loadDataDays = () =>
  get<{ days: { day: string; sources: readonly string[] }[] }>('/api/columns/days').then(({ days }) => days);

export function SideChooser({
  which,
  side,
  onChange,
}: {
  readonly which: 'a' | 'b';
  readonly side: ComparedSide;
  readonly onChange: (side: ComparedSide) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const ruleSets = useAnalysis((state) => state.ruleSets);
  const days = useQuery({ queryKey: ['data-days'], queryFn: loadDataDays }).data ?? [];
  const rules = ruleSets.find(({ id }) => id === side.rules);
  return (
    <div className="stack compare-side">
      <Choice
        label={t(`compare.side.${which}`)}
        value={side.rules}
        options={ruleSets.map((one) => ({
          id: one.id,
          label: one.draft ? `${one.title[language]} (${t('ruleSets.draft')})` : one.title[language],
          detail: `${one.validFrom ? formatDate(one.validFrom) : '…'} – ${one.validTo ? formatDate(one.validTo) : '…'}`,
        }))}
        onChange={(id) => onChange({ ...side, rules: id })}
      />
      <DayField
        label={t(`compare.day.${which}`)}
        value={side.referenceDate}
        onChange={(referenceDate) => onChange({ ...side, referenceDate })}
        remedy={t('rules.badDate')}
      />
      {days.length > 1 ? (
        <Choice
          label={t(`ruleSets.data.${which}`)}
          value={side.dataDate ?? NEWEST}
          options={[
            { id: NEWEST, label: t('ruleSets.data.newest') },
            ...days.map(({ day, sources }) => ({
              id: day,
              label: formatDate(day),
              detail: sources.join(', '),
            })),
          ]}
          onChange={(id) => onChange({ ...side, dataDate: id === NEWEST ? null : id })}
        />
      ) : null}
      {rules ? <RuleFacts rules={rules} /> : null}
    </div>
  );
}
