import { createAdaptorServer } from '@hono/node-server';
import { IssueError } from '#core/issue.ts';
import type { Config } from './config.ts';

type Address = Pick<Config, 'HOST' | 'PORT'>;

/**
 * Tries the address before anything else is done: nobody waits for a database to learn that the port is taken.
 * @throws IssueError `address-in-use`
 */
export async function refuseTakenAddress(address: Address): Promise<void> {
  if (address.PORT === 0) return;
  const probe = createAdaptorServer({ fetch: () => new Response() });
  await new Promise<void>((done, fail) => {
    probe.once('error', (error: NodeJS.ErrnoException) => fail(takenAddress(error, address)));
    probe.listen(address.PORT, address.HOST, () => probe.close(() => done()));
  });
}

/** The error of a server that could not listen, in words where the address is the reason. */
export function takenAddress(error: NodeJS.ErrnoException, { HOST, PORT }: Address): Error {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return error;
  return new IssueError({
    code: 'address-in-use',
    severity: 'error',
    where: 'PORT',
    params: { host: HOST, port: PORT },
  });
}
