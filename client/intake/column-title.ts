import type { TFunction } from 'i18next';

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What a column of a layer is called; its own name where no text is kept for it. */
export function columnTitle(column: string, t: TFunction): string {
  if (column === 'name') return t('area.name');
  return t([`imports.column.${column}`, `property.${camel(column)}`], { defaultValue: column });
}
