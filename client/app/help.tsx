import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.tsx';
import { roomsOf } from './rooms.ts';
import { modifierKey } from './shortcuts.ts';

/** The shortcut sheet. */
export default function Help({
  planner,
  onClose,
}: {
  readonly planner: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const everywhere = [
    [`${modifierKey(t)} K`, '/', 'keys.search'],
    ['?', '', 'keys.help'],
    ['1', `… ${Math.min(9, roomsOf(planner).length)}`, 'keys.tabs'],
    ['Esc', '', 'keys.escape'],
    ['← ↑ → ↓', '+  −', 'keys.map'],
  ] as const;
  const areas = [
    ['D', '', 'keys.draw'],
    ['V', '', 'keys.vertices'],
    ['X', '', 'keys.split'],
    ['J', '', 'keys.join'],
    ['Enter', '', 'keys.finish'],
    ['← ↑ → ↓', 'Enter', 'keys.drawByKeyboard'],
    [t('keys.deleteKey'), '', 'keys.delete'],
    [`${modifierKey(t)} Z`, `${modifierKey(t)} ⇧ Z`, 'keys.undo'],
    [`${modifierKey(t)} S`, '', 'keys.save'],
  ] as const;
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal">
        <Dialog className="dialog">
          <div className="row between">
            <Heading slot="title" level={2}>
              {t('keys.title')}
            </Heading>
            <IconButton slot="close" icon="close" label={t('close')} />
          </div>
          <Keys rows={everywhere} />
          {planner ? (
            <>
              <h3>{t('keys.areas')}</h3>
              <Keys rows={areas} />
            </>
          ) : null}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Keys({ rows }: { readonly rows: readonly (readonly [string, string, string])[] }) {
  const { t } = useTranslation();
  return (
    <dl className="shortcut-list">
      {rows.map(([first, second, what]) => (
        <div key={what} style={{ display: 'contents' }}>
          <dt>
            <kbd>{first}</kbd> {second ? <kbd>{second}</kbd> : null}
          </dt>
          <dd>{t(what)}</dd>
        </div>
      ))}
    </dl>
  );
}
