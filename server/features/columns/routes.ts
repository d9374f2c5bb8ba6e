import type { AddressTable } from '#core/columns/address-table.ts';
import { encodeAddressTable } from '#core/columns/arrow-encode.ts';
import type { Feature } from '../../route.ts';
import { isNotModified, strongEtag } from '../../strong-etag.ts';
import { DATA_QUERY, parsedQuery } from '../assessment/rules-query.ts';
import { dataDays } from './claims-on.ts';
import { loadAddressTable, loadAddressTableOn } from './store.ts';

const ARROW_STREAM = 'application/vnd.apache.arrow.stream';

/** Bulk columns for the planner's browser. */
export const columns: Feature = {
  name: 'columns',
  routes: ({ db }) => [
    {
      method: 'get',
      path: '/api/columns/addresses.arrow',
      access: 'planner',
      tag: 'columns',
      summary: 'All addresses with their supply claims as an Arrow IPC stream',
      query: DATA_QUERY,
      produces: [ARROW_STREAM],
      handler: async (c) => {
        const { data } = parsedQuery(DATA_QUERY, c.req.query());
        const table = await (data === undefined ? loadAddressTable(db) : loadAddressTableOn(db, data));
        const { bytes, etag } = encoded(table);
        const headers = { etag, 'cache-control': 'private, no-cache', vary: 'Cookie' };
        if (isNotModified(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers);
        return c.body(bytes, 200, { ...headers, 'content-type': ARROW_STREAM });
      },
    },
    {
      method: 'get',
      path: '/api/columns/days',
      access: 'planner',
      tag: 'columns',
      summary: 'Days on which the supply data changed: between them data can be compared',
      handler: async (c) => c.json({ days: await dataDays(db) }, 200, { 'cache-control': 'no-store' }),
    },
  ],
};

interface Encoded {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

/** A table is read once per revision, so its bytes are made once, too. */
const encodings = new WeakMap<AddressTable, Encoded>();

function encoded(table: AddressTable): Encoded {
  let known = encodings.get(table);
  if (!known) {
    const bytes = encodeAddressTable(table) as Uint8Array<ArrayBuffer>;
    known = { bytes, etag: strongEtag(bytes) };
    encodings.set(table, known);
  }
  return known;
}
