import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utm32ToLonLat } from '../geo/utm.ts';
import { HotspotFinder } from './hotspot-finder.ts';
import { nearestHotspots, type PlacedHotspot } from './nearest-hotspots.ts';

const placed = ([eastingM, northingM]: readonly [number, number], id: number) =>
  ({ id, eastingM: 550_000 + eastingM, northingM: 5_800_000 + northingM }) as PlacedHotspot;

describe('HotspotFinder', () => {
  it('answers as a look at every hotspot does, with many at equal distance', () => {
    const coordinate = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate), { maxLength: 60 }),
        fc.tuple(coordinate, coordinate),
        fc.integer({ min: 0, max: 20 }),
        (places, [x, y], limit) => {
          const hotspots = places.map(placed);
          const [lon, lat] = utm32ToLonLat(550_000 + x, 5_800_000 + y);
          const found = new HotspotFinder(hotspots).nearest(lon, lat, limit);
          const wanted = nearestHotspots(hotspots, lon, lat, limit);
          expect(found.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
        },
      ),
      { seed: 20261124, numRuns: 300 },
    );
  });
});
