import './intake.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../i18n/format.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import { toast } from '../ui/toasts.tsx';
import { columnTitle } from './column-title.ts';
import { type CellValue, type Correctable, correctionApi } from './correction-api.ts';
import { layersChanged } from './import-store.ts';

/** A record of a layer corrected by hand: what, and why. The next import of its data set keeps it. */
export default function CorrectRecord({ layer, id }: { readonly layer: string; readonly id: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="correct-record" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('imports.correct')}</summary>
      {open ? <CorrectionForm layer={layer} id={id} /> : null}
    </details>
  );
}

function CorrectionForm({ layer, id }: { readonly layer: string; readonly id: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const queryKey = ['hand-correction', layer, id];
  const record = useQuery({ queryKey, queryFn: () => correctionApi.find(layer, id), staleTime: 0 });
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  if (record.isPending) return <Loading text={t('loading')} />;
  if (record.isError) return <Failed error={record.error} onRetry={record.refetch} />;
  const run = async (action: Promise<unknown>, done: string) => {
    setFailure(null);
    setBusy(true);
    try {
      await action;
      toast(t(done));
      await client.invalidateQueries({ queryKey });
      layersChanged();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const { correction } = record.data;
  return (
    <div className="stack">
      {correction ? (
        <div className="message">
          <p>
            {t('imports.correctedOn', {
              date: formatDate(correction.updatedAt),
              reason: correction.reason,
              columns: [
                ...Object.keys(correction.fields).map((column) => columnTitle(column, t)),
                ...(correction.moved ? [t('imports.correctPlace')] : []),
              ].join(', '),
            })}
          </p>
          <Button
            className="button small"
            isDisabled={busy}
            onPress={() => void run(correctionApi.withdraw(layer, id), 'imports.correctionWithdrawn')}
          >
            {t('imports.withdrawCorrection')}
          </Button>
        </div>
      ) : null}
      {failure ? <Failed error={failure} /> : null}
      <Fields
        key={`${correction?.updatedAt}`}
        record={record.data}
        busy={busy}
        onSave={(body) => run(correctionApi.correct(layer, id, body), 'imports.corrected')}
      />
    </div>
  );
}

function Fields(props: {
  readonly record: Correctable;
  readonly busy: boolean;
  readonly onSave: (body: Parameters<typeof correctionApi.correct>[2]) => Promise<void>;
}) {
  const { t } = useTranslation();
  const { record, busy, onSave } = props;
  const [edits, setEdits] = useState<Readonly<Record<string, CellValue>>>({});
  const [place, setPlace] = useState<readonly [number, number] | null>(null);
  const [reason, setReason] = useState('');
  const changed = Object.keys(edits).length > 0 || place !== null;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void onSave({ fields: edits, ...(place ? { place } : {}), reason: reason.trim() });
      }}
    >
      <div className="mapping-grid">
        {record.columns.map(({ name, type, value }) => (
          <label key={name}>
            <span className="small">{columnTitle(name, t)}</span>
            <input
              className="input"
              type={
                type === 'integer' || type === 'double precision'
                  ? 'number'
                  : type === 'date'
                    ? 'date'
                    : 'text'
              }
              step={type === 'integer' ? 1 : 'any'}
              value={String((name in edits ? edits[name] : value) ?? '')}
              onChange={({ target }) => {
                const { [name]: _, ...others } = edits;
                const same = target.value === String(value ?? '');
                setEdits(same ? others : { ...others, [name]: target.value === '' ? null : target.value });
              }}
            />
          </label>
        ))}
      </div>
      {record.isPoint ? (
        <div className="row">
          <Button
            className="button small"
            onPress={() => {
              const centre = useMapHandle.getState().map?.map.getCenter();
              if (centre) setPlace([Number(centre.lng.toFixed(6)), Number(centre.lat.toFixed(6))]);
            }}
          >
            {t('imports.placeToCentre')}
          </Button>
          <span className="small muted" role="status">
            {place ? `${place[1]}, ${place[0]}` : ''}
          </span>
        </div>
      ) : null}
      <label>
        <span className="label">{t('imports.correctReason')}</span>
        <input
          className="input"
          value={reason}
          minLength={3}
          required
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      <p className="small muted">{t('imports.correctHint')}</p>
      <div className="row end">
        <Button
          className="button primary small"
          type="submit"
          isDisabled={busy || !changed || reason.trim().length < 3}
        >
          {t('imports.correctSave')}
        </Button>
      </div>
    </form>
  );
}
