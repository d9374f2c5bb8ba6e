import type { FeatureCollection } from 'geojson';
import { useEffect } from 'react';
import type { BuildPhase } from '#core/funding/build-progress.ts';
import { useMapHandle } from '../state/map-handle.ts';
import type { PlannedArea } from './plan-query.ts';

/** The areas of an application by the phase of their build; gone when the section is left. */
export function useBuildOnMap(
  areas: readonly PlannedArea[] | undefined,
  phases: readonly (BuildPhase | null)[],
): void {
  const map = useMapHandle((state) => state.map);
  const said = JSON.stringify(phases);
  useEffect(() => {
    if (!map || !areas) return;
    const shown = JSON.parse(said) as (BuildPhase | null)[];
    map.setData('build', {
      type: 'FeatureCollection',
      features: areas.map(({ geometry }, i) => ({
        type: 'Feature',
        properties: { phase: shown[i] ?? 'none' },
        geometry,
      })),
    });
    return () => {
      // When the whole page goes, the map may have gone first.
      if (useMapHandle.getState().map === map) map.setData('build', NOTHING);
    };
  }, [map, areas, said]);
}

const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };
