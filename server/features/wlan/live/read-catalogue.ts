import type { Services } from '../../../route.ts';
import { type HotspotCatalogue, hotspotCatalogue } from '../store.ts';
import type { LiveFeeds } from './live-feeds.ts';
import { withLiveState } from './with-live-state.ts';

/** Reads the hotspots as the public sees them now. */
export type ReadCatalogue = () => Promise<HotspotCatalogue>;

/** The layer with its live state; the first reader starts the feeds. */
export function catalogueReader({ db, config }: Services, feeds: LiveFeeds): ReadCatalogue {
  return async () => {
    feeds.start();
    const { value } = await hotspotCatalogue(db);
    return withLiveState(value, feeds, config.PUBLIC_COUNT_FLOOR, Date.now());
  };
}
