import catalogue from './catalogue.json' with { type: 'json' };

/** A source of official or open data: where it is, under which licence, and how it comes in. */
export interface OfficialSource {
  readonly id: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly publisher: string;
  /** Page for people. */
  readonly page: string;
  /** File for machines; null where it has to be chosen on the page. */
  readonly download: string | null;
  /** Null where it was not established. */
  readonly licence: string | null;
  readonly attribution: string;
  readonly asOf: string | null;
  readonly rhythm: { readonly de: string; readonly en: string };
  readonly format: string;
  readonly layer: string;
  /** Id of the format in `core/intake`; null where it is recognised. */
  readonly importFormat: string | null;
  readonly confidence: 'sure' | 'likely' | 'unsure';
  readonly note: { readonly de: string; readonly en: string };
}

export const OFFICIAL_SOURCES = catalogue as readonly OfficialSource[];
