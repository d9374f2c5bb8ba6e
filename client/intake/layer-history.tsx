import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatNumber } from '../i18n/format.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import { columnTitle } from './column-title.ts';
import { type Comparison, type DataSet, importApi } from './import-api.ts';
import { useChangesOnMap } from './use-changes-on-map.ts';

/** What a layer was on a day, beside another: counts, a list, and the map. */
export function LayerHistory({ layer, sets }: { readonly layer: string; readonly sets: readonly DataSet[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const days = daysOf(sets);
  if (days.length < 2) return null;
  return (
    <details className="small" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('imports.compareStates')}</summary>
      {open ? <Compared layer={layer} days={days} /> : null}
    </details>
  );
}

/** Days on which a data set of the layer changed, the newest first. */
function daysOf(sets: readonly DataSet[]): string[] {
  const days = sets.flatMap((set) =>
    [set, ...set.earlier].map((state) => state.asOf ?? state.importedAt.slice(0, 10)),
  );
  return [...new Set(days)].sort().reverse();
}

function Compared({ layer, days }: { readonly layer: string; readonly days: readonly string[] }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(days[1]!);
  const [to, setTo] = useState(days[0]!);
  const compared = useQuery({
    queryKey: ['data-sets', 'comparison', layer, from, to],
    queryFn: () => importApi.compare(layer, from, to),
  });
  useChangesOnMap(compared.data ?? null);
  const choose = (label: string, value: string, set: (day: string) => void) => (
    <label>
      <span className="label">{label}</span>
      <select className="input" value={value} onChange={(event) => set(event.target.value)}>
        {days.map((day) => (
          <option key={day} value={day}>
            {formatDate(day)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="stack">
      <div className="dialect">
        {choose(t('imports.stateFrom'), from, setFrom)}
        {choose(t('imports.stateTo'), to, setTo)}
      </div>
      {compared.isPending ? <Loading text={t('loading')} /> : null}
      {compared.isError ? <Failed error={compared.error} onRetry={compared.refetch} /> : null}
      {compared.data ? <Changes comparison={compared.data} /> : null}
    </div>
  );
}

interface FieldChange {
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
}

function Changes({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation();
  const { counts, features } = comparison;
  const all = counts.new + counts.changed + counts.gone;
  return (
    <>
      <dl className="difference">
        {(['new', 'changed', 'unchanged', 'gone'] as const).map((kind) => (
          <div key={kind} className={kind} data-none={counts[kind] === 0 || undefined}>
            <dt>{t(`imports.diff.${kind}`)}</dt>
            <dd>{formatNumber(counts[kind])}</dd>
          </div>
        ))}
      </dl>
      {all === 0 ? <p className="muted">{t('imports.statesSame')}</p> : null}
      {features.length < all ? (
        <p className="muted">
          {t('imports.ofAll', { shown: formatNumber(features.length), all: formatNumber(all) })}
        </p>
      ) : null}
      <ul className="difference-rows">
        {features.map(({ id, properties }) => (
          <li key={String(id)}>
            <span className="chip">{t(`imports.diff.${properties?.change}`)}</span>{' '}
            <strong>{properties?.name}</strong>
            {((properties?.fields ?? []) as FieldChange[]).map(({ column, before, after }) => (
              <div key={column}>
                {column === 'geom' ? (
                  t('imports.moved')
                ) : (
                  <>
                    {columnTitle(column, t)}: <del>{before ?? t('imports.empty')}</del> →{' '}
                    <ins>{after ?? t('imports.empty')}</ins>
                  </>
                )}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
