import type { LayerSpecification } from 'maplibre-gl';
import type { Theme } from '../state/theme.ts';
import type { ClassTone } from '../workers/messages.ts';
import { paletteOf } from './palette.ts';

/** How an address of a tone is drawn. `ring` is hollow, so tones differ without their colour too. */
export interface ToneLook {
  readonly colour: string;
  readonly shape: 'dot' | 'ring';
}

const LIGHT: Record<ClassTone, ToneLook> = {
  worst: { colour: '#a31515', shape: 'dot' },
  eligible: { colour: '#e0720f', shape: 'dot' },
  near: { colour: '#d9a400', shape: 'dot' },
  served: { colour: '#8fb3c9', shape: 'dot' },
  committed: { colour: '#2f7f5f', shape: 'ring' },
  funded: { colour: '#6a51a3', shape: 'ring' },
  unclear: { colour: '#7d7a70', shape: 'ring' },
  excluded: { colour: '#b9b5a8', shape: 'dot' },
};

const DARK: Record<ClassTone, ToneLook> = {
  worst: { colour: '#ff5f4f', shape: 'dot' },
  eligible: { colour: '#ff9b3d', shape: 'dot' },
  near: { colour: '#f2d35e', shape: 'dot' },
  served: { colour: '#3f6a85', shape: 'dot' },
  committed: { colour: '#5fc79c', shape: 'ring' },
  funded: { colour: '#b39ddb', shape: 'ring' },
  unclear: { colour: '#a5a196', shape: 'ring' },
  excluded: { colour: '#565c60', shape: 'dot' },
};

export const toneLook = (tone: ClassTone, theme: Theme): ToneLook => (theme === 'dark' ? DARK : LIGHT)[tone];

export const ADDRESS_SOURCE = 'addresses-classified';

/** Circles for classified addresses; the tile's `class` is the position in `tones`. */
export function addressLayers(tones: readonly ClassTone[], theme: Theme): LayerSpecification[] {
  if (tones.length === 0) return [];
  const looks = tones.map((tone) => toneLook(tone, theme));
  const byClass = (value: (look: ToneLook) => string | number, fallback: string | number) => [
    'match',
    ['get', 'class'],
    ...looks.flatMap((look, index) => [index, value(look)]),
    fallback,
  ];
  const land = paletteOf(theme).land;
  const zoom = (...stops: unknown[]) => ['interpolate', ['exponential', 1.6], ['zoom'], ...stops];
  return [
    {
      id: 'addresses-classified',
      type: 'circle',
      source: ADDRESS_SOURCE,
      'source-layer': 'addresses',
      // Addresses outside of an opened bucket of the ledger have a class beyond all of them.
      filter: ['<', ['get', 'class'], tones.length],
      layout: {
        // Served addresses below, so that gaps are never hidden by what is in order.
        'circle-sort-key': ['match', ['get', 'class'], ...tones.flatMap((tone, i) => [i, RANK[tone]]), 0],
      },
      paint: {
        'circle-color': byClass((l) => (l.shape === 'ring' ? land : l.colour), looks[0]!.colour),
        'circle-radius': zoom(9, 0.8, 12, 1.7, 14, 3, 17, 7),
        'circle-stroke-color': byClass((l) => (l.shape === 'ring' ? l.colour : land), land),
        'circle-stroke-width': zoom(
          10,
          byClass((l) => (l.shape === 'ring' ? 0.6 : 0), 0),
          14,
          byClass((l) => (l.shape === 'ring' ? 1.6 : 0.4), 0),
          17,
          byClass((l) => (l.shape === 'ring' ? 2.6 : 1), 0),
        ),
      },
    } as unknown as LayerSpecification,
  ];
}

const RANK: Record<ClassTone, number> = {
  served: 0,
  excluded: 1,
  committed: 2,
  funded: 3,
  unclear: 4,
  near: 5,
  eligible: 6,
  worst: 7,
};
