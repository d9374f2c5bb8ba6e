import { useTranslation } from 'react-i18next';
import type { ImportDocument } from './import-api.ts';

/** The first records as they stand in the file, so that whoever maps columns sees what is in them. */
export function FileSample({ document }: { readonly document: ImportDocument }) {
  const { t } = useTranslation();
  const { sample, fields, request } = document;
  if (sample.length === 0) return null;
  const columnOf = new Map(Object.entries(request.mapping ?? {}).map(([column, field]) => [field, column]));
  const shown = fields.slice(0, sample[0]!.length);
  const title = t('imports.sample', { count: sample.length });
  return (
    <section className="stack">
      <h5>{title}</h5>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll preview-scroll" aria-label={title} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              {shown.map((field) => (
                <th scope="col" key={field} data-mapped={columnOf.has(field) || undefined}>
                  {field}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file are known by their number
              <tr key={row}>
                {shown.map((field, column) => (
                  <td key={field}>{cells[column] || '–'}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
