import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SurveyBody } from '#core/survey/survey.ts';
import { Editing } from '../funding/editing.tsx';
import { useMay } from '../state/may.ts';
import { useView } from '../state/view-store.ts';
import { announce } from '../ui/announce.ts';
import { Failed } from '../ui/state-message.tsx';
import { bodyOf, deleteSurvey, saveSurvey } from './survey-api.ts';
import { SurveyFields } from './survey-fields.tsx';
import type { SurveyProps } from './survey-workspace.tsx';

/** What is asked, where, and until when. */
export function SurveyForm({ survey, onChanged }: SurveyProps) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit-funding');
  const set = useView((view) => view.set);
  const [draft, setDraft] = useState<SurveyBody | null>(null);
  const state = survey.procedures.markterkundung?.state ?? 'entwurf';
  const isClosed = state === 'abgeschlossen' || state === 'verfallen';
  const save = useMutation({
    mutationFn: (body: SurveyBody) => saveSurvey(survey, body),
    onSuccess: (saved) => {
      setDraft(null);
      announce(t('survey.saved'));
      onChanged(saved);
    },
  });
  const remove = useMutation({
    mutationFn: () => deleteSurvey(survey),
    onSuccess: () => set({ section: 'surveys' }),
  });
  return (
    <div className="stack">
      {isClosed ? <p className="message">{t('survey.closed')}</p> : null}
      {!isClosed && state !== 'entwurf' ? <p className="message">{t('survey.published')}</p> : null}
      <SurveyFields
        body={draft ?? bodyOf(survey)}
        onChange={setDraft}
        isPublished={state !== 'entwurf'}
        isClosed={isClosed || !mayEdit}
      />
      {save.isError ? <Failed error={save.error} /> : null}
      {remove.isError ? <Failed error={remove.error} /> : null}
      <Editing>
        <div className="row">
          {draft ? (
            <>
              <Button
                className="button primary"
                isDisabled={save.isPending}
                onPress={() => save.mutate(draft)}
              >
                {t('funding.save')}
              </Button>
              <Button className="button plain" onPress={() => setDraft(null)}>
                {t('funding.drop')}
              </Button>
            </>
          ) : null}
          {state === 'entwurf' ? (
            <Button
              className="button danger plain"
              isDisabled={remove.isPending}
              onPress={() => remove.mutate()}
            >
              {t('survey.delete')}
            </Button>
          ) : null}
        </div>
      </Editing>
    </div>
  );
}
