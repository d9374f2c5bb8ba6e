import { Worker } from 'node:worker_threads';
import type { GdalAnswer, GdalTask } from './gdal-task.ts';
import type { IntakeLimits } from './intake-limits.ts';

export type GdalOutcome =
  | GdalAnswer
  | { readonly ok: false; readonly reason: string; readonly timedOut: true };

/**
 * Runs a task in a worker of its own that is terminated when it takes too long. Whatever happens in there, an
 * answer comes back and this process goes on.
 */
export async function runGdal(task: GdalTask, limits: IntakeLimits): Promise<GdalOutcome> {
  const worker = new Worker(new URL('./gdal-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  let timer: NodeJS.Timeout | undefined;
  const allowedMs = limits.readMs * (task.kind === 'write' ? task.files.length : 1);
  try {
    return await new Promise<GdalOutcome>((done) => {
      timer = setTimeout(() => done({ ok: false, reason: 'too slow', timedOut: true }), allowedMs);
      worker.once('message', done);
      worker.once('error', (error) =>
        done({ ok: false, reason: error.message.split('\n')[0]!.slice(0, 300) }),
      );
      worker.once('exit', (code) => done({ ok: false, reason: `GDAL ended with code ${code}` }));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
