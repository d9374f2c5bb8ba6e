import { useQuery } from '@tanstack/react-query';
import { Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { addDays } from '#core/funding/calendar-date.ts';
import { PROGRAMMES, type SurveyBody } from '#core/survey/survey.ts';
import { PROCEDURE_RULES } from '#data/funding/index.ts';
import { listRuleSets } from '#data/rulebook/index.ts';
import { api } from '../api.ts';
import { NumberInput } from '../funding/number-input.tsx';
import { TextInput } from '../funding/text-input.tsx';
import { formatNumber } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { today } from '../state/analysis.ts';
import { Check } from '../ui/check.tsx';
import { Choice } from '../ui/choice.tsx';
import { DayField } from '../ui/day-field.tsx';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';

interface Props {
  readonly body: SurveyBody;
  readonly onChange: (body: SurveyBody) => void;
  /** Areas, days, horizon and rules are fixed once operators were asked. */
  readonly isPublished: boolean;
  readonly isClosed: boolean;
}

/** Everything that is written of a survey, new or stored. */
export function SurveyFields({ body, onChange, isPublished, isClosed }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const { terms } = body;
  const set = (change: Partial<SurveyBody>) => !isClosed && onChange({ ...body, ...change });
  const setTerms = (change: Partial<SurveyBody['terms']>) => set({ terms: { ...terms, ...change } });
  const fixed = isPublished || isClosed;
  const earliestEnd = terms.startsOn ? addDays(terms.startsOn, PROCEDURE_RULES.surveyMinDays.value) : null;
  return (
    <>
      <div className="field-grid wide">
        <TextInput
          label={t('survey.name')}
          value={body.name}
          onChange={(name) => set({ name })}
          isRequired
          isDisabled={isClosed}
        />
        <TextInput
          label={t('survey.issuer')}
          value={body.issuer}
          onChange={(issuer) => set({ issuer })}
          isRequired
          isDisabled={isClosed}
        />
        <Choice
          label={t('rules.label')}
          value={body.rules}
          options={listRuleSets().map(({ id, title }) => ({ id, label: title[language] }))}
          onChange={(rules) => !fixed && set({ rules })}
        />
        <Choice
          label={t('survey.programme')}
          value={terms.programme ?? 'none'}
          options={(['none', ...PROGRAMMES] as const).map((id) => ({
            id,
            label: t(`survey.programmes.${id}`),
          }))}
          onChange={(id) => !fixed && setTerms({ programme: id === 'none' ? null : id })}
        />
        <DayField
          label={t('survey.startsOn')}
          value={terms.startsOn ?? today()}
          onChange={(startsOn) => !fixed && setTerms({ startsOn })}
          remedy={t('rules.badDate')}
        />
        <DayField
          label={t('survey.endsOn')}
          value={terms.endsOn ?? earliestEnd ?? addDays(today(), PROCEDURE_RULES.surveyMinDays.value)}
          onChange={(endsOn) => !fixed && setTerms({ endsOn })}
          remedy={t('rules.badDate')}
        />
        <NumberInput
          label={t('survey.horizon')}
          unit={t('survey.years')}
          value={terms.horizonYears}
          onChange={(years) => setTerms({ horizonYears: years ?? 3 })}
          digits={0}
          min={1}
          max={20}
          isDisabled={fixed}
        />
        <NumberInput
          label={t('survey.buildRate')}
          value={terms.buildRatePerMonth}
          onChange={(buildRatePerMonth) => setTerms({ buildRatePerMonth })}
          digits={0}
          min={1}
          max={1_000_000}
          isDisabled={isClosed}
        />
        <TextInput
          label={t('survey.regionKey')}
          value={terms.regionKey ?? ''}
          onChange={(key) => setTerms({ regionKey: key.trim() === '' ? null : key.trim() })}
          isDisabled={isClosed}
        />
      </div>
      <p className="small muted">{t('survey.daysHint')}</p>
      <TextField
        className="field"
        value={terms.contact}
        onChange={(contact) => setTerms({ contact })}
        isDisabled={isClosed}
      >
        <Label className="label">{t('survey.contact')}</Label>
        <TextArea className="textarea" rows={3} maxLength={2000} />
      </TextField>
      <AreaChoice areas={body.areas} onChange={(areas) => !fixed && set({ areas })} />
    </>
  );
}

function AreaChoice({
  areas,
  onChange,
}: {
  readonly areas: SurveyBody['areas'];
  readonly onChange: (areas: SurveyBody['areas']) => void;
}) {
  const { t } = useTranslation();
  const saved = useQuery({ queryKey: ['saved-areas'], queryFn: api.areas, staleTime: 0 });
  const drawn = areas.filter((area) => typeof area !== 'string').map((area) => area.name);
  return (
    <fieldset className="area-choice">
      <legend className="label">{t('survey.areas')}</legend>
      {saved.isPending ? (
        <Loading text={t('loading')} />
      ) : saved.isError ? (
        <Failed error={saved.error} onRetry={saved.refetch} />
      ) : saved.data.length === 0 && drawn.length === 0 ? (
        <Empty>{t('funding.noAreas')}</Empty>
      ) : (
        saved.data.map((area) => (
          <Check
            key={area.id}
            isSelected={areas.includes(area.id)}
            onChange={(on) => onChange(on ? [...areas, area.id] : areas.filter((one) => one !== area.id))}
          >
            {area.name}
            {area.figures.addresses === undefined ? null : (
              <span className="small muted">
                {' '}
                {t('funding.addressCount', { formatted: formatNumber(area.figures.addresses) })}
              </span>
            )}
          </Check>
        ))
      )}
      {drawn.length > 0 ? (
        <p className="small muted">{t('survey.drawn', { names: drawn.join(', ') })}</p>
      ) : null}
    </fieldset>
  );
}
