import { createServer, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { WithoutReadyForQuery } from './backend-messages.ts';

/**
 * Speaks the PostgreSQL wire protocol for an embedded PGlite on a local socket.
 *
 * PGlite is one backend. A client therefore gets it exclusively from its first message until the backend
 * says "ready, not in a transaction" (ReadyForQuery, status `I`): statements, portals and transactions of two
 * connections can never mix. See docs/decisions/0001-own-socket-for-the-embedded-database.md.
 */
export class EmbeddedSocket {
  readonly #db: PGlite;
  readonly #server: Server;
  readonly #clients = new Set<Client>();
  readonly #waiting: Client[] = [];
  #holder: Client | null = null;

  constructor(db: PGlite) {
    this.#db = db;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  listen(path: string): Promise<void> {
    return new Promise((done, fail) => {
      this.#server.once('error', fail);
      this.#server.listen(path, () => done());
    });
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.socket.destroy();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }

  #accept(socket: Socket): void {
    socket.setNoDelay(true);
    const client: Client = {
      socket,
      buffer: Buffer.alloc(0),
      started: false,
      gone: false,
      running: false,
      status: IDLE,
    };
    this.#clients.add(client);
    socket.on('data', (data) => {
      client.buffer =
        client.buffer.length === 0 ? (data as Buffer) : Buffer.concat([client.buffer, data as Buffer]);
      void this.#pump(client);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      client.gone = true;
      this.#clients.delete(client);
      void this.#pump(client);
    });
  }

  /** Runs the client's complete messages, as far as it holds the backend. */
  async #pump(client: Client): Promise<void> {
    if (client.running) return;
    client.running = true;
    try {
      while (!client.gone) {
        const message = nextMessage(client);
        if (message === null) break;
        if (message === 'declined-ssl') {
          client.socket.write('N');
          continue;
        }
        if (message === 'cancel' || (client.started && message[0] === TERMINATE)) {
          client.socket.end();
          break;
        }
        await this.#acquire(client);
        if (client.gone) break;
        await this.#run(client, message);
        client.started = true;
        if (client.status === IDLE) this.#release(client);
      }
    } catch {
      // The backend itself failed; this client cannot know what it has, so it must connect anew.
      client.gone = true;
      client.socket.destroy();
    } finally {
      client.running = false;
    }
    if (client.gone) await this.#abandon(client);
  }

  async #run(client: Client, message: Buffer): Promise<void> {
    // Only after these messages is the backend's ReadyForQuery ("Z", length 5, status) the end of a cycle.
    const endsCycle = !client.started || message[0] === SYNC || message[0] === QUERY;
    const filter = endsCycle ? null : new WithoutReadyForQuery();
    let tail: Uint8Array = new Uint8Array(0);
    await this.#db.runExclusive(() =>
      this.#db.execProtocolRawStream(new Uint8Array(message), {
        onRawData: (data) => {
          tail = lastBytes(tail, data);
          if (!client.socket.writable) return;
          for (const part of filter?.pass(data) ?? [data]) client.socket.write(Buffer.from(part));
        },
      }),
    );
    client.status = endsCycle && tail.length === 6 && tail[0] === READY ? tail[5]! : BUSY;
  }

  /** A client that went away in the middle loses its open work, as with a server. */
  async #abandon(client: Client): Promise<void> {
    const at = this.#waiting.indexOf(client);
    if (at >= 0) this.#waiting.splice(at, 1);
    if (this.#holder !== client) return;
    try {
      if (client.status !== IDLE) await this.#run(client, SYNC_MESSAGE);
      if (client.status !== IDLE) await this.#db.exec('rollback');
    } catch {
      // Nothing was open any more.
    } finally {
      this.#release(client);
    }
  }

  #acquire(client: Client): Promise<void> {
    if (this.#holder === client) return Promise.resolve();
    if (this.#holder === null) {
      this.#holder = client;
      return Promise.resolve();
    }
    return new Promise((wake) => {
      client.wake = wake;
      this.#waiting.push(client);
    });
  }

  #release(client: Client): void {
    if (this.#holder !== client) return;
    this.#holder = this.#waiting.shift() ?? null;
    const wake = this.#holder?.wake;
    if (this.#holder) this.#holder.wake = undefined;
    wake?.();
  }
}

interface Client {
  readonly socket: Socket;
  buffer: Buffer;
  /** The start-up message (which has no type byte) was seen. */
  started: boolean;
  gone: boolean;
  running: boolean;
  /** Transaction status of the last ReadyForQuery; `BUSY` inside a cycle. */
  status: number;
  wake?: (() => void) | undefined;
}

const IDLE = 0x49; // 'I'
const BUSY = 0;
const READY = 0x5a; // 'Z'
const SYNC = 0x53; // 'S'
const QUERY = 0x51; // 'Q'
const TERMINATE = 0x58; // 'X'
const SYNC_MESSAGE = Buffer.from([SYNC, 0, 0, 0, 4]);
const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;

/** Takes the next complete message off the client's buffer; null while it is incomplete. */
function nextMessage(client: Client): Buffer | 'declined-ssl' | 'cancel' | null {
  const { buffer } = client;
  const header = client.started ? 5 : 8;
  if (buffer.length < header) return null;
  const length = client.started ? buffer.readInt32BE(1) + 1 : buffer.readInt32BE(0);
  if (buffer.length < length) return null;
  const message = buffer.subarray(0, length);
  client.buffer = buffer.subarray(length);
  if (!client.started) {
    const code = message.readInt32BE(4);
    if (code === SSL_REQUEST || code === GSS_REQUEST) return 'declined-ssl';
    if (code === CANCEL_REQUEST) return 'cancel';
  }
  return message;
}

function lastBytes(tail: Uint8Array, data: Uint8Array): Uint8Array {
  if (data.length >= 6) return data.slice(data.length - 6);
  const joined = new Uint8Array(tail.length + data.length);
  joined.set(tail);
  joined.set(data, tail.length);
  return joined.slice(Math.max(0, joined.length - 6));
}
