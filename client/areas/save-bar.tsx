import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { modifierKey } from '../app/shortcuts.ts';
import { formatNumber } from '../i18n/format.ts';
import { useMay } from '../state/may.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { failureSentence } from '../ui/state-message.tsx';
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
          <IconButton
            icon="undo"
            small
            label={done.length > 0 ? t('undo.what', { what: t(done.at(-1)!.label) }) : t('undo.nothing')}
            keys={`${modifierKey(t)} Z`}
            isDisabled={done.length === 0}
            onPress={() => void undo()}
          />
          <IconButton
            icon="redo"
            small
            label={undone.length > 0 ? t('redo.what', { what: t(undone.at(-1)!.label) }) : t('redo.nothing')}
            keys={`${modifierKey(t)} ⇧ Z`}
            isDisabled={undone.length === 0}
            onPress={() => void redo()}
          />
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
