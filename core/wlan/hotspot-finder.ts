import Flatbush from 'flatbush';
import { lonLatToUtm32 } from '../geo/utm.ts';
import type { NearHotspot, PlacedHotspot } from './nearest-hotspots.ts';

/** Hotspots indexed by place, for many questions of the kind `nearestHotspots` answers, with the same answers. */
export class HotspotFinder<H extends PlacedHotspot> {
  readonly hotspots: readonly H[];
  readonly #index: Flatbush | null;

  constructor(hotspots: readonly H[]) {
    this.hotspots = hotspots;
    if (hotspots.length === 0) {
      this.#index = null;
      return;
    }
    this.#index = new Flatbush(hotspots.length);
    for (const { eastingM, northingM } of hotspots) this.#index.add(eastingM, northingM, eastingM, northingM);
    this.#index.finish();
  }

  /** The nearest first, in metres along the plane of EPSG:25832; equal distances by id. */
  nearest(lon: number, lat: number, limit: number): NearHotspot<H>[] {
    if (!this.#index || limit < 1) return [];
    const [east, north] = lonLatToUtm32(lon, lat);
    const distanceM = (i: number) =>
      Math.sqrt((this.hotspots[i]!.eastingM - east) ** 2 + (this.hotspots[i]!.northingM - north) ** 2);
    const last = this.#index.neighbors(east, north, limit).at(-1);
    // All as near as the last one, so that equal distances are cut off by id and not by the shape of the tree.
    const reach = last === undefined ? 0 : distanceM(last);
    return this.#index
      .neighbors(east, north, Number.POSITIVE_INFINITY, reach * (1 + 1e-9) + 1e-6)
      .map((i) => ({ ...this.hotspots[i]!, distanceM: distanceM(i) }))
      .sort((a, b) => a.distanceM - b.distanceM || a.id - b.id)
      .slice(0, limit);
  }
}
