import type { FeatureCollection } from 'geojson';
import type { PlannerMap } from '../map/planner-map.ts';

/** An expression or a colour, as MapLibre takes it. */
export type Colour = string | readonly unknown[];

/** Draws features as areas, lines and points in one colour or by an expression; not twice under one name. */
export function drawFeatures(
  { map }: PlannerMap,
  source: string,
  data: FeatureCollection,
  colour: Colour,
): void {
  if (map.getSource(source)) return;
  const paint = colour as never;
  map.addSource(source, { type: 'geojson', data });
  map.addLayer({
    id: `${source}-fill`,
    type: 'fill',
    source,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': paint, 'fill-opacity': 0.2 },
  });
  map.addLayer({
    id: `${source}-line`,
    type: 'line',
    source,
    filter: ['!=', ['geometry-type'], 'Point'],
    paint: { 'line-color': paint, 'line-width': 1.5 },
  });
  map.addLayer({
    id: `${source}-point`,
    type: 'circle',
    source,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-color': paint,
      'circle-radius': 5,
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 1.5,
    },
  });
}

/** Takes them off the map; one that was removed has no style to take anything out of. */
export function removeFeatures({ map }: PlannerMap, source: string): void {
  if (!map.style) return;
  for (const part of ['fill', 'line', 'point'])
    if (map.getLayer(`${source}-${part}`)) map.removeLayer(`${source}-${part}`);
  if (map.getSource(source)) map.removeSource(source);
}
