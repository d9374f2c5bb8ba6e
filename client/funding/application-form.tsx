import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicationBody, ApplicationFacts } from '#core/funding/application.ts';
import { useMay } from '../state/may.ts';
import { Choice } from '../ui/choice.tsx';
import { DayField } from '../ui/day-field.tsx';
import { bodyOf } from './application.ts';
import { NumberInput } from './number-input.tsx';
import { PlannedAreaTable } from './planned-area-table.tsx';
import { useRuleChoices } from './rule-choices.ts';
import { SaveDraft } from './save-draft.tsx';
import type { SectionProps } from './sections.ts';
import { TextInput } from './text-input.tsx';

const TRISTATE = ['unknown', 'yes', 'no'] as const;
type Tristate = (typeof TRISTATE)[number];
const stateOf = (value: boolean | null): Tristate => (value === null ? 'unknown' : value ? 'yes' : 'no');
const factOf = (state: Tristate) => (state === 'unknown' ? null : state === 'yes');

/** What the application consists of: who, where, by which rules, on which day, and what the plan cannot know. */
export default function ApplicationForm({ application, onChanged }: SectionProps) {
  const { t } = useTranslation();
  const ruleSets = useRuleChoices();
  const [draft, setDraft] = useState<ApplicationBody | null>(null);
  const body = draft ?? bodyOf(application);
  const mayEdit = useMay('edit-funding');
  const locked = application.releasedBy !== null || !mayEdit;
  const set = (change: Partial<ApplicationBody>) => !locked && setDraft({ ...body, ...change });
  const setInputs = (change: Partial<ApplicationBody['inputs']>) =>
    set({ inputs: { ...body.inputs, ...change } });
  const { facts } = body.inputs;
  const setFacts = (change: Partial<ApplicationFacts>) => setInputs({ facts: { ...facts, ...change } });
  const tristate = (key: 'synergyMet' | 'coversWholeUnit') => (
    <Choice
      label={t(`funding.facts.${key}`)}
      value={stateOf(facts[key])}
      options={TRISTATE.map((id) => ({ id, label: t(`funding.tristate.${key}.${id}`) }))}
      onChange={(state: Tristate) => setFacts({ [key]: factOf(state) })}
      isDisabled={locked}
    />
  );
  return (
    <div className="stack">
      {application.releasedBy ? <p className="message">{t('funding.locked')}</p> : null}
      <div className="field-grid wide">
        <TextInput
          label={t('funding.name')}
          value={body.name}
          onChange={(name) => set({ name })}
          isDisabled={locked}
        />
        <TextInput
          label={t('funding.applicant')}
          value={body.applicant}
          onChange={(applicant) => set({ applicant })}
          isDisabled={locked}
        />
        <TextInput
          label={t('funding.land')}
          value={body.land}
          onChange={(land) => set({ land })}
          isDisabled={locked}
        />
        <DayField
          label={t('funding.onDate')}
          value={body.inputs.onDate}
          onChange={(onDate) => setInputs({ onDate })}
          remedy={t('rules.badDate')}
          isDisabled={locked}
        />
        <Choice
          label={t('rules.label')}
          value={body.rules}
          options={ruleSets}
          onChange={(rules) => set({ rules })}
          isDisabled={locked}
        />
      </div>
      <PlannedAreaTable application={application} />
      <h4>{t('funding.facts.title')}</h4>
      <p className="small muted">{t('funding.facts.hint')}</p>
      <div className="field-grid">
        {tristate('synergyMet')}
        {tristate('coversWholeUnit')}
        <NumberInput
          label={t('funding.facts.municipalities')}
          value={facts.municipalities}
          onChange={(value) => setFacts({ municipalities: value ?? 1 })}
          digits={0}
          min={1}
          max={1000}
          isDisabled={locked}
        />
        <NumberInput
          label={t('funding.facts.inhabitants')}
          value={facts.inhabitants}
          onChange={(inhabitants) => setFacts({ inhabitants })}
          digits={0}
          isDisabled={locked}
        />
        <NumberInput
          label={t('funding.facts.areaKm2')}
          unit="km²"
          value={facts.areaKm2}
          onChange={(areaKm2) => setFacts({ areaKm2 })}
          digits={3}
          max={1e6}
          isDisabled={locked}
        />
        <Choice
          label={t('funding.facts.gigabitSameYear')}
          value={facts.gigabitSameYear ? 'yes' : 'no'}
          options={(['no', 'yes'] as const).map((id) => ({ id, label: t(`funding.${id}`) }))}
          onChange={(id) => setFacts({ gigabitSameYear: id === 'yes' })}
          isDisabled={locked}
        />
      </div>
      {draft ? (
        <SaveDraft
          application={application}
          body={draft}
          onChanged={(changed) => {
            setDraft(null);
            onChanged(changed);
          }}
          onDrop={() => setDraft(null)}
        />
      ) : null}
    </div>
  );
}
