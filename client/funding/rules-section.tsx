import { useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { criterionTitle } from '#core/funding/criterion-title.ts';
import type { OpenRule } from '#core/funding/rule-entries.ts';
import { formatDate, formatNumber, formatPercent, formatSpeed } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import { Editing } from './editing.tsx';
import { formatEuro } from './format-euro.ts';
import { RuleForm } from './rule-form.tsx';
import { type FundingRules, useFundingRules } from './rules-query.ts';

/** Rules that are not established: what counts for each now, and the way to enter what was found out. */
export default function RulesSection() {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const client = useQueryClient();
  const rules = useFundingRules();
  const [editing, setEditing] = useState<string | null>(null);
  if (rules.isPending) return <Loading text={t('loading')} />;
  if (rules.isError) return <Failed error={rules.error} onRetry={rules.refetch} />;
  const onChanged = (changed: FundingRules) => {
    client.setQueryData(['funding-rules'], changed);
    void client.invalidateQueries({ queryKey: ['application-figures'] });
    setEditing(null);
  };
  return (
    <div className="stack">
      <h3>{t('funding.rules.title')}</h3>
      <p className="small muted">{t('funding.rules.about')}</p>
      <ul className="application-list">
        {rules.data.rules.map((rule) => {
          const title = ruleTitle(rule.key, t, language);
          return (
            <li key={rule.key} className="rule-row">
              <div className="row between">
                <strong>{title}</strong>
                <span className="chip warn">{t(`funding.confidence.${rule.confidence}`)}</span>
              </div>
              <p>{shownValue(rule, t)}</p>
              <p className="small muted">
                {rule.asOf
                  ? t('funding.rules.entered', { date: formatDate(rule.asOf) })
                  : t('funding.rules.shipped')}{' '}
                · {t('funding.source', { source: rule.source })}
              </p>
              {editing === rule.key ? (
                <RuleForm rule={rule} title={title} onChanged={onChanged} onClose={() => setEditing(null)} />
              ) : (
                <Editing>
                  <div>
                    <Button
                      className="button small"
                      aria-label={t('funding.rules.editOf', { rule: title })}
                      onPress={() => setEditing(rule.key)}
                    >
                      {t('funding.rules.edit')}
                    </Button>
                  </div>
                </Editing>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function ruleTitle(key: string, t: TFunction, language: Language): string {
  const [, criterion, what] = /^scoring\.(\w+)\.(\w+)$/.exec(key) ?? [];
  if (criterion && what) return `${criterionTitle(criterion, language)}: ${t(`funding.rule.${what}`)}`;
  return t(`funding.rule.${key.replaceAll('.', '-')}`);
}

/** The value in words; the shape is that of its kind, as the server checked it. */
function shownValue({ kind, value }: OpenRule, t: TFunction): string {
  if (value === null) return t('funding.rules.none');
  if (kind === 'number') return formatNumber(value as number, Number.isInteger(value) ? 0 : 2);
  if (kind === 'period' || kind === 'pace') return formatNumber(value as number);
  if (kind === 'speed') {
    const { downMbit, upMbit } = value as { downMbit: number; upMbit: number };
    return t('funding.rules.speed', { down: formatSpeed(downMbit), up: formatSpeed(upMbit) });
  }
  if (kind === 'share')
    return formatPercent(value as number, Number.isInteger((value as number) * 100) ? 0 : 2);
  if (kind === 'columns')
    return Object.entries(value as Record<string, string>)
      .map(([column, name]) => `${column} → ${name}`)
      .join(', ');
  if (kind === 'codes') return (value as string[]).join(', ');
  if (kind === 'steps') {
    return (value as { at: number; points: number }[])
      .map(({ at, points }) => `${formatNumber(at, at % 1 === 0 ? 0 : 2)} → ${formatNumber(points)}`)
      .join(' · ');
  }
  if (kind === 'cutOffs') {
    const { below60, below70 } = value as { below60: number; below70: number };
    return t('funding.rules.cutOffs', { a: formatNumber(below60, 1), b: formatNumber(below70, 1) });
  }
  if (kind === 'fastLane') {
    const lane = value as { validFrom: string; validTo: string | null; points: number };
    return t('funding.rules.lane', {
      points: formatNumber(lane.points),
      from: formatDate(lane.validFrom),
      to: lane.validTo ? formatDate(lane.validTo) : '…',
    });
  }
  const call = value as {
    from: string;
    to: string;
    maxTotalCents: number | null;
    maxFederalCents: number | null;
  };
  const sum = (cents: number | null) => (cents === null ? '–' : formatEuro(cents));
  return t('funding.rules.call', {
    from: formatDate(call.from),
    to: formatDate(call.to),
    total: sum(call.maxTotalCents),
    federal: sum(call.maxFederalCents),
  });
}
