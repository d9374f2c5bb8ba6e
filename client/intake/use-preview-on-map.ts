import type { Feature, FeatureCollection } from 'geojson';
import { useEffect } from 'react';
import { useMapHandle } from '../state/map-handle.ts';
import { bboxOfAll } from './bbox-of-all.ts';
import { drawFeatures, removeFeatures } from './draw-on-map.ts';
import type { ImportDocument } from './import-api.ts';

// What begins with `td-` outlives a change of the map's style.
const SOURCE = 'td-import-preview';
const COLOUR = '#b5179e';
/** Places with a problem. */
const TROUBLE = '#d00000';
const COLOUR_OF = ['case', ['==', ['get', 'issue'], null], COLOUR, TROUBLE];

/**
 * Draws the places of a file on the map while its import is open, those of its problems too, and goes there once. A
 * mapping that changes what the file says changes the map with it.
 */
export function usePreviewOnMap(document: ImportDocument | null): void {
  const map = useMapHandle((state) => state.map);
  const features = document?.preview ? withProblems(document.preview.geojson, document.issues) : undefined;
  const key = features ? JSON.stringify(features) : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the same places are not drawn anew at each answer
  useEffect(() => {
    if (!map || !features || features.features.length === 0) return;
    let gone = false;
    const draw = () => {
      if (!gone) drawFeatures(map, SOURCE, features, COLOUR_OF);
    };
    if (map.map.isStyleLoaded()) draw();
    else map.map.once('idle', draw);
    const bbox = bboxOfAll(features);
    if (bbox) map.fit(bbox, 15);
    return () => {
      gone = true;
      removeFeatures(map, SOURCE);
    };
  }, [map, key]);
}

/** The sample of the file and, in front of it, the rows with a problem that have a place. */
function withProblems(sample: FeatureCollection, issues: ImportDocument['issues']): FeatureCollection {
  const shown = issues.filter(({ severity }) => severity !== 'info');
  const problems = shown.flatMap(({ code, first }) =>
    first.flatMap(({ place, row }): Feature[] =>
      place
        ? [
            {
              type: 'Feature',
              geometry: { type: 'Point', coordinates: [...place] },
              properties: { row, issue: code },
            },
          ]
        : [],
    ),
  );
  return { ...sample, features: [...sample.features, ...problems] };
}
