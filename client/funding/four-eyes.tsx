import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../i18n/format.ts';
import { useMay } from '../state/may.ts';
import { useSession } from '../state/queries.ts';
import { useView } from '../state/view-store.ts';
import { Failed } from '../ui/state-message.tsx';
import { signApplication } from './application.ts';
import { beginNewVersion } from './dossier-query.ts';
import { Editing } from './editing.tsx';
import type { SectionProps } from './sections.ts';
import { TextInput } from './text-input.tsx';

interface Props extends SectionProps {
  readonly mayLeave: boolean;
}

/** One person prepares, another releases; afterwards only a new version leads on. */
export function FourEyes({ application, onChanged, mayLeave }: Props) {
  const { t } = useTranslation();
  const { preparedBy, releasedBy, releasedAt } = application;
  return (
    <section className="funding-box">
      <h4>{t('funding.eyes.title')}</h4>
      {releasedBy ? (
        <>
          <p>
            {t('funding.eyes.done', {
              prepared: preparedBy ?? '–',
              released: releasedBy,
              date: releasedAt ? formatDate(releasedAt) : '–',
            })}
          </p>
          <Editing>
            <NewVersion application={application} onChanged={onChanged} />
          </Editing>
        </>
      ) : (
        <>
          <p className="small">
            {preparedBy ? t('funding.eyes.prepared', { by: preparedBy }) : t('funding.eyes.nobody')}
          </p>
          <Sign
            key={preparedBy ?? ''}
            what={preparedBy ? 'release' : 'prepare'}
            application={application}
            onChanged={onChanged}
            mayLeave={mayLeave}
          />
        </>
      )}
    </section>
  );
}

function Sign({ application, onChanged, mayLeave, what }: Props & { readonly what: 'prepare' | 'release' }) {
  const { t } = useTranslation();
  const [by, setBy] = useState('');
  const account = useSession().data?.account ?? null;
  const may = useMay(what === 'release' ? 'release' : 'edit-funding');
  const sign = useMutation({
    // Who has an account signs with it, whatever is sent.
    mutationFn: () => signApplication(application, what, account?.name ?? by),
    onSuccess: onChanged,
  });
  const isSame =
    what === 'release' && account !== null && (application.preparedBy ?? '').includes(`(${account.email})`);
  const blocked = what === 'release' && !mayLeave;
  if (!may) return <p className="small chip-line">{t(`funding.eyes.mayNot.${what}`)}</p>;
  if (isSame) return <p className="small chip-line">{t('funding.eyes.samePerson')}</p>;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        sign.mutate();
      }}
    >
      {account ? (
        <p className="small">{t('funding.eyes.signsAs', { name: account.name })}</p>
      ) : (
        <TextInput label={t(`funding.eyes.${what}Name`)} value={by} onChange={setBy} isRequired />
      )}
      {sign.isError ? <Failed error={sign.error} /> : null}
      {blocked ? <p className="small chip-line warn">{t('funding.eyes.blocked')}</p> : null}
      <div>
        <Button className="button primary" type="submit" isDisabled={sign.isPending || blocked}>
          {t(`funding.eyes.${what}`)}
        </Button>
      </div>
    </form>
  );
}

function NewVersion({ application }: SectionProps) {
  const { t } = useTranslation();
  const set = useView((view) => view.set);
  const begin = useMutation({
    mutationFn: () => beginNewVersion(application),
    onSuccess: ({ id }) => set({ application: id, section: null }),
  });
  return (
    <div className="stack">
      <p className="small muted">{t('funding.eyes.newVersionHint')}</p>
      {begin.isError ? <Failed error={begin.error} /> : null}
      <div>
        <Button className="button" isDisabled={begin.isPending} onPress={() => begin.mutate()}>
          {t('funding.eyes.newVersion')}
        </Button>
      </div>
    </div>
  );
}
