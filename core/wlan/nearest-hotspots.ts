import { lonLatToUtm32 } from '../geo/utm.ts';
import type { Hotspot } from './hotspot.ts';

/** A hotspot with its place in planning coordinates (EPSG:25832, metres). */
export interface PlacedHotspot extends Hotspot {
  readonly eastingM: number;
  readonly northingM: number;
}

export type NearHotspot<H> = H & { readonly distanceM: number };

/**
 * The nearest hotspots to a place, nearest first; equal distances by id. Distances along the plane of EPSG:25832,
 * in metres. `skip` passes over the first ones, for the next page.
 */
export function nearestHotspots<H extends PlacedHotspot>(
  hotspots: readonly H[],
  lon: number,
  lat: number,
  limit: number,
  skip = 0,
): NearHotspot<H>[] {
  const [east, north] = lonLatToUtm32(lon, lat);
  const wanted = skip + limit;
  const squares = new Float64Array(hotspots.length);
  hotspots.forEach((hotspot, i) => {
    squares[i] = (hotspot.eastingM - east) ** 2 + (hotspot.northingM - north) ** 2;
  });
  // The bound of the wanted number by a sort of plain numbers, then only those are compared as objects.
  const bound = hotspots.length > wanted ? Float64Array.from(squares).sort()[wanted - 1]! : Infinity;
  const candidates: { index: number; square: number }[] = [];
  squares.forEach((square, index) => {
    if (square <= bound) candidates.push({ index, square });
  });
  return candidates
    .sort((a, b) => a.square - b.square || hotspots[a.index]!.id - hotspots[b.index]!.id)
    .slice(skip, wanted)
    .map(({ index, square }) => ({ ...hotspots[index]!, distanceM: Math.sqrt(square) }));
}
