import { type Kysely, sql } from 'kysely';
import { hotspotState } from '#core/wlan/hotspot.ts';
import { isDeviceAddress } from '#core/wlan/live/live-state.ts';
import type { PlacedHotspot } from '#core/wlan/nearest-hotspots.ts';
import type { Database } from '../../db/schema.ts';
import { RevisionCache } from '../../layers/revision-cache.ts';

export interface HotspotCatalogue {
  readonly hotspots: readonly PlacedHotspot[];
  /** Every operator named, in the order of German. */
  readonly operators: readonly string[];
  /** Keys in the data set by id. Not for the public: Freifunk's are made of device addresses. */
  readonly keys: ReadonlyMap<number, string>;
}

/** Every hotspot of the layer by name, read again only when the layer has changed. */
export function hotspotCatalogue(
  db: Kysely<Database>,
): Promise<{ revision: number; value: HotspotCatalogue }> {
  return catalogues.getWithRevision(db, 'hotspots');
}

const catalogues = new RevisionCache<HotspotCatalogue>(async (db) => {
  const { rows } = await sql<
    Omit<PlacedHotspot, 'state' | 'checkedAt' | 'clients'> & { state: string | null; key: string }
  >`
    select h.id, h.name, h.ssid, h.operator, h.address, h.opening_hours as "openingHours", h.access, h.indoor,
      h.step_free as "stepFree", h.power, h.key, h.reach_m as "reachM", h.reach_kind as "reachKind",
      h.state, round(st_x(p)::numeric, 6)::float8 as lon, round(st_y(p)::numeric, 6)::float8 as lat, s.name as source,
      s.as_of::text as "asOf", s.is_demo as "isDemo", st_x(h.geom) as "eastingM", st_y(h.geom) as "northingM"
    from hotspot h join data_source s on s.id = h.source_id, st_transform(h.geom, 4326) p
  `.execute(db);
  const order = new Intl.Collator('de', { numeric: true });
  const hotspots = rows
    .map(({ key: _, ...row }) => ({
      ...row,
      // A node without a name has its device's address for one.
      name: isDeviceAddress(row.name) ? `WLAN ${row.id}` : row.name,
      state: hotspotState(row.state),
      checkedAt: null,
      clients: null,
    }))
    // Names that nobody can read out, of signs alone, come last.
    .sort(
      (a, b) =>
        Number(!isReadable(a.name)) - Number(!isReadable(b.name)) ||
        order.compare(a.name, b.name) ||
        a.id - b.id,
    );
  const named = new Set(hotspots.flatMap(({ operator }) => operator ?? []));
  const keys = new Map(rows.map(({ id, key }) => [id, key]));
  return { hotspots, operators: [...named].sort(order.compare), keys };
});

const isReadable = (name: string) => /[\p{L}\p{N}]/u.test(name);
