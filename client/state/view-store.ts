import { create } from 'zustand';
import {
  formatPermalink,
  parsePermalink,
  preferredLanguage,
  type Selection,
  START_VIEW,
  type View,
} from './permalink.ts';

interface ViewStore extends View {
  readonly set: (change: Partial<View>) => void;
  readonly select: (selection: Selection | null) => void;
}

/** What the page shows. The address bar follows it, and it follows the back button. */
export const useView = create<ViewStore>((set) => ({
  ...START_VIEW,
  set: (change) => set(change),
  select: (selection) => set({ selection }),
}));

/** A change of one of these is a step for the back button; the rest only replaces the address. */
const STEPS: readonly (keyof View)[] = [
  'tab',
  'layers',
  'rules',
  'referenceDate',
  'comparison',
  'selection',
  'application',
  'section',
  'language',
];

const viewOf = (state: View): View => {
  const view = {} as Record<string, unknown>;
  for (const name of Object.keys(START_VIEW) as (keyof View)[]) view[name] = state[name];
  return view as unknown as View;
};

/** Reads the address once and keeps both in step from then on. Returns the way to stop it. */
export function followAddressBar(): () => void {
  let reading = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const read = () => {
    reading = true;
    useView.setState(parsePermalink(location.hash, preferredLanguage(navigator.languages)));
    reading = false;
  };
  read();
  const stop = useView.subscribe((state, before) => {
    if (reading) return;
    const isStep = STEPS.some((name) => !same(state[name], before[name]));
    clearTimeout(timer);
    if (isStep) write(state, 'pushState');
    // Camera and sliders change many times a second, and browsers refuse so many changes of the address.
    else timer = setTimeout(() => write(useView.getState(), 'replaceState'), 250);
  });
  window.addEventListener('popstate', read);
  window.addEventListener('hashchange', read);
  return () => {
    stop();
    clearTimeout(timer);
    window.removeEventListener('popstate', read);
    window.removeEventListener('hashchange', read);
  };
}

function write(state: View, how: 'pushState' | 'replaceState'): void {
  const hash = formatPermalink(viewOf(state), preferredLanguage(navigator.languages));
  if (hash !== location.hash) history[how](null, '', hash || location.pathname + location.search);
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
