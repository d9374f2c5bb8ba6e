import { currentState, publicClients } from '#core/wlan/live/live-state.ts';
import type { HotspotCatalogue } from '../store.ts';
import type { LiveFeeds } from './live-feeds.ts';

const merged = new WeakMap<HotspotCatalogue, { version: string; catalogue: HotspotCatalogue }>();

/**
 * The hotspots with what the feeds say of them. The same object as long as nothing of it is different, so that what
 * was made from it may be kept.
 */
export function withLiveState(
  catalogue: HotspotCatalogue,
  feeds: LiveFeeds,
  floor: number,
  nowMs: number,
): HotspotCatalogue {
  if (!feeds.isConfigured) return catalogue;
  const version = feeds.version();
  const known = merged.get(catalogue);
  if (known?.version === version) return known.catalogue;
  const hotspots = catalogue.hotspots.map((hotspot) => {
    const live = feeds.of(hotspot.source, catalogue.keys.get(hotspot.id)!);
    if (!live) return hotspot;
    return {
      ...hotspot,
      state: currentState(live.state, live.checkedAtMs, nowMs),
      checkedAt: new Date(live.checkedAtMs).toISOString(),
      clients: publicClients(live.clients, floor),
    };
  });
  const answer = { ...catalogue, hotspots };
  merged.set(catalogue, { version, catalogue: answer });
  return answer;
}
