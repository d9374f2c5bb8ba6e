import { type RefObject, useEffect, useRef, useState } from 'react';
import { useMapHandle } from '../state/map-handle.ts';
import { useView } from '../state/view-store.ts';
import { PlannerMap } from './planner-map.ts';
import type { StyleInput } from './style.ts';

/** Creates the map once its first picture is known, and keeps it in step with the picture and the link. */
export function usePlannerMap(
  container: RefObject<HTMLDivElement | null>,
  input: StyleInput | null,
  bounds: [number, number, number, number] | null,
  label: string,
): PlannerMap | null {
  const [map, setMap] = useState<PlannerMap | null>(null);
  const drawn = useRef<StyleInput | null>(null);
  const ready = input !== null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once, with what is known then.
  useEffect(() => {
    if (!ready || !container.current) return;
    const made = new PlannerMap(
      container.current,
      input,
      { camera: useView.getState().camera, bounds },
      {
        onCamera: (camera) => useView.getState().set({ camera }),
        onPointer: (pointer) => useMapHandle.setState({ pointer }),
        onIdle: (idle) => useMapHandle.setState({ idle }),
        onTileFailure: (trouble) => useMapHandle.setState({ trouble }),
        onPick: (features, shiftKey, place) => {
          if (useMapHandle.getState().takePick(features, shiftKey, place)) return;
          useMapHandle.setState({ candidates: features.length > 1 ? features : [] });
          const [only] = features;
          if (features.length > 1) return;
          useView
            .getState()
            .select(only ? { kind: only.kind, collection: only.collection, id: only.id } : null);
        },
      },
      label,
    );
    drawn.current = input;
    setMap(made);
    useMapHandle.setState({ map: made });
    return () => {
      useMapHandle.setState({ map: null });
      made.remove();
      setMap(null);
    };
  }, [ready]);

  useEffect(() => {
    if (!map || !input || drawn.current === input) return;
    drawn.current = input;
    map.setStyle(input);
  }, [map, input]);

  useEffect(() => {
    if (!map) return;
    // A camera that did not come from the map itself came from the back button or a link.
    return useView.subscribe(({ camera }) => {
      if (!camera) return;
      const { lng, lat } = map.map.getCenter();
      const moved = Math.abs(lng - camera.lon) > 2e-5 || Math.abs(lat - camera.lat) > 2e-5;
      if ((moved || Math.abs(map.map.getZoom() - camera.zoom) > 0.02) && !map.map.isMoving())
        map.jumpTo(camera);
    });
  }, [map]);

  return map;
}
