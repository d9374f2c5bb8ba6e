import { useEffect, useState } from 'react';
import { useView } from '../state/view-store.ts';
import { roomsOf } from './rooms.ts';

/** The name of the key that goes with letters, as it stands on the keyboard. */
export const modifierKey = (t: (key: string) => string): string =>
  /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : t('keys.ctrl');

export type Dialog = 'search' | 'help';

/** Keys that hold everywhere on the page. Keys of the areas live with the areas. */
export function useShortcuts(planner: boolean): {
  dialog: Dialog | null;
  setDialog: (d: Dialog | null) => void;
} {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setDialog('search');
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const { set, select } = useView.getState();
      if (event.key === '?') setDialog('help');
      else if (event.key === '/') {
        event.preventDefault();
        setDialog('search');
      } else if (/^[1-9]$/.test(event.key)) {
        const room = roomsOf(planner)[Number(event.key) - 1];
        if (room) set({ tab: room.id });
      } else if (
        event.key === 'Escape' &&
        !event.defaultPrevented &&
        !document.querySelector('.overlay, .popover')
      ) {
        select(null);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [planner]);
  return { dialog, setDialog };
}

/** Whether a key belongs to a field that takes text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'range', 'button'].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target.isContentEditable || target instanceof HTMLSelectElement
  );
}
