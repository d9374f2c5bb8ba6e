import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { GapInputs } from '#core/funding/gap-inputs.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { NumberInput } from './number-input.tsx';
import { PositionTable } from './position-table.tsx';
import { TextInput } from './text-input.tsx';

interface Props {
  readonly inputs: GapInputs;
  readonly onChange: (inputs: GapInputs) => void;
  readonly isDisabled: boolean;
}

/** All inputs of the viability gap: quantities and prices of the build, and the years of operation. */
export function GapFields({ inputs, onChange, isDisabled }: Props) {
  const { t } = useTranslation();
  const set = (change: Partial<GapInputs>) => onChange({ ...inputs, ...change });
  const number = (
    key: string,
    value: number,
    put: (value: number) => Partial<GapInputs>,
    unit?: string,
    kind: { digits?: number; percent?: boolean; min?: number; max?: number } = {},
  ) => (
    <NumberInput
      key={key}
      label={t(`funding.gap.${key}`)}
      value={value}
      onChange={(next) => next !== null && set(put(next))}
      isDisabled={isDisabled}
      {...(unit ? { unit } : {})}
      {...kind}
    />
  );
  const count = { digits: 0, min: 1 };
  const share = { percent: true, digits: 2, max: 1 };
  const { drop, nvt, pop } = inputs;
  return (
    <div className="stack">
      <details open>
        <summary>{t(inputs.investment ? 'funding.investment.positions' : 'funding.gap.build')}</summary>
        {inputs.investment ? <PositionTable positions={inputs.investment} /> : null}
        {inputs.investment ? null : (
          <>
            <div className="field-grid">
              {number('premises', inputs.premises, (premises) => ({ premises }), undefined, count)}
              {number('dwellings', inputs.dwellings, (dwellings) => ({ dwellings }), undefined, count)}
            </div>
            <TrenchRows inputs={inputs} set={set} isDisabled={isDisabled} />
            <div className="field-grid">
              {number(
                'ductFibre',
                inputs.duct_fibre_eur_m,
                (duct_fibre_eur_m) => ({ duct_fibre_eur_m }),
                '€/m',
              )}
              {number('feederM', inputs.feeder_m, (feeder_m) => ({ feeder_m }), 'm')}
              {number('feederEur', inputs.feeder_eur_m, (feeder_eur_m) => ({ feeder_eur_m }), '€/m')}
              {number('popN', pop.n, (n) => ({ pop: { ...pop, n } }), undefined, { digits: 0 })}
              {number('popEur', pop.eur, (eur) => ({ pop: { ...pop, eur } }), '€')}
              {number(
                'nvtHomes',
                nvt.homes_per,
                (homes_per) => ({ nvt: { ...nvt, homes_per } }),
                undefined,
                count,
              )}
              {number('nvtEur', nvt.eur, (eur) => ({ nvt: { ...nvt, eur } }), '€')}
              {number('dropM', drop.avg_m, (avg_m) => ({ drop: { ...drop, avg_m } }), 'm')}
              {number('dropEur', drop.eur_m, (eur_m) => ({ drop: { ...drop, eur_m } }), '€/m')}
              {number('entryEur', drop.entry_eur, (entry_eur) => ({ drop: { ...drop, entry_eur } }), '€')}
              {number(
                'connected',
                drop.share_connected_at_build,
                (share_connected_at_build) => ({ drop: { ...drop, share_connected_at_build } }),
                undefined,
                share,
              )}
              {number(
                'planning',
                inputs.planning_pct,
                (planning_pct) => ({ planning_pct }),
                undefined,
                share,
              )}
              {number(
                'contingency',
                inputs.contingency_pct,
                (contingency_pct) => ({ contingency_pct }),
                undefined,
                share,
              )}
            </div>
          </>
        )}
      </details>
      <details>
        <summary>{t('funding.gap.operation')}</summary>
        <div className="field-grid">
          {number('discount', inputs.discount, (discount) => ({ discount }), undefined, share)}
          {number('arpu', inputs.arpu_net_eur_month, (arpu_net_eur_month) => ({ arpu_net_eur_month }), '€')}
          {number(
            'newShare',
            inputs.new_revenue_share,
            (new_revenue_share) => ({ new_revenue_share }),
            undefined,
            share,
          )}
          {number('ont', inputs.ont_eur, (ont_eur) => ({ ont_eur }), '€')}
          {number(
            'opexLine',
            inputs.opex_line_eur_month,
            (opex_line_eur_month) => ({ opex_line_eur_month }),
            '€',
          )}
          {number(
            'opexHome',
            inputs.opex_home_passed_eur_year,
            (opex_home_passed_eur_year) => ({ opex_home_passed_eur_year }),
            '€',
          )}
          {number(
            'opexFixed',
            inputs.opex_fixed_pct_of_passive,
            (opex_fixed_pct_of_passive) => ({ opex_fixed_pct_of_passive }),
            undefined,
            share,
          )}
          {number(
            'years',
            inputs.years,
            (years) => ({
              years,
              // A year more goes on with the take-up of the last.
              takeup: Array.from({ length: years }, (_, i) => inputs.takeup[i] ?? inputs.takeup.at(-1) ?? 0),
            }),
            undefined,
            { digits: 0, min: 1, max: 50 },
          )}
        </div>
        <fieldset className="plain-fieldset">
          <legend className="label">{t('funding.gap.takeup')}</legend>
          <div className="field-grid narrow">
            {inputs.takeup.map((value, i) => (
              <NumberInput
                // biome-ignore lint/suspicious/noArrayIndexKey: a year is its place in the list.
                key={i}
                label={t('funding.gap.year', { year: i + 1 })}
                value={value}
                onChange={(next) =>
                  next !== null && set({ takeup: inputs.takeup.map((old, at) => (at === i ? next : old)) })
                }
                isDisabled={isDisabled}
                {...share}
              />
            ))}
          </div>
        </fieldset>
      </details>
    </div>
  );
}

