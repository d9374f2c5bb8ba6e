import { serveChangeTiles } from '../map/planner-map.ts';
import { plannerHost } from '../state/analysis.ts';

/** The worker paints the tiles of changed addresses. */
export function serveChanges(): void {
  serveChangeTiles((z, x, y, revision, signal) =>
    plannerHost().ask('changeTile', { z, x, y, revision }, signal),
  );
}
