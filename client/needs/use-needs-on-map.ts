import type { FeatureCollection } from 'geojson';
import { useEffect } from 'react';
import { useMapHandle } from '../state/map-handle.ts';
import type { NeededPlace } from './needs-query.ts';

/** Rings around the listed places, by how they stand to the target; gone when the list is. */
export function useNeedsOnMap(places: readonly NeededPlace[]): void {
  const map = useMapHandle((state) => state.map);
  // The list is made anew at every drawing; what it says decides whether the map has to change.
  const said = JSON.stringify(places.map(({ lon, lat, target }) => [lon, lat, target]));
  useEffect(() => {
    if (!map) return;
    const rows = JSON.parse(said) as [number, number, string][];
    map.setData('needs', collection(rows));
    return () => {
      // When the whole page goes, the map may have gone first.
      if (useMapHandle.getState().map === map) map.setData('needs', collection([]));
    };
  }, [map, said]);
}

const collection = (rows: readonly [number, number, string][]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: rows.map(([lon, lat, target]) => ({
    type: 'Feature',
    properties: { target },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  })),
});
