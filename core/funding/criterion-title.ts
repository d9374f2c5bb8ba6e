import type { Language } from '../issue-texts.ts';

const TITLES: Readonly<Record<string, { readonly de: string; readonly en: string }>> = {
  nachholbedarf: { de: 'Nachholbedarf', en: 'Need to catch up (share of white spots)' },
  synergienutzung: { de: 'Synergienutzung', en: 'Synergy with self-build' },
  digitaleTeilhabe: { de: 'Digitale Teilhabe', en: 'Digital participation (inhabitants per km²)' },
  interkommunaleZusammenarbeit: { de: 'Interkommunale Zusammenarbeit', en: 'Municipalities together' },
};

/** Name of a criterion of the points catalogue. */
export function criterionTitle(key: string, language: Language): string {
  return TITLES[key]?.[language] ?? key;
}
