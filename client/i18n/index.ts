import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import de from './de/index.ts';

export type Language = 'de' | 'en';
export const LANGUAGES: readonly Language[] = ['de', 'en'];

/** German is bundled; English is fetched when somebody asks for it. */
export async function startLanguage(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'de',
    fallbackLng: 'de',
    resources: { de: { translation: de } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  // `{{addresses, plural(one: Adresse; other: Adressen)}}`: the word for a figure, as the page writes figures.
  i18next.services.formatter?.add(
    'plural',
    (value, _, options: Record<string, string>) =>
      (String(value) === '1' ? options.one : options.other) ?? '',
  );
  await setLanguage(language);
}

export async function setLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    i18next.addResourceBundle('en', 'translation', (await import('./en/index.ts')).default);
  }
  if (i18next.language !== language) await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
