import { useEffect } from 'react';
import { useMapHandle } from '../state/map-handle.ts';
import { useView } from '../state/view-store.ts';
import { enterMode, toggleMark, useEditMode } from './edit-mode.ts';

/** While areas are being joined a click marks one; Shift-click on a second area starts that. */
export function useMarkByClick(): void {
  useEffect(() => {
    useMapHandle.setState({
      takePick: (features, shiftKey) => {
        const area = features.find((feature) => feature.kind === 'area');
        const { mode } = useEditMode.getState();
        if (mode === 'join') {
          if (area) toggleMark(area.id);
          return true;
        }
        const { selection } = useView.getState();
        if (!shiftKey || !area || selection?.kind !== 'area' || selection.id === area.id) return false;
        enterMode('join', null, [selection.id, area.id]);
        return true;
      },
    });
    return () => useMapHandle.setState({ takePick: () => false });
  }, []);
}
