import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from './route.ts';

/** A link that nobody opened lies in a log or on a screen: after this it leads nowhere. */
export const TERMINAL_LINK_HOURS = 24;

/**
 * Signs whoever started the program in as administrator: a one-time link from the terminal is exchanged for a signed session
 * cookie. The key lies in `DATA_DIR`, so a session survives a restart. Everybody else has an account (`trust/accounts`).
 */
export class SignIn {
  readonly #key: Buffer;
  #token: string | null;
  readonly #tokenExpires: number;

  constructor(dataDir: string) {
    this.#key = sessionKey(dataDir);
    this.#token = randomBytes(24).toString('base64url');
    this.#tokenExpires = Date.now() + TERMINAL_LINK_HOURS * 3_600_000;
  }

  /** The path of the one-time link. */
  get path(): string {
    return `/sign-in?token=${this.#token}`;
  }

  /** Exchanges the one-time token for a session value; null when it is wrong, used or older than a day. */
  redeem(token: string): string | null {
    if (this.#token === null || Date.now() > this.#tokenExpires || !sameText(token, this.#token)) return null;
    this.#token = null;
    return this.issue('admin', SESSION_SECONDS);
  }

  /** A signed session value: role, expiry (s), random part, time of issue (ms), signature. */
  issue(role: Role, seconds: number): string {
    const now = Date.now();
    const random = randomBytes(9).toString('base64url');
    const body = `${role}.${Math.floor(now / 1000) + seconds}.${random}.${now}`;
    return `${body}.${this.#sign(body)}`;
  }

  /** The role a session value gives now; `public` for none, a foreign or an expired one. */
  roleOf(session: string | undefined): Role {
    const at = session?.lastIndexOf('.') ?? -1;
    if (!session || at < 0) return 'public';
    const body = session.slice(0, at);
    if (!sameText(session.slice(at + 1), this.#sign(body))) return 'public';
    const [role, expires] = body.split('.');
    if (Number(expires) < Date.now() / 1000) return 'public';
    return role === 'planner' || role === 'admin' ? role : 'public';
  }

  #sign(body: string): string {
    return createHmac('sha256', this.#key).update(body).digest('base64url');
  }
}

/** When a session value was issued; the beginning of time for one of an earlier version. */
export function issuedAt(session: string): Date {
  return new Date(Number(session.split('.')[3]) || 0);
}

export const SESSION_COOKIE = 'lueckenlos_session';
/** A working day and its evening. */
export const SESSION_SECONDS = 16 * 3600;

/** A secret for one purpose, made from the key in `DATA_DIR`; hexadecimal. */
export function derivedKey(dataDir: string, purpose: string): string {
  return createHmac('sha256', sessionKey(dataDir)).update(`key for ${purpose}`).digest('hex');
}

function sessionKey(dataDir: string): Buffer {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'session.key');
  try {
    const key = readFileSync(file);
    if (key.length === 32) return key;
  } catch {
    // First start.
  }
  const key = randomBytes(32);
  writeFileSync(file, key, { mode: 0o600 });
  chmodSync(file, 0o600);
  return key;
}

function sameText(a: string, b: string): boolean {
  const x = Buffer.from(a);
  const y = Buffer.from(b);
  return x.length === y.length && timingSafeEqual(x, y);
}
