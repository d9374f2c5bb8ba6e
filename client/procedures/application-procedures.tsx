import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { newProcedure } from '#core/funding/procedures.ts';
import { send } from '../api.ts';
import type { Application } from '../funding/application.ts';
import type { SectionProps } from '../funding/sections.ts';
import { today } from '../state/analysis.ts';
import { loadSurveys } from '../survey/survey-api.ts';
import { Choice } from '../ui/choice.tsx';
import { Failed } from '../ui/state-message.tsx';
import { CalendarLink } from './calendar-link.tsx';
import { ProcedureCard } from './procedure-card.tsx';
import { PROCEDURE_KINDS } from './procedure-labels.ts';
import { ReminderList } from './reminder-list.tsx';
import './procedures.css';
import { Editing } from '../funding/editing.tsx';

/** The procedures of an application, from the talks with the industry to the end of the purpose period. */
export default function ApplicationProcedures({ application, onChanged }: SectionProps) {
  const { t } = useTranslation();
  const { id, procedures, land, version } = application;
  const post = async (path: string, body: object) =>
    onChanged(
      await send<Application>('POST', `/api/applications/${id}/${path}`, body, {
        'if-match': `"${version}"`,
      }),
    );
  return (
    <div className="stack">
      <ReminderList of={[application]} />
      <Editing>
        <TakeOver onTake={(surveyId) => post('survey', { surveyId })} />
      </Editing>
      {PROCEDURE_KINDS.map((kind) => (
        <ProcedureCard
          key={kind}
          procedure={procedures[kind] ?? newProcedure(kind, today())}
          land={land}
          asks={
            kind === 'markterkundung' ? ['end', 'horizon'] : kind === 'interessenbekundung' ? ['end'] : []
          }
          onStep={(step) => post('steps', step)}
          onDuty={(note) => post('duties', note)}
        />
      ))}
      <CalendarLink href={`/api/applications/${id}/calendar.ics`} />
      <p className="small muted">{t('procedures.basis')}</p>
    </div>
  );
}

/** Branchendialog and Markterkundung are held before there is an application: they are taken over from their survey. */
function TakeOver({ onTake }: { readonly onTake: (surveyId: string) => Promise<void> }) {
  const { t } = useTranslation();
  const surveys = useQuery({ queryKey: ['surveys'], queryFn: loadSurveys, staleTime: 0 });
  const [chosen, setChosen] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  if (surveys.isError) return <Failed error={surveys.error} onRetry={surveys.refetch} />;
  if (!surveys.data || surveys.data.length === 0)
    return <p className="small muted">{t('procedures.noSurvey')}</p>;
  const survey = chosen ?? surveys.data.at(-1)!.id;
  return (
    <div className="take-over">
      <Choice
        label={t('procedures.fromSurvey')}
        value={survey}
        options={surveys.data.map(({ id, name }) => ({ id, label: name }))}
        onChange={setChosen}
      />
      <Button
        className="button"
        onPress={() => {
          setFailure(null);
          onTake(survey).catch(setFailure);
        }}
      >
        {t('procedures.takeOver')}
      </Button>
      {failure ? <Failed error={failure} /> : null}
    </div>
  );
}
