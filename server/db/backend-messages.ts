/**
 * Passes a backend's byte stream on without its ReadyForQuery messages. PGlite says "ready" once more after an
 * error inside an extended query, before the client's Sync: a client that believed it would take the answer to
 * Sync for the end of its next query. Messages are type byte + length (which counts itself) + body
 * (PostgreSQL protocol 3.0, "Message Formats"); chunks may end anywhere.
 */
export class WithoutReadyForQuery {
  #header: number[] = [];
  #left = 0;
  #drops = false;

  /** Bytes of `chunk` to send on, as views of it where possible. */
  pass(chunk: Uint8Array): Uint8Array[] {
    const parts: Uint8Array[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#left === 0) {
        this.#header.push(chunk[at++]!);
        if (this.#header.length < 5) continue;
        const [type, a, b, c, d] = this.#header as [number, number, number, number, number];
        this.#left = ((a << 24) | (b << 16) | (c << 8) | d) - 4;
        this.#drops = type === READY_FOR_QUERY;
        if (!this.#drops) parts.push(Uint8Array.from(this.#header));
        this.#header = [];
        continue;
      }
      const taken = Math.min(this.#left, chunk.length - at);
      if (!this.#drops) parts.push(chunk.subarray(at, at + taken));
      at += taken;
      this.#left -= taken;
    }
    return parts;
  }
}

const READY_FOR_QUERY = 0x5a; // 'Z'
