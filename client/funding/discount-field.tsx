import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberInput } from './number-input.tsx';
import { useFundingRules } from './rules-query.ts';

/** The discount rate: what was typed, else what was entered among the rules; null where neither is there. */
export function useDiscount(): [number | null, (value: number | null) => void] {
  const entered = useFundingRules().data?.rules.find(({ key }) => key === 'federal.discountPerYear');
  const [typed, setTyped] = useState<number | null | undefined>(undefined);
  return [typed === undefined ? ((entered?.value as number | null | undefined) ?? null) : typed, setTyped];
}

interface Props {
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** Asks for the discount rate and says that no official one is established. */
export function DiscountField({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <div className="field-grid">
        <NumberInput
          label={t('funding.gap.discount')}
          value={value}
          onChange={onChange}
          percent
          digits={2}
          max={1}
        />
      </div>
      <p className="small chip-line warn">{t('funding.estimate.discount')}</p>
    </>
  );
}
