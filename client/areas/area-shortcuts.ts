import i18next from 'i18next';
import { useEffect } from 'react';
import { isTyping } from '../app/shortcuts.ts';
import { useView } from '../state/view-store.ts';
import { announce } from '../ui/announce.ts';
import { deleteArea, joinAreas } from './area-actions.ts';
import { enterMode, leaveMode, useEditMode } from './edit-mode.ts';
import { redo, undo, usePlan } from './plan-store.ts';
import { saveAll } from './save-areas.ts';

/** Keys of the planner's tools, for who may use them. */
export function useAreaShortcuts(mayPlan: boolean): void {
  useEffect(() => {
    if (!mayPlan) return;
    // Before the page's own keys: Esc leaves the tool first, and only then what is selected.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [mayPlan]);
}

function onKey(event: KeyboardEvent): void {
  // The network has keys of its own.
  if (document.querySelector('.overlay') || useView.getState().tab === 'network') return;
  const { mode, marked } = useEditMode.getState();
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (key === 's') {
      event.preventDefault();
      void saveAll();
    } else if ((key === 'z' || key === 'y') && !isTyping(event.target)) {
      event.preventDefault();
      const back = key === 'z' && !event.shiftKey;
      const edit = back ? undo() : redo();
      const what = edit ? i18next.t(edit.label) : '';
      announce(
        edit
          ? i18next.t(back ? 'undo.done' : 'redo.done', { what })
          : i18next.t(back ? 'undo.nothing' : 'redo.nothing'),
      );
    }
    return;
  }
  if (event.altKey || isTyping(event.target)) return;
  if (event.key === 'Escape' && mode !== 'none') {
    event.preventDefault();
    leaveMode();
    announce(i18next.t('edit.left'));
  } else if (event.key === 'Enter' && mode === 'join') void joinAreas(marked);
  else if (event.key === 'Delete' && mode === 'none') {
    const { selection } = useView.getState();
    if (selection?.kind === 'area') deleteArea(selection.id);
  } else startTool(key);
}

function startTool(key: string): void {
  const { selection } = useView.getState();
  const target = selection?.kind === 'area' && usePlan.getState().areas[selection.id] ? selection.id : null;
  if (key === 'd') enterMode('draw');
  else if (key === 'v' && target) enterMode('vertices', target);
  else if (key === 'x' && target) enterMode('split', target);
  else if (key === 'j' && target) enterMode('join', null, [target]);
}
