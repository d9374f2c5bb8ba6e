import { useTranslation } from 'react-i18next';
import { modifierKey } from '../app/shortcuts.ts';
import { IconButton } from './icon-button.tsx';

interface Step {
  /** Key of the text that names the step. */
  readonly label: string;
}

interface Props {
  /** Steps that can be taken back and that can be taken again, the latest last. */
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/** The two buttons of undo and redo, which say what they would take back or do again. */
export function UndoRedo({ done, undone, onUndo, onRedo }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <IconButton
        icon="undo"
        small
        label={done.length > 0 ? t('undo.what', { what: t(done.at(-1)!.label) }) : t('undo.nothing')}
        keys={`${modifierKey(t)} Z`}
        isDisabled={done.length === 0}
        onPress={onUndo}
      />
      <IconButton
        icon="redo"
        small
        label={undone.length > 0 ? t('redo.what', { what: t(undone.at(-1)!.label) }) : t('redo.nothing')}
        keys={`${modifierKey(t)} ⇧ Z`}
        isDisabled={undone.length === 0}
        onPress={onRedo}
      />
    </>
  );
}
