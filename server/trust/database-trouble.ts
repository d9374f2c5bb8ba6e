import { AsyncLocalStorage } from 'node:async_hooks';
import { isDatabaseGone } from './database-gone.ts';
import { isDiskFull } from './disk-full.ts';

const watching = new AsyncLocalStorage<{ error: unknown }>();

/** Told by the driver of every statement that failed. */
export function noteTrouble(error: unknown): void {
  const noted = watching.getStore();
  if (noted && (isDatabaseGone(error) || isDiskFull(error))) noted.error ??= error;
}

/**
 * Runs the work of somebody who takes a database that is gone for a row that is not there, as the sign-in library does:
 * what the database could not answer is no wrong password and no missing session.
 * @throws what the database said
 */
export async function withoutTrouble<T>(work: () => Promise<T>): Promise<T> {
  const noted: { error: unknown } = { error: undefined };
  try {
    return await watching.run(noted, work);
  } finally {
    // biome-ignore lint/correctness/noUnsafeFinally: the trouble is why, whatever was made of it
    if (noted.error) throw noted.error;
  }
}
