import { LANGUAGES, type Language } from '../i18n/index.ts';
import type { ComparedSide } from '../workers/messages.ts';

const TABS = [
  'layers',
  'areas',
  'network',
  'statistics',
  'data',
  'compare',
  'needs',
  'review',
  'funding',
  'own',
] as const;
export type PanelTab = (typeof TABS)[number];
export type ThemeChoice = 'light' | 'dark' | 'system';

/** What is selected: a feature of a layer, a planning area, a proposal that is not kept yet, or a part of a network plan. */
export interface Selection {
  readonly kind: 'feature' | 'area' | 'proposal' | 'network';
  /** Collection id; for what is no feature the kind again. */
  readonly collection: string;
  readonly id: string;
}

export interface Camera {
  readonly zoom: number;
  readonly lat: number;
  readonly lon: number;
}

/** Two rule sets, each at a day and perhaps on the data of a day (ISO), and a cell of one of the two matrices. */
export interface ComparisonChoice {
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  readonly by: 'eligible' | 'class';
  readonly cell: { readonly from: string; readonly to: string } | null;
}

/** Everything a link carries, so that somebody else sees the same. */
export interface View {
  readonly camera: Camera | null;
  readonly tab: PanelTab;
  /** Ids of visible layers, lowest first; null is the default choice. */
  readonly layers: readonly string[] | null;
  readonly rules: string | null;
  /** ISO date the rules and promises are judged at; null is today. */
  readonly referenceDate: string | null;
  readonly reachM: number;
  readonly minAddresses: number;
  /** What is compared with what, and which cell of the matrix the map shows; null is the preset. */
  readonly comparison: ComparisonChoice | null;
  readonly selection: Selection | null;
  /** Application for funding that is open, and the section of the funding tab; null is the first. */
  readonly application: string | null;
  readonly section: string | null;
  readonly language: Language;
}

export const REACH = { min: 20, max: 300, step: 5, start: 80 } as const;
export const MIN_ADDRESSES = { min: 1, max: 100, step: 1, start: 5 } as const;

export const START_VIEW: View = {
  camera: null,
  tab: 'layers',
  layers: null,
  rules: null,
  referenceDate: null,
  reachM: REACH.start,
  minAddresses: MIN_ADDRESSES.start,
  comparison: null,
  selection: null,
  application: null,
  section: null,
  language: 'de',
};

/** The hash of a view, with nothing in it that is as at the start, or that the reader's browser prefers anyway. */
export function formatPermalink(view: View, preferred: Language = START_VIEW.language): string {
  const parts: string[] = [];
  const add = (name: string, value: string | number) => parts.push(`${name}=${encodeURIComponent(value)}`);
  if (view.camera) {
    const { zoom, lat, lon } = view.camera;
    parts.push(`map=${round(zoom, 2)}/${round(lat, 5)}/${round(lon, 5)}`);
  }
  if (view.tab !== START_VIEW.tab) add('tab', view.tab);
  if (view.layers) parts.push(`layers=${view.layers.map(encodeURIComponent).join(',')}`);
  if (view.rules) add('rules', view.rules);
  if (view.referenceDate) add('date', view.referenceDate);
  if (view.reachM !== START_VIEW.reachM) add('reach', view.reachM);
  if (view.minAddresses !== START_VIEW.minAddresses) add('min', view.minAddresses);
  if (view.comparison) {
    const { a, b, by, cell } = view.comparison;
    add(
      'compare',
      [a.rules, daysOf(a), b.rules, daysOf(b), by, ...(cell ? [cell.from, cell.to] : [])].join('~'),
    );
  }
  if (view.selection) {
    const { kind, collection, id } = view.selection;
    add('sel', kind === 'feature' ? `${collection}:${id}` : `${kind}:${id}`);
  }
  if (view.application) add('application', view.application);
  if (view.section) add('section', view.section);
  if (view.language !== preferred) add('lang', view.language);
  return parts.length > 0 ? `#${parts.join('&')}` : '';
}

/** The first of the reader's languages that is spoken here; German where none is. */
export function preferredLanguage(languages: readonly string[]): Language {
  for (const tag of languages) {
    const spoken = LANGUAGES.find((one) => tag.toLowerCase().split('-')[0] === one);
    if (spoken) return spoken;
  }
  return START_VIEW.language;
}

/** Reads a hash. What is missing or makes no sense stays as at the start; it never throws. */
export function parsePermalink(hash: string, preferred: Language = START_VIEW.language): View {
  const values = new Map<string, string>();
  for (const part of hash.replace(/^#/, '').split('&')) {
    const at = part.indexOf('=');
    if (at > 0) values.set(part.slice(0, at), part.slice(at + 1));
  }
  const text = (name: string) => {
    const value = values.get(name);
    return value ? decoded(value) : null;
  };
  const tab = text('tab');
  const date = text('date');
  return {
    camera: parseCamera(values.get('map')),
    tab: TABS.find((one) => one === tab) ?? 'layers',
    layers: values.has('layers') ? values.get('layers')!.split(',').filter(Boolean).map(decoded) : null,
    rules: text('rules'),
    referenceDate: isDay(date) ? date : null,
    reachM: within(text('reach'), REACH),
    minAddresses: within(text('min'), MIN_ADDRESSES),
    comparison: parseComparison(text('compare')),
    selection: parseSelection(text('sel')),
    application: text('application'),
    section: text('section'),
    language: LANGUAGES.find((one) => one === text('lang')) ?? preferred,
  };
}

function parseCamera(value: string | undefined): Camera | null {
  const numbers = (value ?? '').split('/').map(Number);
  const [zoom, lat, lon] = numbers as [number, number, number];
  const sound =
    numbers.length === 3 && zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return sound ? { zoom, lat, lon } : null;
}

function parseComparison(value: string | null): ComparisonChoice | null {
  const [rulesA, dayA, rulesB, dayB, by, from, to] = (value ?? '').split('~');
  const [a, b] = [sideOf(rulesA, dayA), sideOf(rulesB, dayB)];
  if (!a || !b || (by !== 'eligible' && by !== 'class')) return null;
  return { a, b, by, cell: from && to ? { from, to } : null };
}

/** The day of a side, and behind `@` the day of its data where that is not the newest. */
const daysOf = ({ referenceDate, dataDate }: ComparedSide) =>
  dataDate ? `${referenceDate}@${dataDate}` : referenceDate;

function sideOf(rules: string | undefined, days: string | undefined): ComparedSide | null {
  const [referenceDate, dataDate] = (days ?? '').split('@');
  if (!rules || !isDay(referenceDate) || (dataDate !== undefined && !isDay(dataDate))) return null;
  return { rules, referenceDate, ...(dataDate ? { dataDate } : {}) };
}

const isDay = (text: string | null | undefined): text is string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && !Number.isNaN(Date.parse(text!));

function parseSelection(value: string | null): Selection | null {
  const at = value?.indexOf(':') ?? -1;
  if (!value || at < 1 || at === value.length - 1) return null;
  const collection = value.slice(0, at);
  const kind =
    collection === 'area' || collection === 'proposal' || collection === 'network' ? collection : 'feature';
  return { kind, collection, id: value.slice(at + 1) };
}

function within(value: string | null, range: { min: number; max: number; start: number }): number {
  const number = value === null ? Number.NaN : Math.round(Number(value));
  return Number.isFinite(number) ? Math.min(range.max, Math.max(range.min, number)) : range.start;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
