import { useTranslation } from 'react-i18next';
import type { ApplicationInputs } from '#core/funding/application.ts';
import { FEDERAL_RULES, listLandRules } from '#data/funding/index.ts';
import { formatDate, formatNumber } from '../i18n/format.ts';
import { Choice } from '../ui/choice.tsx';
import { EuroInput, NumberInput } from './number-input.tsx';
import { useFundingRules } from './rules-query.ts';

interface Props {
  readonly inputs: ApplicationInputs;
  readonly onChange: (change: Partial<ApplicationInputs>) => void;
  readonly isDisabled: boolean;
}

const NONE = 'none';

/** Federal rate, Land rules and other grants. */
export function ShareFields({ inputs, onChange, isDisabled }: Props) {
  const { t } = useTranslation();
  const rates = [FEDERAL_RULES.rateBp.value, ...FEDERAL_RULES.raisedRatesBp.value];
  const entered = useFundingRules().data?.rules.find(({ key }) => key === 'federal.raisedRateCutOffs');
  const cuts = entered?.value as { below60: number; below70: number } | null | undefined;
  const raised = inputs.federalRateBp !== FEDERAL_RULES.rateBp.value;
  return (
    <div className="stack">
      <div>
        <Choice
          label={t('funding.shares.landRules')}
          value={inputs.landRules ?? NONE}
          options={[
            { id: NONE, label: t('funding.shares.noLand') },
            ...listLandRules().map((rules) => ({
              id: rules.id,
              label: rules.name,
              detail: `${rules.land}, ${t('period.from', { from: formatDate(rules.validFrom) })}`,
            })),
          ]}
          onChange={(id) => onChange({ landRules: id === NONE ? null : id })}
          isDisabled={isDisabled}
        />
      </div>
      <div className="field-grid">
        <Choice
          label={t('funding.shares.rate')}
          value={String(inputs.federalRateBp)}
          options={rates.map((rate) => ({
            id: String(rate),
            label: `${formatNumber(rate / 100)} %`,
            ...(rate === FEDERAL_RULES.rateBp.value ? {} : { detail: t('funding.shares.rateNotVerified') }),
          }))}
          onChange={(id) => onChange({ federalRateBp: Number(id) })}
          isDisabled={isDisabled}
        />
        <NumberInput
          label={t('funding.shares.connections')}
          value={inputs.connections}
          onChange={(connections) => onChange({ connections })}
          isDisabled={isDisabled}
          digits={0}
        />
        <NumberInput
          label={t('funding.shares.special')}
          value={inputs.specialConnections}
          onChange={(value) => onChange({ specialConnections: value ?? 0 })}
          isDisabled={isDisabled}
          digits={0}
          max={1e6}
        />
        <EuroInput
          label={t('funding.shares.otherGrants')}
          value={inputs.otherGrantsCents}
          onChange={(value) => onChange({ otherGrantsCents: value ?? 0 })}
          isDisabled={isDisabled}
        />
      </div>
      {raised ? (
        <p className="small chip-line warn">
          {cuts
            ? t('funding.shares.rateEntered', {
                a: formatNumber(cuts.below60, 1),
                b: formatNumber(cuts.below70, 1),
              })
            : t('funding.shares.rateNotVerified')}
        </p>
      ) : null}
      <p className="small muted">{t('funding.shares.connectionsHint')}</p>
    </div>
  );
}
