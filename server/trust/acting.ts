import { AsyncLocalStorage } from 'node:async_hooks';

/** Who is behind the writes of the running request or command, and why. */
export interface Actor {
  /** Role and a short fingerprint of the session, or `command import`. */
  readonly who: string;
  readonly why: string;
  readonly requestId?: string;
}

const acting = new AsyncLocalStorage<Actor>();

/** Runs `work` so that everything it writes is put down to `actor` in the audit trail. */
export function actingAs<T>(actor: Actor, work: () => T): T {
  return acting.run(actor, work);
}

export function currentActor(): Actor | undefined {
  return acting.getStore();
}
