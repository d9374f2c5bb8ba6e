import { create } from 'zustand';

interface Announcement {
  readonly text: string;
  readonly say: (text: string) => void;
}

/** What a screen reader is told of changes elsewhere on the page. The newest sentence wins. */
export const useAnnouncement = create<Announcement>((set) => ({ text: '', say: (text) => set({ text }) }));

export function announce(text: string): void {
  useAnnouncement.getState().say(text);
}
