import { useTranslation } from 'react-i18next';
import type { ApplicationInputs } from '#core/funding/application.ts';
import { EuroInput, NumberInput } from './number-input.tsx';

type Operator = NonNullable<ApplicationInputs['operator']>;

interface Props {
  readonly operator: Operator;
  readonly onChange: (operator: Operator) => void;
  readonly isDisabled: boolean;
}

/** The operator model: what the public body invests, and the lease it is paid each year. */
export function OperatorFields({ operator, onChange, isDisabled }: Props) {
  const { t } = useTranslation();
  const set = (change: Partial<Operator>) => onChange({ ...operator, ...change });
  return (
    <div className="stack">
      <div className="field-grid">
        <EuroInput
          label={t('funding.operator.capex')}
          value={operator.passiveCapexCents}
          onChange={(passiveCapexCents) => set({ passiveCapexCents })}
          isDisabled={isDisabled}
        />
        <NumberInput
          label={t('funding.gap.discount')}
          value={operator.discountPerYear}
          onChange={(value) => value !== null && set({ discountPerYear: value })}
          percent
          digits={2}
          max={1}
          isDisabled={isDisabled}
        />
      </div>
      <p className="small muted">{t('funding.operator.capexHint')}</p>
      <fieldset className="plain-fieldset">
        <legend className="label">{t('funding.operator.lease')}</legend>
        <div className="field-grid">
          {operator.leaseCents.map((cents, i) => (
            <EuroInput
              // biome-ignore lint/suspicious/noArrayIndexKey: a year is its place in the list.
              key={i}
              label={t('funding.gap.year', { year: i + 1 })}
              value={cents}
              onChange={(value) =>
                set({ leaseCents: operator.leaseCents.map((old, at) => (at === i ? (value ?? 0) : old)) })
              }
              isDisabled={isDisabled}
            />
          ))}
        </div>
      </fieldset>
    </div>
  );
}
