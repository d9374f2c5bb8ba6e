import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import { columnTitle } from './column-title.ts';
import type { ImportDocument } from './import-api.ts';

/** Which rows change, in which fields, and which go. */
export function DifferenceDetails({ document }: { readonly document: ImportDocument }) {
  const { t } = useTranslation();
  const { samples, diff } = document;
  if (!samples || !diff) return null;
  const count = (shown: number, all: number) =>
    shown < all
      ? t('imports.ofAll', { shown: formatNumber(shown), all: formatNumber(all) })
      : formatNumber(all);
  return (
    <>
      {samples.changed.length > 0 ? (
        <details>
          <summary>
            {t('imports.whichChanged')}{' '}
            <span className="muted">{count(samples.changed.length, diff.changed)}</span>
          </summary>
          <ul className="difference-rows small">
            {samples.changed.map(({ key, name, fields }) => (
              <li key={key}>
                <strong>{name ?? key}</strong>
                {fields.map(({ column, before, after }) => (
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
        </details>
      ) : null}
      {samples.gone.length > 0 ? (
        <details>
          <summary>
            {t('imports.whichGone')} <span className="muted">{count(samples.gone.length, diff.gone)}</span>
          </summary>
          <ul className="difference-rows small">
            {samples.gone.map(({ key, name }) => (
              <li key={key}>{name ?? key}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
