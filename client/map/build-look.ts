import type { LayerSpecification } from 'maplibre-gl';
import type { BuildPhase } from '#core/funding/build-progress.ts';
import type { Theme } from '../state/theme.ts';
import { paletteOf } from './palette.ts';

export const BUILD_SOURCE = 'build';

/** How an area is drawn by the phase of its build; `none` where nothing was reported. Tint and line both grow. */
export const BUILD_LOOKS: Readonly<
  Record<BuildPhase | 'none', { readonly tint: number; readonly dash: boolean }>
> = {
  none: { tint: 0, dash: true },
  planung: { tint: 0.12, dash: true },
  bau: { tint: 0.3, dash: false },
  fertig: { tint: 0.5, dash: false },
  inBetrieb: { tint: 0.72, dash: false },
};

/** Areas of an application by the phase of their build, below their names. */
export function buildLayers(theme: Theme): LayerSpecification[] {
  const { accent, selection } = paletteOf(theme);
  const byPhase = (of: (look: (typeof BUILD_LOOKS)['none']) => unknown) => [
    'match',
    ['get', 'phase'],
    ...Object.entries(BUILD_LOOKS).flatMap(([phase, look]) => [phase, of(look)]),
    of(BUILD_LOOKS.none),
  ];
  const line = { type: 'line', source: BUILD_SOURCE, layout: { 'line-join': 'round' } };
  return [
    {
      id: 'build-fill',
      type: 'fill',
      source: BUILD_SOURCE,
      paint: { 'fill-color': accent, 'fill-opacity': byPhase(({ tint }) => tint) },
    },
    {
      ...line,
      id: 'build-line-begun',
      filter: byPhase(({ dash }) => !dash),
      paint: { 'line-color': selection, 'line-width': 2 },
    },
    {
      ...line,
      id: 'build-line-waits',
      filter: byPhase(({ dash }) => dash),
      paint: { 'line-color': selection, 'line-width': 2, 'line-dasharray': [2, 2] },
    },
  ] as unknown as LayerSpecification[];
}
