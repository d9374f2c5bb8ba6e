import { useEffect } from 'react';
import type { PlannerMap } from '../map/planner-map.ts';
import { setChoices, useNetwork } from './network-store.ts';

/**
 * The next click on the map is the feeding point; without a pointer the arrows move the map under a cross and Enter sets
 * it there. Esc leaves.
 */
export function usePlacePop(map: PlannerMap): void {
  const placing = useNetwork((state) => state.placingPop);
  useEffect(() => {
    if (!placing) return;
    const canvas = map.map.getCanvas();
    const container = map.map.getContainer();
    const leave = () => useNetwork.setState({ placingPop: false });
    const set = (lon: number, lat: number) => {
      setChoices({ pops: [{ lon, lat }] });
      leave();
    };
    const onClick = ({ lngLat }: { lngLat: { lng: number; lat: number } }) => set(lngLat.lng, lngLat.lat);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        leave();
      } else if (event.target === canvas && event.key.startsWith('Arrow')) container.dataset.cross = 'true';
      else if (event.target === canvas && event.key === 'Enter') {
        event.preventDefault();
        const { lng, lat } = map.map.getCenter();
        set(lng, lat);
      }
    };
    // Whoever came here by a button goes on from it.
    const before = document.activeElement;
    map.pickingPaused = true;
    canvas.style.cursor = 'crosshair';
    canvas.focus();
    map.map.on('click', onClick);
    window.addEventListener('keydown', onKey, true);
    return () => {
      map.pickingPaused = false;
      canvas.style.cursor = '';
      delete container.dataset.cross;
      map.map.off('click', onClick);
      window.removeEventListener('keydown', onKey, true);
      if (document.activeElement === canvas && before instanceof HTMLElement && before.isConnected)
        before.focus();
    };
  }, [map, placing]);
}
