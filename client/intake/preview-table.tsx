import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import { columnTitle } from './column-title.ts';
import type { ImportDocument } from './import-api.ts';

/** The first rows as the layer will hold them. */
export function PreviewTable({
  preview,
  read,
}: {
  readonly preview: NonNullable<ImportDocument['preview']>;
  readonly read: number;
}) {
  const { t } = useTranslation();
  const { columns, rows, geojson, places } = preview;
  if (rows.length === 0) return null;
  const title = t('imports.preview', {
    count: rows.length,
    formatted: formatNumber(rows.length),
    read: formatNumber(read),
  });
  const onMap = t('imports.onMap', {
    count: geojson.features.length,
    formatted: formatNumber(geojson.features.length),
    places: formatNumber(places),
  });
  return (
    <section className="stack">
      <h5>{title}</h5>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll preview-scroll" aria-label={title} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('imports.row')}</th>
              {columns.map((column) => (
                <th scope="col" key={column}>
                  {columnTitle(column, t)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, key, values }) => (
              <tr key={key}>
                <th scope="row">{row}</th>
                {columns.map((column) => (
                  <td key={column}>{textOf(values[column])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {places > 0 ? <p className="small muted">{onMap}</p> : null}
    </section>
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '–';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
