import type { Drawing } from '../map/drawing.ts';
import type { PlannerMap } from '../map/planner-map.ts';
import type { EditMode } from './edit-mode.ts';

/**
 * Drawing without a pointer: arrows move the map under a cross in its middle, Enter sets a corner there, and Enter
 * again without having moved finishes. While Space is held a drag moves the map. Returns the way to stop it.
 */
export function watchKeyboardDrawing(map: PlannerMap, drawing: Drawing, mode: EditMode): () => void {
  if (mode !== 'draw' && mode !== 'split') return () => {};
  const canvas = map.map.getCanvas();
  const container = map.map.getContainer();
  let byKeyboard = false;
  let movedSince = false;
  const onKey = (event: KeyboardEvent) => {
    if (event.key.startsWith('Arrow')) {
      byKeyboard = true;
      movedSince = true;
      container.dataset.cross = 'true';
    }
    if (event.key === 'Enter' && mode === 'split' && event.type === 'keydown') drawing.nudge();
    if (event.key !== 'Enter' || !byKeyboard || !movedSince) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (event.type !== 'keyup') return;
    movedSince = false;
    drawing.clickCentre();
  };
  const onPointer = (event: PointerEvent) => {
    if (!event.isTrusted) return;
    byKeyboard = false;
    delete container.dataset.cross;
  };
  canvas.addEventListener('keydown', onKey, true);
  canvas.addEventListener('keyup', onKey, true);
  canvas.addEventListener('pointermove', onPointer, true);
  return () => {
    delete container.dataset.cross;
    canvas.removeEventListener('keydown', onKey, true);
    canvas.removeEventListener('keyup', onKey, true);
    canvas.removeEventListener('pointermove', onPointer, true);
  };
}
