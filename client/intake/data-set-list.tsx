import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate, formatNumber } from '../i18n/format.ts';
import { Empty, Failed, failureSentence, Loading } from '../ui/state-message.tsx';
import { toast } from '../ui/toasts.tsx';
import { type DataSet, importApi } from './import-api.ts';
import { layersChanged } from './import-store.ts';
import { LayerHistory } from './layer-history.tsx';

/** What every layer is made of, and the way back. */
export function DataSetList() {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<number | null>(null);
  const list = useQuery({ queryKey: ['data-sets'], queryFn: importApi.dataSets, staleTime: 0 });
  if (list.isPending) return <Loading text={t('imports.loadingSets')} />;
  if (list.isError) return <Failed error={list.error} onRetry={list.refetch} />;
  const askedSet = list.data.dataSources.find(({ id }) => id === asked);
  const byLayer = [...Map.groupBy(list.data.dataSources, (set) => set.layer)];
  return (
    <section className="stack">
      <h3>{t('imports.sets')}</h3>
      {byLayer.length === 0 ? <Empty>{t('imports.noSets')}</Empty> : null}
      {byLayer.map(([layer, sets]) => (
        <section key={layer}>
          <h4 className="set-layer">{t(`imports.layer.${layer}`, { defaultValue: layer })}</h4>
          <ul className="data-sets">
            {sets.map((set) => (
              <DataSetItem key={set.id} set={set} onTakeBack={() => setAsked(set.id)} />
            ))}
          </ul>
          <LayerHistory layer={layer} sets={sets} />
        </section>
      ))}
      {askedSet ? <TakeBackDialog set={askedSet} onClose={() => setAsked(null)} /> : null}
    </section>
  );
}

function DataSetItem({ set, onTakeBack }: { readonly set: DataSet; readonly onTakeBack: () => void }) {
  const { t } = useTranslation();
  const facts = [
    t('source.count', { count: set.featureCount, formatted: formatNumber(set.featureCount) }),
    set.asOf ? t('source.asOf', { date: formatDate(set.asOf) }) : t('source.noDate'),
    set.licence ?? t('source.noLicence'),
  ];
  return (
    <li>
      <div className="row between">
        <strong className="set-name">{set.name}</strong>
        {set.isDemo ? (
          <span className="chip warn">Demodaten</span>
        ) : (
          <Button
            className="button small"
            aria-label={t('imports.takeBackOf', { name: set.name })}
            onPress={onTakeBack}
          >
            {t('imports.takeBack')}
          </Button>
        )}
      </div>
      <p className="small muted">{facts.join(' · ')}</p>
      <details className="small">
        <summary>{t('imports.origin')}</summary>
        <dl className="facts">
          <Fact name={t('imports.file')} value={set.fileName} />
          <Fact name="SHA-256" value={set.fileSha256} />
          <Fact name={t('imports.readAs')} value={set.format} />
          <Fact name={t('imports.importedAt')} value={formatDate(set.importedAt)} />
        </dl>
        {set.earlier.length > 0 ? (
          <>
            <p className="label">{t('imports.earlier')}</p>
            <ul>
              {set.earlier.map((state) => (
                <li key={state.id}>
                  {[
                    formatDate(state.importedAt),
                    state.fileName,
                    t('source.count', {
                      count: state.featureCount,
                      formatted: formatNumber(state.featureCount),
                    }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}{' '}
                  <a href={importApi.stateUrl(set.id, state.id)} download={`${set.name}.geojson`}>
                    {t('imports.stateGeojson')}
                  </a>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </details>
    </li>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value ?? '–'}</dd>
    </div>
  );
}

function TakeBackDialog({ set, onClose }: { readonly set: DataSet; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const restore = set.takeBack === 'restore';
  const [earlier] = set.earlier;
  const run = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { restored } = await importApi.takeBack(set.id, set.takeBack === 'not-kept');
      layersChanged();
      toast(t(restored ? 'imports.restored' : 'imports.removed', { name: set.name }));
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal narrow">
        <Dialog className="dialog" role="alertdialog">
          <Heading slot="title" level={2}>
            {t('imports.takeBackTitle', { name: set.name })}
          </Heading>
          <p>
            {restore && earlier
              ? t('imports.takeBackRestore', {
                  date: formatDate(earlier.importedAt),
                  rows: formatNumber(earlier.featureCount),
                })
              : t(set.takeBack === 'remove' ? 'imports.takeBackRemove' : 'imports.takeBackNotKept', {
                  rows: formatNumber(set.featureCount),
                })}
          </p>
          {failure ? (
            <p className="message error" role="alert">
              {failureSentence(failure, t)}
            </p>
          ) : null}
          <div className="row">
            <Button className="button" autoFocus onPress={onClose}>
              {t('cancel')}
            </Button>
            <Button className="button danger" isDisabled={busy} onPress={() => void run()}>
              {t(restore ? 'imports.takeBack' : 'imports.remove')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
