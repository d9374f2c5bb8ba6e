import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate, formatNumber } from '../i18n/format.ts';
import { stateKey } from '../procedures/procedure-labels.ts';
import { ReminderList } from '../procedures/reminder-list.tsx';
import { useView } from '../state/view-store.ts';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import { NewSurvey } from './new-survey.tsx';
import { loadSurveys, type Survey } from './survey-api.ts';
import { SurveyWorkspace } from './survey-workspace.tsx';
import '../procedures/procedures.css';
import './survey.css';
import { Editing } from '../funding/editing.tsx';

/** Section of the funding tab: `surveys` is the list, `surveys/<id>/<part>` one survey. */
export default function SurveySection() {
  const section = useView((view) => view.section);
  const [, id, part] = (section ?? '').split('/');
  return id ? <SurveyWorkspace key={id} id={id} part={part ?? null} /> : <SurveyList />;
}

function SurveyList() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const surveys = useQuery({ queryKey: ['surveys'], queryFn: loadSurveys, staleTime: 0 });
  return (
    <div className="stack">
      <div className="row between">
        <h3>{t('survey.title')}</h3>
        {adding ? null : (
          <Editing>
            <Button className="button primary" onPress={() => setAdding(true)}>
              {t('survey.new')}
            </Button>
          </Editing>
        )}
      </div>
      {adding ? <NewSurvey onClose={() => setAdding(false)} /> : null}
      {surveys.isPending ? (
        <Loading text={t('loading')} />
      ) : surveys.isError ? (
        <Failed error={surveys.error} onRetry={surveys.refetch} />
      ) : surveys.data.length === 0 ? (
        adding ? null : (
          <Empty>{t('survey.empty')}</Empty>
        )
      ) : (
        <>
          <ReminderList of={surveys.data} named />
          <ul className="application-list">
            {[...surveys.data].reverse().map((survey) => (
              <Row key={survey.id} survey={survey} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Row({ survey }: { readonly survey: Survey }) {
  const { t } = useTranslation();
  const set = useView((view) => view.set);
  const { startsOn, endsOn } = survey.terms;
  const state = survey.procedures.markterkundung?.state ?? 'entwurf';
  return (
    <li className="application-row">
      <Button className="application-open" onPress={() => set({ section: `surveys/${survey.id}` })}>
        <strong>{survey.name}</strong>
        <span className="small muted">
          {survey.issuer} ·{' '}
          {startsOn && endsOn ? `${formatDate(startsOn)} – ${formatDate(endsOn)}` : t('survey.noDays')} ·{' '}
          {t('funding.areaCount', {
            count: survey.areas.length,
            formatted: formatNumber(survey.areas.length),
          })}
        </span>
      </Button>
      <span className={state === 'entwurf' ? 'chip' : 'chip accent'}>{t(stateKey(state))}</span>
    </li>
  );
}
