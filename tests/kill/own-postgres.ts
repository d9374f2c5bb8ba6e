import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresWithPostgis } from '../prerequisites/system-packages.ts';

/** A PostgreSQL that may be killed: unlike that of the other tests, it keeps what it acknowledged. */
export class OwnPostgres {
  readonly #bin: string;
  readonly #folder: string;
  readonly port: number;

  private constructor(bin: string, folder: string, port: number) {
    this.#bin = bin;
    this.#folder = folder;
    this.port = port;
  }

  /** Null where there is no PostgreSQL of this machine to start. `inFolder`: where its files go. */
  static async create(inFolder = tmpdir()): Promise<OwnPostgres | null> {
    const bin = postgresWithPostgis();
    if (!bin) return null;
    const folder = mkdtempSync(join(inFolder, 'lueckenlos-kill-pg-'));
    if (process.getuid?.() === 0) chownSync(folder, Number(spawnSync('id', ['-u', 'postgres']).stdout), 0);
    chmodSync(folder, 0o700);
    const own = new OwnPostgres(bin, folder, await freePort());
    own.#run('initdb', ['-D', own.#data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N']);
    return own;
  }

  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  start(): void {
    const settings = `-p ${this.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=64MB -c min_wal_size=32MB -c max_wal_size=64MB`;
    this.#run('pg_ctl', ['-D', this.#data, '-l', join(this.#folder, 'log'), '-w', '-o', settings, 'start']);
  }

  /** SIGQUIT to every process of it: no checkpoint, nothing is finished; the next start recovers from the log. */
  crash(): void {
    // One that went down with its disk is down already.
    spawnSync(...this.#command('pg_ctl', ['-D', this.#data, '-m', 'immediate', '-w', 'stop']));
  }

  remove(): void {
    spawnSync(...this.#command('pg_ctl', ['-D', this.#data, '-m', 'immediate', '-w', 'stop']));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #command(
    program: string,
    args: string[],
  ): [string, string[], { cwd: string; encoding: 'utf8'; stdio: 'ignore' }] {
    const path = join(this.#bin, program);
    const options = { cwd: '/', encoding: 'utf8', stdio: 'ignore' } as const;
    return process.getuid?.() === 0
      ? ['runuser', ['-u', 'postgres', '--', path, ...args], options]
      : [path, args, options];
  }

  #run(program: string, args: string[]): void {
    const result = spawnSync(...this.#command(program, args));
    if (result.status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${result.status}`);
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
