import type { AddressTable } from '#core/columns/address-table.ts';
import { encodeAddressTable } from '#core/columns/arrow-encode.ts';
import type { Feature } from '../../route.ts';
import { isNotModified, strongEtag } from '../../strong-etag.ts';
import { loadAddressTable } from './store.ts';

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
      produces: [ARROW_STREAM],
      handler: async (c) => {
        const { bytes, etag } = encoded(await loadAddressTable(db));
        const headers = { etag, 'cache-control': 'private, no-cache', vary: 'Cookie' };
        if (isNotModified(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers);
        return c.body(bytes, 200, { ...headers, 'content-type': ARROW_STREAM });
      },
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
