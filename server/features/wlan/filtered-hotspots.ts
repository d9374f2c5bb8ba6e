import { type Filtered, filterHotspots, type HotspotFilters } from '#core/wlan/hotspot.ts';
import { HotspotFinder } from '#core/wlan/hotspot-finder.ts';
import type { PlacedHotspot } from '#core/wlan/nearest-hotspots.ts';
import type { LocalMoment } from '#core/wlan/opening-hours.ts';
import type { HotspotCatalogue } from './store.ts';

interface Found extends Filtered<PlacedHotspot> {
  readonly finder: HotspotFinder<PlacedHotspot>;
}

/** Sets of filters remembered for one state of the layer; people ask for few different ones. */
const MOST = 32;
const byCatalogue = new WeakMap<HotspotCatalogue, Map<string, Found>>();

/** What the filters leave of a catalogue, indexed. Answers hold for the minute, since hotspots open and close. */
export function filteredHotspots(
  catalogue: HotspotCatalogue,
  filters: HotspotFilters,
  now: LocalMoment,
): Found {
  const known = byCatalogue.get(catalogue) ?? new Map<string, Found>();
  byCatalogue.set(catalogue, known);
  const key = JSON.stringify([filters, filters.open ? now : null]);
  const remembered = known.get(key);
  if (remembered) return remembered;
  const filtered = filterHotspots(catalogue.hotspots, filters, now);
  const found = { ...filtered, finder: new HotspotFinder(filtered.shown) };
  if (known.size >= MOST) known.delete(known.keys().next().value!);
  known.set(key, found);
  return found;
}
