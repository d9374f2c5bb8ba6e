import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { EmbeddedSocket } from './embedded-socket.ts';
import { postgisOf } from './postgis-bundle.ts';

/**
 * The embedded database in its own thread, so that a long query never stops the web server.
 * `workerData`: `{ dataDir, socketPath }`. Posts `{ phase }` while opening, `{ ready: true }` when it
 * listens, `{ failed: message }` when it cannot; closes on the message `close`.
 */
interface WorkerInput {
  dataDir: string;
  socketPath: string;
}

const { dataDir, socketPath } = workerData as WorkerInput;
const port = parentPort!;

async function open(): Promise<void> {
  const folder = join(dataDir, 'database');
  const marker = join(dataDir, 'database.ready');
  // Without the marker the folder is from a start that was cut off before it could hold any data.
  if (!existsSync(marker)) rmSync(folder, { recursive: true, force: true });
  const isNew = !existsSync(folder);
  port.postMessage({ phase: isNew ? 'create' : 'open' });
  const db = await PGlite.create({
    dataDir: folder,
    extensions: { postgis: postgisOf(dataDir) },
    relaxedDurability: false,
  });
  if (isNew) {
    port.postMessage({ phase: 'extension' });
    await db.exec('create extension if not exists postgis');
    await db.exec('checkpoint');
    writeFileSync(marker, `${new Date().toISOString()}\n`);
  }
  const socketFolder = dirname(socketPath);
  mkdirSync(socketFolder, { recursive: true, mode: 0o700 });
  chmodSync(socketFolder, 0o700);
  rmSync(socketPath, { force: true });
  const server = new EmbeddedSocket(db);
  await server.listen(socketPath);
  port.on('message', async (message) => {
    if (message !== 'close') return;
    await server.close();
    await db.close();
    rmSync(socketPath, { force: true });
    port.postMessage({ closed: true });
    port.close();
  });
  port.postMessage({ ready: true });
}

open().catch((error: unknown) => {
  port.postMessage({ failed: error instanceof Error ? error.message : String(error) });
  port.close();
});
