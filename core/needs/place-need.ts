import type { Confidence, Wording } from '../rulebook/rule-set.ts';

export const PLACE_KINDS = ['schools', 'business-parks', 'public-buildings'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** What a place of a kind needs, with how well that is established. */
export interface NeedRule {
  readonly text: Wording;
  readonly confidence: Confidence;
  readonly source: string | null;
}

/** Mbit/s for each class, and as much again for the administration (atene KOM, Infoblatt Schulen, 17.07.2017). */
export const SCHOOL_MBIT_PER_CLASS = 30;
/** Mbit/s for each workplace with a connection in a business park. */
export const WORKPLACE_MBIT = 30;
/** Down and up: the target of the special call for business parks, schools and hospitals since 15.11.2018. */
export const TARGET_MBIT = 1000;

export const NEED_RULES: Readonly<Record<PlaceKind, NeedRule>> = {
  schools: {
    text: {
      de: '30 Mbit/s je Klasse und 30 für die Verwaltung: 30 × (Klassen + 1)',
      en: '30 Mbit/s per class and 30 for the administration: 30 × (classes + 1)',
    },
    confidence: 'sure',
    source: 'atene KOM, 17.07.2017',
  },
  'business-parks': {
    text: {
      de: '30 Mbit/s je angeschlossenem Arbeitsplatz; wie viele das sind, sagen die Daten nicht. Angenommen ist einer je Adresse, der Bedarf also eine Untergrenze.',
      en: '30 Mbit/s per connected workplace; the data do not say how many there are. One per address is assumed, so the need is a lower bound.',
    },
    confidence: 'unsure',
    source: 'Sonderaufruf Gewerbegebiete',
  },
  'public-buildings': {
    text: {
      de: 'Für öffentliche Gebäude ist kein Bedarf festgelegt; es zählt nur das Ziel.',
      en: 'No need is laid down for public buildings; only the target counts.',
    },
    confidence: 'unsure',
    source: null,
  },
};

export const TARGET_RULES: Readonly<Record<PlaceKind, NeedRule>> = {
  schools: target('sure'),
  'business-parks': target('sure'),
  // The call names business parks, schools and hospitals, not public buildings as such.
  'public-buildings': target('unsure'),
};

function target(confidence: Confidence): NeedRule {
  return {
    text: { de: '1 Gbit/s symmetrisch', en: '1 Gbit/s symmetric' },
    confidence,
    source: 'Sonderaufruf Gewerbegebiete, Schulen und Krankenhäuser vom 15.11.2018',
  };
}

/**
 * The need of a place in Mbit/s down; null where nothing is laid down or the number of classes is not known. Pupils are
 * not converted into classes: no official figure does so.
 */
export function needDownMbit(kind: PlaceKind, classes: number | null): number | null {
  if (kind === 'schools') return classes === null ? null : SCHOOL_MBIT_PER_CLASS * (classes + 1);
  return kind === 'business-parks' ? WORKPLACE_MBIT : null;
}
