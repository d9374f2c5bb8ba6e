import { serveAddressTiles } from '../map/planner-map.ts';
import { plannerHost } from '../state/analysis.ts';

/** The worker paints the tiles of classified addresses. */
export function serveTiles(): void {
  serveAddressTiles((z, x, y, revision, signal) => plannerHost().ask('tile', { z, x, y, revision }, signal));
}
