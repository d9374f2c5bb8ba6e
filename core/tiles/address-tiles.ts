import { ADDRESS_USES, type AddressTable } from '#core/columns/address-table.ts';
import { utm32ToLonLatInto } from '#core/geo/utm.ts';
import { IssueError } from '#core/issue.ts';
import type { TileProperty } from './encode-point-tile.ts';
import { type TilePoints, tilePoints } from './tile-points.ts';

/**
 * The addresses of a table as points for tiles; feature ids are the addresses' database ids.
 * @throws IssueError `unknown-crs` for a table that is not in EPSG:25832
 */
export function addressTilePoints(table: AddressTable): TilePoints {
  if (table.srid !== 25832) {
    const params = { value: `EPSG:${table.srid}`, known: 'EPSG:25832' };
    throw new IssueError({ code: 'unknown-crs', severity: 'error', where: 'srid', params });
  }
  const longitude = new Float64Array(table.length);
  const latitude = new Float64Array(table.length);
  const pair = new Float64Array(2);
  for (let i = 0; i < table.length; i++) {
    utm32ToLonLatInto(table.eastingM[i]!, table.northingM[i]!, pair, 0);
    longitude[i] = pair[0]!;
    latitude[i] = pair[1]!;
  }
  return tilePoints(table.id, longitude, latitude);
}

/** The properties the server's address tiles carry; the browser adds its own, e.g. the class of a rule set. */
export function addressTileProperties(table: AddressTable): TileProperty[] {
  return [
    { name: 'use', kind: 'word', codes: table.use, words: ADDRESS_USES },
    { name: 'households', kind: 'number', values: table.households },
    { name: 'businesses', kind: 'number', values: table.businesses },
  ];
}
