import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../i18n/format.ts';
import { stateKey } from '../procedures/procedure-labels.ts';
import { useView } from '../state/view-store.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import { type Application, loadApplication } from './application.ts';
import { SectionBar, SectionBody } from './section-bar.tsx';
import { APPLICATION_SECTIONS } from './sections.ts';

/** One application: its name and state, and the section that is chosen. */
export function ApplicationWorkspace({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const set = useView((view) => view.set);
  const application = useQuery({ queryKey: ['application', id], queryFn: () => loadApplication(id) });
  return (
    <div className="stack">
      <div>
        <Button className="button small plain back" onPress={() => set({ application: null, section: null })}>
          ← {t('funding.back')}
        </Button>
      </div>
      {application.isPending ? (
        <Loading text={t('loading')} />
      ) : application.isError ? (
        <Failed error={application.error} onRetry={application.refetch} />
      ) : (
        <Opened application={application.data} />
      )}
    </div>
  );
}

function Opened({ application }: { readonly application: Application }) {
  const { t } = useTranslation();
  const section = useView((view) => view.section);
  const client = useQueryClient();
  const shown = APPLICATION_SECTIONS.find(({ id }) => id === section) ?? APPLICATION_SECTIONS[0]!;
  const state = application.procedures.foerderantrag?.state ?? 'entwurf';
  const onChanged = (changed: Application) => {
    client.setQueryData(['application', changed.id], changed);
    void client.invalidateQueries({ queryKey: ['applications'] });
    void client.invalidateQueries({ queryKey: ['application-figures', changed.id] });
  };
  return (
    <>
      <header className="application-head">
        <h3>{application.name}</h3>
        <p className="small muted">
          {application.applicant} · {t('funding.version', { version: application.version })} ·{' '}
          {t('funding.changed', { date: formatDate(application.updatedAt) })}
        </p>
        <div className="row">
          {state === 'entwurf' ? null : <span className="chip accent">{t(stateKey(state))}</span>}
          <SignChip application={application} />
        </div>
      </header>
      <SectionBar ids={APPLICATION_SECTIONS.map(({ id }) => id)} shown={shown.id} />
      <SectionBody key={shown.id}>
        <shown.View application={application} onChanged={onChanged} />
      </SectionBody>
    </>
  );
}

/** Whether the application is a draft, signed by one person, or released by two. */
export function SignChip({ application }: { readonly application: Application }) {
  const { t } = useTranslation();
  const { preparedBy, releasedBy } = application;
  if (releasedBy)
    return <span className="chip accent">{t('funding.signed.released', { by: releasedBy })}</span>;
  if (preparedBy) return <span className="chip">{t('funding.signed.prepared', { by: preparedBy })}</span>;
  return <span className="chip warn">{t('funding.signed.draft')}</span>;
}
