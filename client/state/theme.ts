import { create } from 'zustand';
import type { ThemeChoice } from './permalink.ts';

export type Theme = 'light' | 'dark';

interface ThemeStore {
  readonly choice: ThemeChoice;
  readonly theme: Theme;
  readonly choose: (choice: ThemeChoice) => void;
}

const KEY = 'lueckenlos.theme';
const system = () => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
const resolve = (choice: ThemeChoice): Theme => (choice === 'system' ? system() : choice);

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

/** Light or dark: a habit of this browser, so it is kept here and not in the link. */
export const useTheme = create<ThemeStore>((set) => ({
  choice: 'system',
  theme: 'light',
  choose: (choice) => {
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // Private windows may refuse; then it holds until the page is closed.
    }
    apply(resolve(choice));
    set({ choice, theme: resolve(choice) });
  },
}));

export function startTheme(): void {
  const choice = stored();
  apply(resolve(choice));
  useTheme.setState({ choice, theme: resolve(choice) });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    if (useTheme.getState().choice !== 'system') return;
    apply(system());
    useTheme.setState({ theme: system() });
  });
}

function apply(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}
