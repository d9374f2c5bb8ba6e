import { useEffect, useRef } from 'react';
import { useNetwork } from './network-store.ts';

/** Takes the focus while a plan is sought. */
export const PROGRESS_ID = 'network-progress';
/** Takes it when the plan is there. */
export const RESULT_ID = 'network-result';
/** Takes it back where there is no plan in the end. */
export const START_ID = 'network-start';

/**
 * The button that starts is out of order while a plan is sought, and the one that ends the search goes with it: a keyboard
 * would be left at the beginning of the page. The focus follows what happens, unless it has gone elsewhere meanwhile.
 */
export function useFocusKept(): void {
  const phase = useNetwork((state) => state.phase);
  const before = useRef(phase);
  useEffect(() => {
    const was = before.current;
    before.current = phase;
    if (phase === was || phase === 'resolving' || was === 'resolving') return;
    const { activeElement } = document;
    const isLost =
      activeElement === null || activeElement === document.body || activeElement.id === PROGRESS_ID;
    if (!isLost && activeElement.id !== START_ID) return;
    const next = phase === 'idle' ? [RESULT_ID, START_ID] : phase === 'solving' ? [PROGRESS_ID] : [];
    // A result of before stands there where the search has failed.
    const ids = phase === 'idle' && useNetwork.getState().failure ? [START_ID] : next;
    const element = ids.map((id) => document.getElementById(id)).find((found) => found !== null);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest' });
  }, [phase]);
}
