import type { Context } from 'hono';
import type { Config } from '../config.ts';
import type { AppEnv } from '../route.ts';

/** Address of the connection; null where there is no network (tests). */
function socketAddress(c: Context<AppEnv>): string | null {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  return env?.incoming?.socket?.remoteAddress ?? null;
}

/**
 * Address a request comes from. Behind a proxy of ours it is the last entry of X-Forwarded-For, the one the
 * proxy wrote; those before it are what the client claims.
 */
export function callerAddress(
  c: Context<AppEnv>,
  { TRUST_PROXY }: Pick<Config, 'TRUST_PROXY'>,
): string | null {
  const forwarded =
    TRUST_PROXY === 'yes' ? c.req.header('x-forwarded-for')?.split(',').pop()?.trim() : undefined;
  return forwarded || socketAddress(c);
}

export function isLoopback(address: string | null): boolean {
  return address !== null && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);
}

/** Whether a program on this machine calls directly; what a proxy passes on carries a header that says so. */
export function isLocalCaller(c: Context<AppEnv>): boolean {
  const passedOn = ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'x-forwarded-host'].some((name) =>
    c.req.header(name),
  );
  return !passedOn && isLoopback(socketAddress(c));
}
