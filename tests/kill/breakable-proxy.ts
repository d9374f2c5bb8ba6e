import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP proxy whose connections can be cut, or that falls silent as a network does whose cable is out. */
export class BreakableProxy {
  readonly #target: { readonly host: string; readonly port: number };
  readonly #sockets = new Set<Socket>();
  /** Came while nothing passed. */
  #waiting: Socket[] = [];
  #server: Server | null = null;
  #silent = false;
  #refusing = false;
  port = 0;

  constructor(target: { host: string; port: number }) {
    this.#target = target;
  }

  async listen(): Promise<void> {
    const server = createServer((near) => this.#join(near));
    this.#server = server;
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    this.port = (server.address() as { port: number }).port;
  }

  /** Ends every connection in the middle of whatever it carries; `refusing` also turns new ones away. */
  cut(refusing = false): void {
    this.#refusing = refusing;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** From now on nothing passes in either direction, and nobody is told. */
  fallSilent(): void {
    this.#silent = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** What nobody has given up meanwhile goes on, as TCP does when the cable is back. */
  mend(): void {
    this.#silent = false;
    this.#refusing = false;
    for (const socket of this.#sockets) socket.resume();
    for (const near of this.#waiting.splice(0)) if (!near.destroyed) this.#connect(near);
  }

  async close(): Promise<void> {
    this.cut(true);
    await new Promise<void>((done) => this.#server?.close(() => done()));
  }

  #join(near: Socket): void {
    this.#sockets.add(near);
    near.on('close', () => this.#sockets.delete(near));
    near.on('error', () => undefined);
    if (this.#refusing) return void near.destroy();
    if (this.#silent) {
      near.pause();
      this.#waiting.push(near);
      return;
    }
    this.#connect(near);
  }

  #connect(near: Socket): void {
    const far = connect(this.#target);
    this.#sockets.add(far);
    far.on('error', () => near.destroy());
    far.on('close', () => {
      this.#sockets.delete(far);
      near.destroy();
    });
    near.on('close', () => far.destroy());
    near.pipe(far).pipe(near);
  }
}
