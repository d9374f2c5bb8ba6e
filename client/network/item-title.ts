import { useTranslation } from 'react-i18next';
import type { Language } from '../i18n/index.ts';
import { useNetwork } from './network-store.ts';

/** Titles of the items of the plan's price catalogue, in the language of the page. */
export function useItemTitle(): (item: string) => string {
  const { i18n } = useTranslation();
  const prices = useNetwork((state) => state.prices);
  return (item) => prices.items.find(({ id }) => id === item)?.title[i18n.language as Language] ?? item;
}
