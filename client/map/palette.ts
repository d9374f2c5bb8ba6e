import type { Theme } from '../state/theme.ts';

/**
 * Colours of the map, after Okabe and Ito (2008) and Wong, Nature Methods 8:441 (2011), so that the common forms
 * of colour blindness can tell them apart. Shape, outline or pattern carries the same difference.
 */
export interface Palette {
  readonly land: string;
  readonly outside: string;
  readonly street: string;
  readonly streetMajor: string;
  readonly streetCasing: string;
  readonly border: string;
  readonly label: string;
  readonly labelHalo: string;
  readonly accent: string;
  readonly proposal: string;
  readonly selection: string;
  readonly school: string;
  readonly hotspot: string;
  readonly building: string;
  readonly park: string;
  readonly cells: readonly [string, string, string, string, string];
}

const LIGHT: Palette = {
  land: '#f4f3ee',
  outside: '#e7e6e0',
  street: '#ffffff',
  streetMajor: '#fffdf6',
  streetCasing: '#d3d0c5',
  border: '#a9a69a',
  label: '#4a4f52',
  labelHalo: '#f8f7f3',
  accent: '#0f5d66',
  proposal: '#a8470a',
  selection: '#12171a',
  school: '#8f2f6b',
  hotspot: '#0067a5',
  building: '#3d5a2a',
  park: '#8a6d1f',
  cells: ['#e4eef3', '#bcd6e3', '#86b5cd', '#4b8bae', '#1d5f85'],
};

const DARK: Palette = {
  land: '#1b2023',
  outside: '#14181a',
  street: '#30383d',
  streetMajor: '#3d474d',
  streetCasing: '#2b3236',
  border: '#6d777c',
  label: '#c3cbcf',
  labelHalo: '#14181a',
  accent: '#6cc7cd',
  proposal: '#ffab66',
  selection: '#ffffff',
  school: '#e391c2',
  hotspot: '#6fbcf0',
  building: '#a9cf8b',
  park: '#d9bb63',
  cells: ['#223340', '#2b4a5d', '#37677f', '#4f8dab', '#86c0da'],
};

export const paletteOf = (theme: Theme): Palette => (theme === 'dark' ? DARK : LIGHT);
