import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays } from '#core/funding/calendar-date.ts';
import type { SurveyBody } from '#core/survey/survey.ts';
import { listLandRules, PROCEDURE_RULES } from '#data/funding/index.ts';
import { listRuleSets } from '#data/rulebook/index.ts';
import { today } from '../state/analysis.ts';
import { useView } from '../state/view-store.ts';
import { FormFoot } from '../ui/form-foot.tsx';
import { createSurvey } from './survey-api.ts';
import { SurveyFields } from './survey-fields.tsx';

/** Makes a market survey of saved areas; until it is published everything can be changed. */
export function NewSurvey({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const set = useView((view) => view.set);
  const rules = useView((view) => view.rules);
  const client = useQueryClient();
  const [body, setBody] = useState<SurveyBody>(() => ({
    name: '',
    issuer: '',
    land: listLandRules()[0]!.land,
    rules: rules ?? listRuleSets().at(-1)!.id,
    areas: [],
    terms: {
      programme: null,
      horizonYears: 3,
      startsOn: today(),
      endsOn: addDays(today(), PROCEDURE_RULES.surveyMinDays.value),
      regionKey: null,
      contact: '',
      buildRatePerMonth: null,
    },
  }));
  const create = useMutation({
    mutationFn: () => createSurvey(body),
    onSuccess: (survey) => {
      client.setQueryData(['survey', survey.id], survey);
      void client.invalidateQueries({ queryKey: ['surveys'] });
      set({ section: `surveys/${survey.id}` });
    },
  });
  return (
    <form
      className="funding-box"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <h3>{t('survey.new')}</h3>
      <SurveyFields body={body} onChange={setBody} isPublished={false} isClosed={false} />
      <FormFoot sending={create} submit={t('survey.create')} onCancel={onClose} />
    </form>
  );
}
