import i18next from 'i18next';
import { useEffect } from 'react';
import { isTyping } from '../app/shortcuts.ts';
import { may } from '../state/may.ts';
import { useView } from '../state/view-store.ts';
import { announce } from '../ui/announce.ts';
import { useNetwork } from './network-store.ts';
import { redoPlan, undoPlan, wishEdge } from './run-plan.ts';
import { savePlan } from './save-plan.ts';
import { type Wish, wishOf } from './wishes.ts';

const WISH_KEYS: Readonly<Record<string, Wish>> = { l: 'locked', x: 'forbidden', p: 'preferred' };

/** Keys of the network's tab: undo, redo, save; L, X and P for the selected edge. */
export function useNetworkShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
}

function onKey(event: KeyboardEvent): void {
  if (document.querySelector('.overlay')) return;
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (key === 's') {
      event.preventDefault();
      if (may('plan-network')) void savePlan();
    } else if ((key === 'z' || key === 'y') && !isTyping(event.target)) {
      event.preventDefault();
      const back = key === 'z' && !event.shiftKey;
      const step = back ? undoPlan() : redoPlan();
      const what = step ? i18next.t(step.label) : '';
      announce(
        step
          ? i18next.t(back ? 'undo.done' : 'redo.done', { what })
          : i18next.t(back ? 'undo.nothing' : 'redo.nothing'),
      );
    }
    return;
  }
  const wish = WISH_KEYS[key];
  if (event.altKey || isTyping(event.target) || !wish) return;
  const { selection } = useView.getState();
  const { plan, wishes } = useNetwork.getState();
  if (!plan || selection?.kind !== 'network' || !selection.id.startsWith('edge/')) return;
  const edge = selection.id.slice('edge/'.length);
  void wishEdge(edge, wishOf(wishes, edge) === wish ? 'none' : wish);
}
