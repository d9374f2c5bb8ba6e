import { create } from 'zustand';
import type { AreaFigures } from '../workers/messages.ts';

export type EditMode = 'none' | 'draw' | 'vertices' | 'split' | 'join';

interface EditState {
  readonly mode: EditMode;
  /** Key of the area being corrected or split. */
  readonly target: string | null;
  /** Areas marked for joining. */
  readonly marked: readonly string[];
  /** Live figures of what is being drawn. */
  readonly sketch: AreaFigures | null;
  /** Why the last step was not possible. */
  readonly refusal: string | null;
}

const NOTHING: EditState = { mode: 'none', target: null, marked: [], sketch: null, refusal: null };

export const useEditMode = create<EditState>(() => NOTHING);

export function enterMode(
  mode: EditMode,
  target: string | null = null,
  marked: readonly string[] = [],
): void {
  useEditMode.setState({ ...NOTHING, mode, target, marked });
}

export const leaveMode = (): void => useEditMode.setState(NOTHING);

export function toggleMark(key: string): void {
  useEditMode.setState(({ marked }) => ({
    marked: marked.includes(key) ? marked.filter((k) => k !== key) : [...marked, key],
    refusal: null,
  }));
}
