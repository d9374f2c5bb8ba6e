import { startLayers, withLayer } from '../state/layer-choice.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { useView } from '../state/view-store.ts';

/** Opens an address's card and goes there. */
export function showAddress(id: number, lon: number | null, lat: number | null): void {
  const { layers, set, select } = useView.getState();
  set({ layers: withLayer(layers ?? startLayers(true), 'addresses', true) });
  select({ kind: 'feature', collection: 'addresses', id: String(id) });
  if (lon !== null && lat !== null) useMapHandle.getState().map?.flyTo(lon, lat);
}
