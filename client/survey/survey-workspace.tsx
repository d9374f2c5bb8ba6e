import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { newProcedure } from '#core/funding/procedures.ts';
import { CalendarLink } from '../procedures/calendar-link.tsx';
import { ProcedureCard } from '../procedures/procedure-card.tsx';
import { stateKey } from '../procedures/procedure-labels.ts';
import { ReminderList } from '../procedures/reminder-list.tsx';
import { today } from '../state/analysis.ts';
import { useView } from '../state/view-store.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import { OperatorList } from './operator-list.tsx';
import { loadSurvey, type Survey, takeSurveyStep } from './survey-api.ts';
import { SurveyForm } from './survey-form.tsx';
import { SurveyPackage } from './survey-package.tsx';
import { SurveyResultView } from './survey-result.tsx';

const PARTS = ['terms', 'procedures', 'package', 'operators', 'result'] as const;
type Part = (typeof PARTS)[number];

/** What a part of an open survey is given. */
export interface SurveyProps {
  readonly survey: Survey;
  readonly onChanged: (survey: Survey) => void;
}

/** One survey: its name and state, and the part that is chosen. */
export function SurveyWorkspace({ id, part }: { readonly id: string; readonly part: string | null }) {
  const { t } = useTranslation();
  const set = useView((view) => view.set);
  const client = useQueryClient();
  const survey = useQuery({ queryKey: ['survey', id], queryFn: () => loadSurvey(id), staleTime: 0 });
  const shown = PARTS.find((one) => one === part) ?? 'terms';
  const onChanged = (changed: Survey) => {
    client.setQueryData(['survey', id], changed);
    for (const key of ['surveys', 'survey-operators', 'survey-desk', 'survey-result'])
      void client.invalidateQueries({ queryKey: [key] });
  };
  return (
    <div className="stack">
      <div>
        <Button className="button small plain back" onPress={() => set({ section: 'surveys' })}>
          ← {t('survey.back')}
        </Button>
      </div>
      {survey.isPending ? (
        <Loading text={t('loading')} />
      ) : survey.isError ? (
        <Failed error={survey.error} onRetry={survey.refetch} />
      ) : (
        <>
          <header className="application-head">
            <h3>{survey.data.name}</h3>
            <p className="small muted">{survey.data.issuer}</p>
            <span className="chip accent">
              {t(stateKey(survey.data.procedures.markterkundung?.state ?? 'entwurf'))}
            </span>
          </header>
          <ToggleButtonGroup
            className="section-bar"
            aria-label={t('funding.section')}
            disallowEmptySelection
            selectedKeys={[shown]}
            onSelectionChange={(keys) => set({ section: `surveys/${id}/${[...keys][0]}` })}
          >
            {PARTS.map((one) => (
              <ToggleButton key={one} id={one} className="section-button">
                {t(`survey.parts.${one}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <Shown part={shown} survey={survey.data} onChanged={onChanged} />
        </>
      )}
    </div>
  );
}

function Shown({ part, ...props }: SurveyProps & { readonly part: Part }) {
  if (part === 'terms') return <SurveyForm {...props} />;
  if (part === 'procedures') return <SurveyProcedures {...props} />;
  if (part === 'package') return <SurveyPackage {...props} />;
  if (part === 'operators') return <OperatorList {...props} />;
  return <SurveyResultView {...props} />;
}

function SurveyProcedures({ survey, onChanged }: SurveyProps) {
  const { t } = useTranslation();
  const isDraft = (survey.procedures.markterkundung?.state ?? 'entwurf') === 'entwurf';
  return (
    <div className="stack">
      <ReminderList of={[survey]} />
      {(['branchendialog', 'markterkundung', 'interessenbekundung'] as const).map((kind) => (
        <ProcedureCard
          key={kind}
          procedure={survey.procedures[kind] ?? newProcedure(kind, today())}
          land={survey.land}
          asks={kind === 'interessenbekundung' ? ['end'] : []}
          likelyDay={kind === 'markterkundung' && isDraft ? survey.terms.startsOn : null}
          onStep={async (step) => onChanged(await takeSurveyStep(survey, 'steps', step))}
          onDuty={async (note) => onChanged(await takeSurveyStep(survey, 'duties', note))}
        />
      ))}
      <CalendarLink href={`/api/surveys/${survey.id}/calendar.ics`} />
      <p className="small muted">{t('procedures.basis')}</p>
    </div>
  );
}
