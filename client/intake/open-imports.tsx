import { useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../i18n/format.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Failed, failureSentence } from '../ui/state-message.tsx';
import { toast } from '../ui/toasts.tsx';
import { formatBytes } from './format-bytes.ts';
import { importApi } from './import-api.ts';
import { discardImport, openImport } from './import-store.ts';

/** Files that were sent and are not in a layer yet. */
export function OpenImports() {
  const { t } = useTranslation();
  const list = useQuery({ queryKey: ['imports'], queryFn: importApi.list, staleTime: 0 });
  if (list.isError) return <Failed error={list.error} onRetry={list.refetch} />;
  const open = (list.data?.imports ?? []).filter(({ state }) => state !== 'committed');
  if (open.length === 0) return null;
  return (
    <section className="stack">
      <h3>{t('imports.open')}</h3>
      <ul className="import-list">
        {open.map(({ id, state, file, createdAt }) => (
          <li key={id}>
            <Button className="button plain file-name" onPress={() => openImport(id)}>
              {file.name}
            </Button>
            <span className="small muted">
              {[t(`imports.state.${state}`), formatBytes(file.bytes), formatDate(createdAt)].join(' · ')}
            </span>
            <IconButton
              icon="trash"
              small
              label={t('imports.discardOf', { name: file.name })}
              onPress={() =>
                void discardImport(id).catch((error) => toast(failureSentence(error, t), 'error'))
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
