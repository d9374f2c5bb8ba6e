import type { Feature, FeatureCollection, Point } from 'geojson';
import { lonLatToUtm32 } from '#core/geo/utm.ts';
import type { Hotspot } from '#core/wlan/hotspot.ts';
import type { PlacedHotspot } from '#core/wlan/nearest-hotspots.ts';

export interface LoadedHotspots {
  readonly hotspots: readonly PlacedHotspot[];
  /** When the service worker kept this, in milliseconds of the epoch; null when it came from the server just now. */
  readonly keptAt: number | null;
}

/** All hotspots, from the server or, without a network, as they were kept. */
export async function loadHotspots(): Promise<LoadedHotspots> {
  const response = await fetch('/api/hotspots.geojson');
  if (!response.ok) throw new Error(`hotspots: ${response.status}`);
  const kept = response.headers.get('x-kept-at');
  const { features } = (await response.json()) as FeatureCollection<Point>;
  return { hotspots: features.map(placed), keptAt: kept === null ? null : Number(kept) };
}

function placed(feature: Feature<Point>): PlacedHotspot {
  const [lon, lat] = feature.geometry.coordinates as [number, number];
  const [eastingM, northingM] = lonLatToUtm32(lon, lat);
  const properties = feature.properties as Omit<Hotspot, 'id' | 'lon' | 'lat'>;
  return { ...properties, id: Number(feature.id), lon, lat, eastingM, northingM };
}
