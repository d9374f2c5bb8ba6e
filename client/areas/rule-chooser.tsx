import { lazy, Suspense, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { effectiveRules, today, useAnalysis, useReferenceDate } from '../state/analysis.ts';
import { useView } from '../state/view-store.ts';
import { Choice } from '../ui/choice.tsx';
import { DayField } from '../ui/day-field.tsx';
import type { RuleSetInfo } from '../workers/messages.ts';
import { period, RuleFacts } from './rule-facts.tsx';

const RulesDialog = lazy(() => import('../rules/rules-dialog.tsx'));

/** Which rules apply, and the day promises and rules are judged at. */
export function RuleChooser() {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const ruleSets = useAnalysis((state) => state.ruleSets);
  const chosen = useView((view) => view.rules);
  const referenceDate = useReferenceDate();
  const set = useView((view) => view.set);
  const rules = effectiveRules(ruleSets, chosen, referenceDate);
  const [open, setOpen] = useState(false);
  const out = rules && !inForce(rules, referenceDate);
  return (
    <div className="stack">
      <Choice
        label={t('rules.label')}
        value={rules?.id ?? null}
        options={ruleSets
          .filter((r) => !r.draft || r.id === rules?.id)
          .map((r) => ({
            id: r.id,
            label: r.title[language],
            detail: `${period(r, t)}${r.confidence === 'sure' ? '' : ` · ${t(`confidence.${r.confidence}`)}`}`,
          }))}
        onChange={(id) => set({ rules: id })}
      />
      <div className="row">
        <Button className="button small plain" onPress={() => setOpen(true)}>
          {t('ruleSets.manage')}
        </Button>
      </div>
      {open ? (
        <Suspense>
          <RulesDialog first={rules?.id ?? null} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
      {rules ? <RuleFacts rules={rules} /> : null}
      <DayField
        label={t('rules.referenceDate')}
        value={referenceDate}
        onChange={(iso) => set({ referenceDate: iso === today() ? null : iso })}
        remedy={t('rules.badDate')}
      />
      {out ? (
        <p className="small chip-line warn">{t('rules.notInForce', { date: formatDate(referenceDate) })}</p>
      ) : null}
    </div>
  );
}

function inForce(rules: RuleSetInfo, date: string): boolean {
  return (!rules.validFrom || rules.validFrom <= date) && (!rules.validTo || rules.validTo >= date);
}
