import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../i18n/format.ts';
import { useView } from '../state/view-store.ts';
import { Failed } from '../ui/state-message.tsx';
import { signApplication } from './application.ts';
import { beginNewVersion } from './dossier-query.ts';
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
          <NewVersion application={application} onChanged={onChanged} />
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
  const sign = useMutation({
    mutationFn: () => signApplication(application, what, by),
    onSuccess: onChanged,
  });
  const blocked = what === 'release' && !mayLeave;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        sign.mutate();
      }}
    >
      <TextInput label={t(`funding.eyes.${what}Name`)} value={by} onChange={setBy} isRequired />
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
