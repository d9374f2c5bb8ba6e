import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { OpenRule } from '#core/funding/rule-entries.ts';
import { today } from '../state/analysis.ts';
import { DayField } from '../ui/day-field.tsx';
import { Failed } from '../ui/state-message.tsx';
import { RuleValueFields } from './rule-value-fields.tsx';
import { enterRule, type FundingRules } from './rules-query.ts';
import { TextInput } from './text-input.tsx';

interface Props {
  readonly rule: OpenRule;
  readonly title: string;
  readonly onChanged: (rules: FundingRules) => void;
  readonly onClose: () => void;
}

/** Enters a value with its source and day; what is entered stays marked as not verified. */
export function RuleForm({ rule, title, onChanged, onClose }: Props) {
  const { t } = useTranslation();
  const [value, setValue] = useState<unknown>(rule.value);
  const [source, setSource] = useState(rule.asOf ? rule.source : '');
  const [asOf, setAsOf] = useState(rule.asOf ?? today());
  const save = useMutation({
    mutationFn: (entered: unknown) =>
      enterRule({ key: rule.key, value: entered, source: source || t('funding.rules.takenBack'), asOf }),
    onSuccess: onChanged,
  });
  return (
    <form
      className="funding-box"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(value);
      }}
    >
      <RuleValueFields kind={rule.kind} value={value} onChange={setValue} />
      <TextInput label={t('funding.rules.source')} value={source} onChange={setSource} isRequired />
      <div className="field-grid">
        <DayField
          label={t('funding.rules.asOf')}
          value={asOf}
          onChange={setAsOf}
          remedy={t('rules.badDate')}
        />
      </div>
      <p className="small chip-line warn">{t('funding.rules.stays')}</p>
      {save.isError ? <Failed error={save.error} /> : null}
      <div className="row">
        <Button className="button primary" type="submit" isDisabled={save.isPending || value === null}>
          {t('funding.save')}
        </Button>
        {rule.asOf ? (
          <Button className="button" isDisabled={save.isPending} onPress={() => save.mutate(null)}>
            {t('funding.rules.takeBack')}
          </Button>
        ) : null}
        <Button className="button plain" onPress={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
