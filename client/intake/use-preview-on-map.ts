import type { Feature, FeatureCollection } from 'geojson';
import { useEffect } from 'react';
import type { PlannerMap } from '../map/planner-map.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { bboxOfAll } from './bbox-of-all.ts';
import type { ImportDocument } from './import-api.ts';

// What begins with `td-` outlives a change of the map's style.
const SOURCE = 'td-import-preview';
const COLOUR = '#b5179e';
/** Places with a problem. */
const TROUBLE = '#d00000';

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
      if (!gone) show(map, features);
    };
    if (map.map.isStyleLoaded()) draw();
    else map.map.once('idle', draw);
    const bbox = bboxOfAll(features);
    if (bbox) map.fit(bbox, 15);
    return () => {
      gone = true;
      hide(map);
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

function show({ map }: PlannerMap, data: FeatureCollection): void {
  if (map.getSource(SOURCE)) return;
  const colour = ['case', ['==', ['get', 'issue'], null], COLOUR, TROUBLE] as never;
  map.addSource(SOURCE, { type: 'geojson', data });
  map.addLayer({
    id: `${SOURCE}-fill`,
    type: 'fill',
    source: SOURCE,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': colour, 'fill-opacity': 0.2 },
  });
  map.addLayer({
    id: `${SOURCE}-line`,
    type: 'line',
    source: SOURCE,
    filter: ['!=', ['geometry-type'], 'Point'],
    paint: { 'line-color': colour, 'line-width': 1.5 },
  });
  map.addLayer({
    id: `${SOURCE}-point`,
    type: 'circle',
    source: SOURCE,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-color': colour,
      'circle-radius': 5,
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 1.5,
    },
  });
}

function hide({ map }: PlannerMap): void {
  // A map that was removed has no style to take anything out of.
  if (!map.style) return;
  for (const part of ['fill', 'line', 'point'])
    if (map.getLayer(`${SOURCE}-${part}`)) map.removeLayer(`${SOURCE}-${part}`);
  if (map.getSource(SOURCE)) map.removeSource(SOURCE);
}
