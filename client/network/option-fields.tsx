import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import { Check } from '../ui/check.tsx';
import { Choice } from '../ui/choice.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { NumberSlider } from '../ui/number-slider.tsx';
import { setChoices, useNetwork } from './network-store.ts';
import { OPTION_RANGES, type PlanOptions } from './plan-options.ts';

type NumberOption = keyof typeof OPTION_RANGES;

/** How it is dimensioned, where it may run, how long is searched, over which years it is built. */
export function OptionFields() {
  const { t } = useTranslation();
  const options = useNetwork((state) => state.options);
  const set = (change: Partial<PlanOptions>) => setChoices({ options: { ...options, ...change } });
  const field = (name: NumberOption, format?: Intl.NumberFormatOptions) => (
    <NumberField
      label={t(`network.options.${name}`)}
      value={options[name]}
      {...OPTION_RANGES[name]}
      {...(format ? { format } : {})}
      onChange={(value) => value !== null && set({ [name]: value })}
    />
  );
  return (
    <div className="stack">
      <div className="network-fields">
        {field('fibresPerHome')}
        <NumberField
          label={t('network.options.fibreReserve')}
          value={options.fibreReserve}
          min={0}
          max={2}
          step={0.01}
          format={{ style: 'percent' }}
          onChange={(value) => value !== null && set({ fibreReserve: value })}
        />
        <Choice
          label={t('network.options.topology')}
          value={options.topology}
          options={(['splitter', 'point-to-point'] as const).map((id) => ({
            id,
            label: t(`network.options.${id}`),
          }))}
          onChange={(topology) => set({ topology })}
        />
        {field('homesPerDistributionPoint')}
        {field('maxDropM', { style: 'unit', unit: 'meter' })}
        {field('years')}
        {options.years > 0 ? field('firstYear', { useGrouping: false }) : null}
        {options.years > 0 ? (
          <NumberField
            label={t('network.options.budget')}
            value={options.budgetEuroPerYear}
            {...OPTION_RANGES.budgetEuroPerYear}
            format={{ style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }}
            placeholder={t('network.options.evenly')}
            onChange={(budgetEuroPerYear) => set({ budgetEuroPerYear })}
          />
        ) : null}
      </div>
      <Check isSelected={options.bothSides} onChange={(bothSides) => set({ bothSides })}>
        {t('network.options.bothSides')}
      </Check>
      <NumberSlider
        label={t('network.options.seconds')}
        value={options.seconds}
        min={1}
        max={120}
        step={1}
        format={(value) => `${formatNumber(value)} s`}
        onChange={(seconds) => useNetwork.setState({ options: { ...options, seconds } })}
      />
    </div>
  );
}
