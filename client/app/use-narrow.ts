import { useSyncExternalStore } from 'react';

/** Width up to which the panel is a sheet at the bottom; the same as in `styles/shell.css`. */
const query = window.matchMedia('(max-width: 760px)');

/** Whether the page is as narrow as a phone; follows the window. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => query.matches,
  );