interface RowsProps {
  readonly inputs: GapInputs;
  readonly set: (change: Partial<GapInputs>) => void;
  readonly isDisabled: boolean;
}

/** Trench by surface: a row each, with its length and its price. */
function TrenchRows({ inputs, set, isDisabled }: RowsProps) {
  const { t } = useTranslation();
  const { trench } = inputs;
  const put = (at: number, change: Partial<(typeof trench)[number]>) =>
    set({ trench: trench.map((row, i) => (i === at ? { ...row, ...change } : row)) });
  return (
    <fieldset className="plain-fieldset">
      <legend className="label">{t('funding.gap.trench')}</legend>
      {trench.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name that stays.
        <div className="trench-row" key={i}>
          <TextInput
            label={t('funding.gap.surface')}
            value={row.surface}
            onChange={(surface) => put(i, { surface })}
            isDisabled={isDisabled}
          />
          <NumberInput
            label={t('funding.gap.length')}
            unit="m"
            value={row.m}
            onChange={(m) => m !== null && put(i, { m })}
            isDisabled={isDisabled}
          />
          <NumberInput
            label={t('funding.gap.price')}
            unit="€/m"
            value={row.eur_m}
            onChange={(eur_m) => eur_m !== null && put(i, { eur_m })}
            isDisabled={isDisabled}
          />
          {isDisabled ? null : (
            <IconButton
              icon="trash"
              small
              label={t('funding.gap.removeRow', { surface: row.surface })}
              onPress={() => set({ trench: trench.filter((_, at) => at !== i) })}
            />
          )}
        </div>
      ))}
      {isDisabled ? null : (
        <Button
          className="button small"
          onPress={() => set({ trench: [...trench, { surface: '', m: 0, eur_m: 0 }] })}
        >
          <Icon name="plus" /> {t('funding.gap.addRow')}
        </Button>
      )}
    </fieldset>
  );
}
