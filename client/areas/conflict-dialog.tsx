import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate, formatNumber } from '../i18n/format.ts';
import { usePlan } from './plan-store.ts';
import { decide } from './save-areas.ts';

/** Somebody else saved first. Nothing goes on before the planner has chosen. */
export function ConflictDialog() {
  const { t } = useTranslation();
  const conflict = usePlan((state) => state.conflicts[0]);
  const mine = usePlan((state) => (conflict ? state.areas[conflict.key] : undefined));
  const figures = usePlan((state) => (conflict ? state.figures[conflict.key] : undefined));
  const base = usePlan((state) => (conflict ? state.stored[conflict.key] : undefined));
  const saving = usePlan((state) => state.saving);
  if (!conflict) return null;
  const { current, intent } = conflict;
  const name = mine?.name ?? base?.area.name ?? current?.name ?? '';
  const rows: readonly [string, string, string][] = [
    [t('area.name'), mine?.name ?? t('conflict.deletedHere'), current?.name ?? t('conflict.deletedThere')],
    [t('area.note'), mine?.note || '–', current?.note || '–'],
    [t('figures.addresses'), count(figures?.addresses), count(current?.figures.addresses)],
    [
      t('conflict.version'),
      base ? String(base.version) : '–',
      current ? `${current.version} (${formatDate(current.updatedAt)})` : '–',
    ],
  ];
  return (
    <ModalOverlay className="overlay" isOpen isKeyboardDismissDisabled>
      <Modal className="modal">
        <Dialog className="dialog" role="alertdialog">
          <Heading slot="title" level={2}>
            {t('conflict.title', { name })}
          </Heading>
          <p>
            {t(current ? (intent === 'delete' ? 'conflict.onDelete' : 'conflict.onSave') : 'conflict.onGone')}
          </p>
          <table className="comparison">
            <thead>
              <tr>
                <td />
                <th scope="col">{t('conflict.mine')}</th>
                <th scope="col">{t('conflict.theirs')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(([label, left, right]) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>{left}</td>
                  <td>{right}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <div className="row">
            <Button className="button" isDisabled={saving} onPress={() => void decide(conflict, 'mine')}>
              {t(intent === 'delete' ? 'conflict.deleteAnyway' : 'conflict.keepMine')}
            </Button>
            <Button className="button" isDisabled={saving} onPress={() => void decide(conflict, 'theirs')}>
              {t('conflict.takeTheirs')}
            </Button>
            {intent === 'save' && current ? (
              <Button
                className="button primary"
                isDisabled={saving}
                onPress={() => void decide(conflict, 'copy')}
              >
                {t('conflict.asCopy')}
              </Button>
            ) : null}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

const count = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value));
