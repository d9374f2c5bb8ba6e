import type { HotspotState } from '../hotspot.ts';

/** After so long without a new answer a state is no longer called current. */
export const STALE_AFTER_MS = 10 * 60_000;

/** When something was known: the read, or what the feed says of itself when that is earlier; never in the future. */
export function knownAtMs(readAtMs: number, madeAtMs: number | null): number {
  return madeAtMs === null ? readAtMs : Math.min(readAtMs, madeAtMs);
}

export function isStale(checkedAtMs: number, nowMs: number): boolean {
  return nowMs - checkedAtMs > STALE_AFTER_MS;
}

/** What may be relied on now: a stale state is unknown. */
export function currentState(state: HotspotState, checkedAtMs: number, nowMs: number): HotspotState {
  return isStale(checkedAtMs, nowMs) ? 'unknown' : state;
}

/** Devices the public is told of: in steps of the floor, nothing below it. */
export function publicClients(clients: number | null, floor: number): number | null {
  return clients === null || clients < floor ? null : Math.floor(clients / floor) * floor;
}

/** A network or device address instead of a name is not shown to anybody. */
export function isDeviceAddress(name: string): boolean {
  const text = name.trim();
  return (
    /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(text) ||
    /^[0-9a-f]{12}$/i.test(text) ||
    /^\d{1,3}(\.\d{1,3}){3}$/.test(text) ||
    (/^[0-9a-f:]+$/i.test(text) && text.split(':').length > 3)
  );
}
