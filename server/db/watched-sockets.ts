import { connect, Socket } from 'node:net';

export interface WatchOptions {
  /** How often to look whether anybody waits for the database. */
  readonly everyMs: number;
  /** How long the database may take to answer that it is there. */
  readonly patienceMs: number;
}

export const WATCH: WatchOptions = { everyMs: 5000, patienceMs: 10_000 };

/** What postgres.js hands to a function that makes its sockets. */
interface Target {
  readonly path?: string | false;
  readonly host: readonly string[] | string;
  readonly port: readonly number[] | number;
}

/**
 * Sockets to a server database that are ended when its network falls silent. A cut connection is told by TCP; a
 * cable that was pulled is not, and a query would be waited for until the system gives up a quarter of an hour
 * later. So while somebody waits, the database is asked on a connection of its own whether it is there: the request
 * for TLS (PostgreSQL protocol §55.2.10), which it answers with one byte before any sign-in, however busy it is.
 */
export class WatchedSockets {
  readonly #options: WatchOptions;
  /** Each socket with what had been written to it when it last brought something. */
  readonly #sockets = new Map<Socket, number>();
  #target: { host: string; port: number } | null = null;
  #timer: NodeJS.Timeout | null = null;
  #asking = false;

  constructor(options: WatchOptions = WATCH) {
    this.#options = options;
  }

  /** For the option `socket` of postgres.js: it may write at once, the socket holds it back until it is connected. */
  readonly open = (target: Target): Socket => {
    const socket = new Socket();
    if (target.path) return socket.connect(target.path);
    const [host, port] = [target.host, target.port].map((each) => (Array.isArray(each) ? each[0] : each));
    this.#target = { host, port };
    this.#sockets.set(socket, 0);
    socket.on('data', () => this.#sockets.set(socket, socket.bytesWritten));
    socket.once('close', () => {
      this.#sockets.delete(socket);
      if (this.#sockets.size === 0) this.#rest();
    });
    this.#timer ??= setInterval(() => void this.#look(), this.#options.everyMs).unref();
    return socket.connect(port, host);
  };

  async #look(): Promise<void> {
    const waits = [...this.#sockets].some(([socket, answered]) => socket.bytesWritten > answered);
    if (!waits || this.#asking || !this.#target) return;
    this.#asking = true;
    const there = await answers(this.#target, this.#options.patienceMs);
    this.#asking = false;
    if (there) return;
    const gone = Object.assign(new Error('The network to the database is silent'), { code: 'ETIMEDOUT' });
    for (const socket of this.#sockets.keys()) socket.destroy(gone);
  }

  #rest(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }
}

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Whether anything comes back in time; a refusal is an answer too, and ends the other connections by itself. */
function answers(target: { host: string; port: number }, patienceMs: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(target.port, target.host);
    const end = (there: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      done(there);
    };
    const timer = setTimeout(() => end(false), patienceMs);
    socket.once('connect', () => socket.write(SSL_REQUEST));
    socket.once('data', () => end(true));
    socket.once('error', () => end(true));
    socket.once('end', () => end(true));
  });
}
