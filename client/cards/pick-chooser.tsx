import { Dialog, Heading, ListBox, ListBoxItem, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import type { Picked } from '../map/picking.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { useAddress } from '../state/queries.ts';
import { useView } from '../state/view-store.ts';
import { IconButton } from '../ui/icon-button.tsx';

const MOST = 60;

/** Asks which one is meant where several features lie under one click. */
export function PickChooser() {
  const { t } = useTranslation();
  const candidates = useMapHandle((state) => state.candidates);
  if (candidates.length < 2) return null;
  const close = () => useMapHandle.setState({ candidates: [] });
  const choose = (index: number) => {
    const { kind, collection, id } = candidates[index]!;
    close();
    useView.getState().select({ kind, collection, id });
  };
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && close()}>
      <Modal className="modal narrow">
        <Dialog className="dialog">
          <div className="row between">
            <Heading slot="title" level={2}>
              {t('pick.title', { count: candidates.length, formatted: formatNumber(candidates.length) })}
            </Heading>
            <IconButton slot="close" icon="close" label={t('close')} />
          </div>
          <ListBox
            className="list-box"
            aria-label={t('pick.label')}
            autoFocus
            onAction={(key) => choose(Number(key))}
          >
            {candidates.slice(0, MOST).map((feature, index) => (
              <ListBoxItem
                key={`${feature.collection}:${feature.id}`}
                id={index}
                className="option"
                textValue={nameOf(feature, t)}
              >
                <div>
                  {feature.collection === 'addresses' ? <AddressName id={feature.id} /> : nameOf(feature, t)}
                </div>
                <div className="hit-kind">{t(`kind.${feature.collection}`)}</div>
              </ListBoxItem>
            ))}
          </ListBox>
          {candidates.length > MOST ? <p className="small muted">{t('pick.more')}</p> : null}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Tiles of addresses carry no names; the few under a click are asked for. */
function AddressName({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const address = useAddress(id);
  const named = [address.data?.street, address.data?.houseNumber].filter(Boolean).join(' ');
  return <>{named || `${t('kind.addresses')} ${id}`}</>;
}

function nameOf(feature: Picked, t: (key: string) => string): string {
  const {
    street,
    houseNumber,
    house_number: number,
  } = feature.properties as Record<string, string | undefined>;
  if (street) return [street, houseNumber ?? number].filter(Boolean).join(' ');
  return feature.name ?? `${t(`kind.${feature.collection}`)} ${feature.id}`;
}
