import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { EntryKind } from '#core/funding/rule-entries.ts';
import { ANSWER_COLUMNS, type AnswerColumnNames } from '#core/survey/answer-columns.ts';
import { today } from '../state/analysis.ts';
import { DayField } from '../ui/day-field.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { EuroInput, NumberInput } from './number-input.tsx';
import { TextInput } from './text-input.tsx';

interface Props {
  readonly kind: EntryKind;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** The fields of a rule's value, by its kind. Null: nothing was entered yet. */
export function RuleValueFields({ kind, value, onChange }: Props) {
  const { t } = useTranslation();
  if (kind === 'speed') {
    const speed = (value ?? { downMbit: 0, upMbit: 0 }) as { downMbit: number; upMbit: number };
    return (
      <div className="field-grid">
        {(['downMbit', 'upMbit'] as const).map((key) => (
          <NumberInput
            key={key}
            label={t(`funding.rules.${key}`)}
            unit="Mbit/s"
            value={value === null ? null : speed[key]}
            onChange={(next) => onChange({ ...speed, [key]: next ?? 0 })}
            max={1e6}
          />
        ))}
      </div>
    );
  }
  if (kind === 'number' || kind === 'share' || kind === 'period' || kind === 'pace') {
    const isShare = kind === 'share';
    const isWhole = kind === 'period' || kind === 'pace';
    return (
      <NumberInput
        label={t('funding.rules.value')}
        value={value as number | null}
        onChange={onChange}
        digits={isWhole ? 0 : isShare ? 2 : 3}
        min={isWhole ? 1 : 0}
        max={kind === 'period' ? 600 : isShare ? 1 : 1e6}
        percent={isShare}
      />
    );
  }
  if (kind === 'codes') {
    return (
      <TextInput
        label={t('funding.rules.codes')}
        value={((value as string[] | null) ?? []).join(', ')}
        onChange={(text) => {
          const codes = text.split(/\s*,\s*/).filter((code, i, all) => code !== '' || i === all.length - 1);
          onChange(text.trim() === '' ? null : codes);
        }}
      />
    );
  }
  if (kind === 'columns') return <ColumnNames value={value} onChange={onChange} />;
  if (kind === 'steps') return <Steps value={value} onChange={onChange} />;
  if (kind === 'cutOffs') {
    const cuts = (value ?? { below60: 0, below70: 0 }) as { below60: number; below70: number };
    return (
      <div className="field-grid wide">
        {(['below60', 'below70'] as const).map((key) => (
          <NumberInput
            key={key}
            label={t(`funding.rules.${key}`)}
            unit="%"
            value={value === null ? null : cuts[key]}
            onChange={(next) => onChange({ ...cuts, [key]: next ?? 0 })}
            max={100}
          />
        ))}
      </div>
    );
  }
  if (kind === 'fastLane') {
    const lane = (value ?? { validFrom: today(), validTo: null, points: 0 }) as {
      validFrom: string;
      validTo: string | null;
      points: number;
    };
    return (
      <div className="field-grid">
        <NumberInput
          label={t('funding.rules.points')}
          value={value === null ? null : lane.points}
          onChange={(points) => onChange({ ...lane, points: points ?? 0 })}
          digits={0}
          max={1000}
        />
        <DayField
          label={t('funding.rules.from')}
          value={lane.validFrom}
          onChange={(validFrom) => onChange({ ...lane, validFrom })}
          remedy={t('rules.badDate')}
        />
        <DayField
          label={t('funding.rules.toOpen')}
          value={lane.validTo}
          onChange={(validTo) => onChange({ ...lane, validTo })}
          onClear={() => onChange({ ...lane, validTo: null })}
          remedy={t('rules.badDate')}
        />
      </div>
    );
  }
  const call = (value ?? { from: today(), to: today(), maxTotalCents: null, maxFederalCents: null }) as {
    from: string;
    to: string;
    maxTotalCents: number | null;
    maxFederalCents: number | null;
  };
  return (
    <div className="field-grid">
      {(['from', 'to'] as const).map((key) => (
        <DayField
          key={key}
          label={t(`funding.rules.${key}`)}
          value={call[key]}
          onChange={(day) => onChange({ ...call, [key]: day })}
          remedy={t('rules.badDate')}
        />
      ))}
      {(['maxTotalCents', 'maxFederalCents'] as const).map((key) => (
        <EuroInput
          key={key}
          label={t(`funding.rules.${key}`)}
          value={call[key]}
          onChange={(cents) => onChange({ ...call, [key]: cents })}
        />
      ))}
    </div>
  );
}

function ColumnNames({ value, onChange }: Omit<Props, 'kind'>) {
  const { t } = useTranslation();
  const names = (value ?? {}) as AnswerColumnNames;
  return (
    <fieldset className="plain-fieldset">
      <legend className="small muted">{t('funding.rules.columns')}</legend>
      <div className="field-grid">
        {ANSWER_COLUMNS.map((column) => (
          <TextInput
            key={column}
            label={column}
            value={names[column] ?? ''}
            onChange={(name) => {
              const { [column]: _, ...others } = names;
              const next = name === '' ? others : { ...others, [column]: name };
              onChange(Object.keys(next).length > 0 ? next : null);
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}

type Step = { readonly at: number; readonly points: number };

function Steps({ value, onChange }: Omit<Props, 'kind'>) {
  const { t } = useTranslation();
  const steps = (value ?? []) as readonly Step[];
  const put = (at: number, change: Partial<Step>) =>
    onChange(steps.map((step, i) => (i === at ? { ...step, ...change } : step)));
  return (
    <fieldset className="plain-fieldset">
      <legend className="label">{t('funding.rules.steps')}</legend>
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name that stays.
        <div className="step-row" key={i}>
          <NumberInput
            label={t('funding.rules.at')}
            value={step.at}
            onChange={(at) => put(i, { at: at ?? 0 })}
            digits={3}
            max={1e6}
          />
          <NumberInput
            label={t('funding.rules.points')}
            value={step.points}
            onChange={(points) => put(i, { points: points ?? 0 })}
            digits={0}
            max={500}
          />
          <IconButton
            icon="trash"
            small
            label={t('funding.rules.removeStep', { step: i + 1 })}
            onPress={() => onChange(steps.filter((_, at) => at !== i))}
          />
        </div>
      ))}
      <Button className="button small" onPress={() => onChange([...steps, { at: 0, points: 0 }])}>
        <Icon name="plus" /> {t('funding.rules.addStep')}
      </Button>
    </fieldset>
  );
}
