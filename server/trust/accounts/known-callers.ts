import { createHash } from 'node:crypto';
import type { Role } from '../../route.ts';
import type { SignedIn } from './signed-in.ts';

/** Who a request comes from. */
export interface Caller {
  readonly role: Role;
  readonly account: SignedIn | null;
}

/** Longer than this a busy database is not waited for, milliseconds. */
const WAIT_MS = 400;
/** What was known longer ago is not known any more, milliseconds. */
const KEPT_MS = 15 * 60_000;
const MOST = 1000;

/**
 * Remembers who is behind a cookie, for requests that must be answered while the embedded database is busy: it runs one
 * transaction at a time, and the swap of a large import is one. No session can be ended meanwhile either, since that is
 * a write to the same database; so what was known before still holds.
 */
export class KnownCallers {
  readonly #known = new Map<string, { readonly caller: Caller; readonly at: number }>();
  readonly #asking = new Map<string, Promise<Caller>>();

  /** @param patient waits for the database however long it takes */
  async of(cookie: string, patient: boolean, ask: () => Promise<Caller>): Promise<Caller> {
    const key = createHash('sha256').update(cookie).digest('base64');
    if (patient) return this.#remember(key, await ask());
    // Questions that wait already are not asked once more.
    const asked = this.#asking.get(key) ?? this.#ask(key, ask);
    const known = this.#known.get(key);
    if (!known || performance.now() - known.at > KEPT_MS) return asked;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<Caller>((done) => {
      timer = setTimeout(() => done(known.caller), WAIT_MS);
    });
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  }

  #ask(key: string, ask: () => Promise<Caller>): Promise<Caller> {
    const asked = ask()
      .then((caller) => this.#remember(key, caller))
      .finally(() => this.#asking.delete(key));
    // Whoever was answered without it does not hear how it ended.
    asked.catch(() => undefined);
    this.#asking.set(key, asked);
    return asked;
  }

  #remember(key: string, caller: Caller): Caller {
    this.#known.delete(key);
    if (caller.role !== 'public') this.#known.set(key, { caller, at: performance.now() });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
    return caller;
  }
}
