import i18next from 'i18next';
import { formatNumber } from '../i18n/format.ts';

/** Whole cents as euros in the language of the page, to the cent. */
export function formatEuro(cents: number): string {
  return new Intl.NumberFormat(i18next.language === 'en' ? 'en-GB' : 'de-DE', {
    style: 'currency',
    currency: 'EUR',
  }).format(cents / 100);
}

/** The same without the sign, for tables that say the unit once. */
export const formatSum = (cents: number): string => formatNumber(cents / 100, 2);

/** An input of a figure by the ending of its name: cents as euros, basis points as percent. */
export function formatInput(name: string, value: number | string): string {
  if (typeof value === 'string') return value;
  if (name.endsWith('Cents')) return formatEuro(value);
  if (name.endsWith('Bp')) return `${formatNumber(value / 100, 2)} %`;
  return formatNumber(value, Number.isInteger(value) ? 0 : 4);
}
