import type { LayerSpecification } from 'maplibre-gl';
import type { TargetVerdict } from '#core/needs/assess-need.ts';
import type { Theme } from '../state/theme.ts';
import type { ClassTone } from '../workers/messages.ts';
import { toneLook } from './class-look.ts';
import { paletteOf } from './palette.ts';

export const NEEDS_SOURCE = 'needs';

const TONES: Readonly<Record<TargetVerdict, ClassTone>> = {
  reached: 'served',
  planned: 'committed',
  below: 'worst',
  unknown: 'unclear',
};

/** How a place is drawn in the list, the bar and the map: disc or ring as well as a colour. */
export const targetLook = (target: TargetVerdict, theme: Theme) => toneLook(TONES[target], theme);

/** A wide circle around each place by how it stands to the target; its own sign stays visible inside. */
export function needsLayers(theme: Theme): LayerSpecification[] {
  const names = Object.keys(TONES) as TargetVerdict[];
  return [
    {
      id: 'needs-ring',
      type: 'circle',
      source: NEEDS_SOURCE,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, 4.5, 13, 9, 16, 13],
        'circle-color': paletteOf(theme).land,
        'circle-opacity': 0.35,
        'circle-stroke-width': ['match', ['get', 'target'], 'below', 4, 2.5],
        'circle-stroke-color': [
          'match',
          ['get', 'target'],
          ...names.flatMap((name) => [name, targetLook(name, theme).colour]),
          targetLook('unknown', theme).colour,
        ],
      },
    } as unknown as LayerSpecification,
  ];
}
