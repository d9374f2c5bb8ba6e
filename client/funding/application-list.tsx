import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate, formatNumber } from '../i18n/format.ts';
import { useView } from '../state/view-store.ts';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import { type Application, loadApplications } from './application.ts';
import { SignChip } from './application-workspace.tsx';
import { Editing } from './editing.tsx';
import { NewApplication } from './new-application.tsx';

/** All applications, and the way to a new one. */
export default function ApplicationList() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const applications = useQuery({ queryKey: ['applications'], queryFn: loadApplications });
  return (
    <div className="stack">
      <div className="row between">
        <h3>{t('funding.applications')}</h3>
        {adding ? null : (
          <Editing>
            <Button className="button primary" onPress={() => setAdding(true)}>
              {t('funding.new')}
            </Button>
          </Editing>
        )}
      </div>
      {adding ? <NewApplication onClose={() => setAdding(false)} /> : null}
      {applications.isPending ? (
        <Loading text={t('loading')} />
      ) : applications.isError ? (
        <Failed error={applications.error} onRetry={applications.refetch} />
      ) : applications.data.length === 0 ? (
        <Empty>{t('funding.empty')}</Empty>
      ) : (
        <ul className="application-list">
          {[...applications.data].reverse().map((application) => (
            <Row key={application.id} application={application} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Row({ application }: { readonly application: Application }) {
  const { t } = useTranslation();
  const set = useView((view) => view.set);
  return (
    <li className="application-row">
      <Button
        className="application-open"
        onPress={() => set({ application: application.id, section: null })}
      >
        <strong>{application.name}</strong>
        <span className="small muted">
          {application.applicant} · {t(`funding.state.${application.state}`)} ·{' '}
          {t('funding.areaCount', {
            count: application.areas.length,
            formatted: formatNumber(application.areas.length),
          })}{' '}
          · {formatDate(application.updatedAt)}
        </span>
      </Button>
      <SignChip application={application} />
    </li>
  );
}
