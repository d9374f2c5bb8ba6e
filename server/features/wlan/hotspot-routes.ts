import type { Hotspot } from '#core/wlan/hotspot.ts';
import type { PlacedHotspot } from '#core/wlan/nearest-hotspots.ts';
import { isOpenAt, localMoment } from '#core/wlan/opening-hours.ts';
import type { Route } from '../../route.ts';
import { compressed } from './compressed.ts';
import { filteredHotspots } from './filtered-hotspots.ts';
import { hotspotsCsv } from './hotspots-csv.ts';
import type { ReadCatalogue } from './live/read-catalogue.ts';
import { filtersOf, NEAR_QUERY, readQuery } from './query.ts';

/** Hotspots for programs: the nearest ones, and all of them as files. */
export function hotspotRoutes(readCatalogue: ReadCatalogue): Route[] {
  return [
    {
      method: 'get',
      path: '/api/hotspots/near',
      access: 'public',
      tag: 'wlan',
      summary: 'The nearest hotspots to a place, filtered, with what each filter hides',
      query: NEAR_QUERY,
      handler: async (c) => {
        const query = readQuery(NEAR_QUERY, c.req.queries());
        const value = await readCatalogue();
        const now = localMoment(new Date());
        const filtered = filteredHotspots(value, filtersOf(query), now);
        const nearest = filtered.finder.nearest(query.lon, query.lat, query.limit);
        const answer = {
          near: { lon: query.lon, lat: query.lat },
          total: filtered.total,
          matched: filtered.shown.length,
          hiddenBy: filtered.hiddenBy,
          hotspots: nearest.map(({ distanceM, ...hotspot }) => ({
            ...publicFields(hotspot),
            openNow: hotspot.openingHours === null ? null : isOpenAt(hotspot.openingHours, now),
            distanceM: Math.round(distanceM * 10) / 10,
          })),
        };
        return c.json(answer, 200, { 'cache-control': 'no-cache' });
      },
    },
    file('/api/hotspots.geojson', 'application/geo+json', (hotspots) => JSON.stringify(geojson(hotspots))),
    file('/api/hotspots.csv', 'text/csv; charset=utf-8', hotspotsCsv),
  ];

  function file(
    path: string,
    mediaType: string,
    write: (hotspots: readonly PlacedHotspot[]) => string,
  ): Route {
    return {
      method: 'get',
      path,
      access: 'public',
      tag: 'wlan',
      summary: `All hotspots as ${mediaType.split(';')[0]}`,
      produces: [mediaType.split(';')[0]!],
      handler: async (c) => {
        const value = await readCatalogue();
        return compressed(c, write(value.hotspots), {
          'content-type': mediaType,
          'cache-control': 'no-cache',
          'content-disposition': `inline; filename="${path.split('/').at(-1)}"`,
        });
      },
    };
  }
}

function publicFields({ eastingM: _e, northingM: _n, ...hotspot }: PlacedHotspot): Hotspot {
  return hotspot;
}

/** RFC 7946. */
function geojson(hotspots: readonly PlacedHotspot[]) {
  return {
    type: 'FeatureCollection',
    features: hotspots.map((hotspot) => {
      const { id, lon, lat, ...properties } = publicFields(hotspot);
      return { type: 'Feature', id, geometry: { type: 'Point', coordinates: [lon, lat] }, properties };
    }),
  };
}
