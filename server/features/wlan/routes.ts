import type { Feature, Route } from '../../route.ts';
import { hotspotRoutes } from './hotspot-routes.ts';
import { FEED_LIMITS } from './live/fetch-feed.ts';
import { LiveFeeds } from './live/live-feeds.ts';
import { catalogueReader } from './live/read-catalogue.ts';
import { mapPageRoute } from './map-page-route.ts';
import { openDataRoutes } from './open-data/open-data-routes.ts';
import { radioRoutes } from './radio-routes.ts';
import { reportDeskRoutes } from './report-desk.ts';
import { ReportLimits } from './report-limits.ts';
import { reportRoutes } from './report-routes.ts';
import { rolloutRoutes } from './rollout/rollout-routes.ts';
import { textPageRoutes } from './text-page-routes.ts';

/** The public WLAN map and its open data. */
export const wlan: Feature = {
  name: 'wlan',
  routes: (services) => {
    const limits = new ReportLimits();
    const feeds = new LiveFeeds(
      services.config.WLAN_FEEDS,
      Date.now,
      FEED_LIMITS,
      services.config.FETCH_PRIVATE_HOSTS.split(/\s+/),
    );
    const readCatalogue = catalogueReader(services, feeds);
    return [
      mapPageRoute(services, readCatalogue),
      ...['/wlan/', '/wlan/index.html'].map(toMapPage),
      ...hotspotRoutes(readCatalogue),
      ...textPageRoutes(services),
      ...openDataRoutes(services, readCatalogue),
      ...reportRoutes(services, limits),
      ...rolloutRoutes(services),
      ...reportDeskRoutes(services, limits, feeds),
      ...radioRoutes(),
    ];
  },
};

/** The built frame of the page lies under such a path; people get the page itself. */
function toMapPage(path: string): Route {
  return {
    method: 'get',
    path,
    access: 'public',
    tag: 'wlan',
    summary: 'Leads to the public map',
    produces: ['text/html'],
    handler: (c) => c.redirect('/wlan', 301),
  };
}
