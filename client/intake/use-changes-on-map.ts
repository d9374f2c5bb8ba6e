import type { FeatureCollection } from 'geojson';
import { useEffect } from 'react';
import { useMapHandle } from '../state/map-handle.ts';
import { bboxOfAll } from './bbox-of-all.ts';
import { drawFeatures, removeFeatures } from './draw-on-map.ts';

// What begins with `td-` outlives a change of the map's style.
const SOURCE = 'td-state-changes';
/** New, gone and changed; apart for those who see no red and green (blue, orange, purple). */
const COLOUR = ['match', ['get', 'change'], 'new', '#1f6fb2', 'gone', '#d95f02', '#7b3294'];

/** Shows what differs between two states of a layer while the comparison is open. */
export function useChangesOnMap(changes: FeatureCollection | null): void {
  const map = useMapHandle((state) => state.map);
  useEffect(() => {
    if (!map || !changes) return;
    const placed = changes.features.filter(({ geometry }) => geometry !== null);
    if (placed.length === 0) return;
    const shown: FeatureCollection = { type: 'FeatureCollection', features: placed };
    let gone = false;
    const draw = () => {
      if (!gone) drawFeatures(map, SOURCE, shown, COLOUR);
    };
    if (map.map.isStyleLoaded()) draw();
    else map.map.once('idle', draw);
    const bbox = bboxOfAll(shown);
    if (bbox) map.fit(bbox, 15);
    return () => {
      gone = true;
      removeFeatures(map, SOURCE);
    };
  }, [map, changes]);
}
