import { create } from 'zustand';

interface Decided {
  /** Whether claims were changed since the addresses were loaded. */
  readonly pending: boolean;
  readonly changed: () => void;
}

/** The worker judges the addresses it loaded; this remembers that they have changed since. */
export const useDecided = create<Decided>((set) => ({
  pending: false,
  changed: () => set({ pending: true }),
}));
