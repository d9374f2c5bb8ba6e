import type { TFunction } from 'i18next';
import { formatNumber } from '../i18n/format.ts';

/** Counts as words with their number: "1 Adresse", "2 Haushalte". */
export const countWords = (
  { addresses, households }: { readonly addresses: number; readonly households: number },
  t: TFunction,
) => ({
  addresses: t('compare.addressCount', { count: addresses, formatted: formatNumber(addresses) }),
  households: t('compare.householdCount', { count: households, formatted: formatNumber(households) }),
});
