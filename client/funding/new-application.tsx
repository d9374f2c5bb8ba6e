import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listLandRules } from '#data/funding/index.ts';
import { api } from '../api.ts';
import { formatNumber } from '../i18n/format.ts';
import { today } from '../state/analysis.ts';
import { useView } from '../state/view-store.ts';
import { Check } from '../ui/check.tsx';
import { Choice } from '../ui/choice.tsx';
import { DayField } from '../ui/day-field.tsx';
import { FormFoot } from '../ui/form-foot.tsx';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import { createApplication } from './application.ts';
import { useRuleChoices } from './rule-choices.ts';
import { TextInput } from './text-input.tsx';

/** Makes an application from saved areas under one rule set; everything can be changed later. */
export function NewApplication({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const set = useView((view) => view.set);
  const chosenRules = useView((view) => view.rules);
  const client = useQueryClient();
  const ruleSets = useRuleChoices();
  const [name, setName] = useState('');
  const [applicant, setApplicant] = useState('');
  const [rules, setRules] = useState(chosenRules ?? ruleSets.at(-1)!.id);
  const [onDate, setOnDate] = useState(today());
  const [areas, setAreas] = useState<readonly string[]>([]);
  const saved = useQuery({ queryKey: ['saved-areas'], queryFn: api.areas, staleTime: 0 });
  const create = useMutation({
    mutationFn: () =>
      createApplication({
        name,
        applicant,
        land: listLandRules()[0]!.land,
        rules,
        areas: [...areas],
        inputs: newInputs(onDate),
      }),
    onSuccess: (application) => {
      client.setQueryData(['application', application.id], application);
      void client.invalidateQueries({ queryKey: ['applications'] });
      set({ application: application.id, section: null });
    },
  });
  const toggle = (id: string, on: boolean) =>
    setAreas((before) => (on ? [...before, id] : before.filter((one) => one !== id)));
  return (
    <form
      className="funding-box"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <h3>{t('funding.new')}</h3>
      <TextInput label={t('funding.name')} value={name} onChange={setName} isRequired />
      <TextInput label={t('funding.applicant')} value={applicant} onChange={setApplicant} isRequired />
      <Choice label={t('rules.label')} value={rules} options={ruleSets} onChange={setRules} />
      <DayField label={t('funding.onDate')} value={onDate} onChange={setOnDate} remedy={t('rules.badDate')} />
      <fieldset className="area-choice">
        <legend className="label">{t('funding.areas')}</legend>
        {saved.isPending ? (
          <Loading text={t('loading')} />
        ) : saved.isError ? (
          <Failed error={saved.error} onRetry={saved.refetch} />
        ) : saved.data.length === 0 ? (
          <Empty>{t('funding.noAreas')}</Empty>
        ) : (
          saved.data.map((area) => (
            <Check key={area.id} isSelected={areas.includes(area.id)} onChange={(on) => toggle(area.id, on)}>
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
      </fieldset>
      <FormFoot sending={create} submit={t('funding.create')} onCancel={onClose} />
    </form>
  );
}

/** Nothing is known yet; what the plan says is taken from the plan. */
function newInputs(onDate: string) {
  return {
    onDate,
    landRules: null,
    gap: null,
    gapOrigin: null,
    operator: null,
    eligibleCents: null,
    federalRateBp: 5000,
    connections: null,
    specialConnections: 0,
    otherGrantsCents: 0,
    facts: {
      addresses: null,
      whiteAddresses: null,
      inhabitants: null,
      areaKm2: null,
      municipalities: 1,
      synergyMet: null,
      coversWholeUnit: null,
      gigabitSameYear: false,
    },
  };
}
