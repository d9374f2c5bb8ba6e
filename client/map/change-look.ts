import type { LayerSpecification } from 'maplibre-gl';
import type { Theme } from '../state/theme.ts';
import type { ChangeKind } from '../workers/messages.ts';
import { paletteOf } from './palette.ts';

export const CHANGE_SOURCE = 'addresses-changed';
export const CHANGE_PROTOCOL = 'lueckenlos-changes';

/** Where the map asks for changed addresses; the worker answers. */
export const changeTiles = (revision: number) => `${CHANGE_PROTOCOL}://${revision}/{z}/{x}/{y}`;

/** How an address of a kind of change is drawn. Gain is a disc and loss a ring, so they differ without colour too. */
export interface ChangeLook {
  readonly colour: string;
  readonly shape: 'dot' | 'ring';
}

/** Blue against orange holds for the common forms of colour blindness (after Okabe and Ito 2008). */
const LIGHT: Record<ChangeKind, ChangeLook> = {
  same: { colour: '#cfccc2', shape: 'dot' },
  gained: { colour: '#0067a5', shape: 'dot' },
  lost: { colour: '#c4500a', shape: 'ring' },
  opened: { colour: '#6a51a3', shape: 'ring' },
  settled: { colour: '#7d7a70', shape: 'ring' },
  other: { colour: '#c79a00', shape: 'dot' },
};
const DARK: Record<ChangeKind, ChangeLook> = {
  same: { colour: '#3a4247', shape: 'dot' },
  gained: { colour: '#6fbcf0', shape: 'dot' },
  lost: { colour: '#ff9b52', shape: 'ring' },
  opened: { colour: '#b39ddb', shape: 'ring' },
  settled: { colour: '#a5a196', shape: 'ring' },
  other: { colour: '#f2d35e', shape: 'dot' },
};

export const changeLook = (kind: ChangeKind, theme: Theme): ChangeLook =>
  (theme === 'dark' ? DARK : LIGHT)[kind];

/** In the order of the codes in the tiles. */
const KINDS: readonly ChangeKind[] = ['same', 'gained', 'lost', 'opened', 'settled', 'other'];
/** What matters most is drawn last. */
const RANK: Record<ChangeKind, number> = { same: 0, other: 1, settled: 2, opened: 3, lost: 4, gained: 5 };

/** Circles for all addresses: what stays as it was is faint ground for what changes. */
export function changeLayers(theme: Theme): LayerSpecification[] {
  const land = paletteOf(theme).land;
  const by = (value: (look: ChangeLook, kind: ChangeKind) => string | number) => [
    'match',
    ['get', 'change'],
    ...KINDS.flatMap((kind, code) => [code, value(changeLook(kind, theme), kind)]),
    value(changeLook('same', theme), 'same'),
  ];
  const zoom = (...stops: unknown[]) => ['interpolate', ['exponential', 1.6], ['zoom'], ...stops];
  const radius = (same: number, changed: number) => by((_, kind) => (kind === 'same' ? same : changed));
  const stroke = (ring: number, dot: number) => by((look) => (look.shape === 'ring' ? ring : dot));
  return [
    {
      id: 'addresses-changed',
      type: 'circle',
      source: CHANGE_SOURCE,
      'source-layer': 'addresses',
      layout: { 'circle-sort-key': by((_, kind) => RANK[kind]) },
      paint: {
        'circle-color': by((look) => (look.shape === 'ring' ? land : look.colour)),
        'circle-radius': zoom(9, radius(0.5, 1.4), 12, radius(1.1, 2.4), 14, radius(2, 4), 17, radius(5, 8)),
        'circle-stroke-color': by((look) => (look.shape === 'ring' ? look.colour : land)),
        'circle-stroke-width': zoom(10, stroke(0.8, 0), 14, stroke(1.8, 0.4), 17, stroke(2.8, 1)),
      },
    } as unknown as LayerSpecification,
  ];
}
