import { useTranslation } from 'react-i18next';
import { columnTitle } from './column-title.ts';
import { FileSample } from './file-sample.tsx';
import type { ImportDocument } from './import-api.ts';

/** Which field of the file is which column of the layer; what is left open is found by its name. */
export function MappingFields({
  document,
  onChange,
}: {
  readonly document: ImportDocument;
  readonly onChange: (mapping: Readonly<Record<string, string>>) => void;
}) {
  const { t } = useTranslation();
  const { fields, columns, units, request, failure } = document;
  if (fields.length === 0 || columns.length === 0) return null;
  const mapping = request.mapping ?? {};
  const unitOf = (column: string) =>
    units[column]?.find((unit) => mapping[column]?.endsWith(` [${unit}]`)) ?? '';
  const fieldOf = (column: string) => {
    const unit = unitOf(column);
    const stated = mapping[column] ?? '';
    return unit === '' ? stated : stated.slice(0, -` [${unit}]`.length);
  };
  const needed = failure?.some(({ code }) => code === 'column-missing' || code === 'crs-unknown') ?? false;
  const set = (column: string, field: string) => {
    const { [column]: _, ...rest } = mapping;
    onChange(field === '' ? rest : { ...rest, [column]: field });
  };
  return (
    <details className="mapping" open={needed || Object.keys(mapping).length > 0}>
      <summary>{t('imports.mapping')}</summary>
      <p className="small muted">{t('imports.mappingHint')}</p>
      <FileSample document={document} />
      <div className="mapping-grid">
        {columns.map((column) => (
          <label key={column}>
            <span className="small">{columnTitle(column, t)}</span>
            <select
              className="input"
              value={fieldOf(column)}
              onChange={(event) => set(column, event.target.value)}
            >
              <option value="">{t('imports.mappingByName')}</option>
              {fields.map((field) => (
                <option key={field} value={field}>
                  {field}
                </option>
              ))}
            </select>
            {fieldOf(column) !== '' && units[column] ? (
              <select
                className="input"
                aria-label={t('imports.unitOf', { column: columnTitle(column, t) })}
                value={unitOf(column)}
                onChange={({ target }) =>
                  set(column, fieldOf(column) + (target.value === '' ? '' : ` [${target.value}]`))
                }
              >
                <option value="">{t('imports.unitByName')}</option>
                {units[column].map((unit) => (
                  <option key={unit} value={unit}>
                    {unit}
                  </option>
                ))}
              </select>
            ) : null}
          </label>
        ))}
      </div>
    </details>
  );
}
