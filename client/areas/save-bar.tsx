import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import { useMay } from '../state/may.ts';
import { Icon } from '../ui/icon.tsx';
import { failureSentence } from '../ui/state-message.tsx';
import { UndoRedo } from '../ui/undo-redo.tsx';
import { redo, undo, unsavedCount, usePlan } from './plan-store.ts';
import { saveAll } from './save-areas.ts';

/** What is unsaved, when it was saved last, and the way back. */
export function SaveBar() {
  const { t } = useTranslation();
  const { saving, savedAt, failure, done, undone } = usePlan();
  const count = usePlan(unsavedCount);
  const maySave = useMay('plan-areas');
  if (!maySave) return <p className="small muted">{t('account.readOnly')}</p>;
  return (
    <div className="save-bar">
      <div className="row between">
        <div className="row">
          <UndoRedo done={done} undone={undone} onUndo={() => void undo()} onRedo={() => void redo()} />
        </div>
        <span className="small muted" role="status">
          {saving ? (
            t('save.saving')
          ) : count > 0 ? (
            t('save.unsaved', { count, formatted: formatNumber(count) })
          ) : (
            <SavedAgo at={savedAt} />
          )}
        </span>
        <Button
          className={`button small${count > 0 ? ' primary' : ''}`}
          isDisabled={count === 0 || saving}
          onPress={() => void saveAll()}
        >
          <Icon name="save" />
          {t('save.button')}
        </Button>
      </div>
      {failure ? (
        <p className="message error small" role="alert">
          {failureSentence(failure, t)} {t('save.kept')}
        </p>
      ) : null}
    </div>
  );
}

function SavedAgo({ at }: { readonly at: number | null }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (at === null) return t('save.nothing');
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  return seconds < 60
    ? t('save.agoSeconds', { seconds })
    : t('save.agoMinutes', { minutes: Math.floor(seconds / 60) });
}
