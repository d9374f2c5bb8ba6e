import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { api, type SearchHit } from '../api.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { useView } from '../state/view-store.ts';
import { failureSentence } from '../ui/state-message.tsx';
import { commands } from './commands.ts';

/** One field for everything: addresses, places, coordinates, ids, and what the page can do. */
export default function Palette({
  planner,
  onClose,
}: {
  readonly planner: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const query = useDeferredValue(text.trim());
  const hits = useQuery({
    queryKey: ['search', query],
    queryFn: ({ signal }) => api.search(query, signal),
    enabled: query.length >= 2,
    staleTime: 30_000,
  });
  const actions = useMemo(() => {
    const words = text.trim().toLowerCase().split(/\s+/);
    return commands(planner, t).filter((c) => words.every((word) => c.title.toLowerCase().includes(word)));
  }, [planner, t, text]);
  const found = query.length >= 2 ? (hits.data ?? []) : [];
  const run = (key: string) => {
    onClose();
    if (key.startsWith('hit:')) goTo(found[Number(key.slice(4))]!);
    else actions.find((action) => action.id === key)?.run();
  };
  const state =
    query.length < 2
      ? t('search.hint')
      : hits.isError
        ? failureSentence(hits.error, t)
        : hits.isFetching && !hits.data
          ? t('search.searching')
          : found.length === 0 && actions.length === 0
            ? t('search.none', { query })
            : null;
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal">
        <Dialog className="dialog flush" aria-label={t('search.open')}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField aria-label={t('search.open')} autoFocus>
              <Input className="palette-input" placeholder={t('search.placeholder')} />
            </SearchField>
            <ListBox
              className="list-box palette-list"
              aria-label={t('search.results')}
              onAction={(key) => run(String(key))}
            >
              {found.length > 0 ? (
                <ListBoxSection id="hits">
                  <Header className="palette-section">{t('search.places')}</Header>
                  {found.map((hit, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole.
                    <ListBoxItem key={index} id={`hit:${index}`} className="option" textValue={hit.label}>
                      <div>{hit.label}</div>
                      <div className="hit-kind">
                        {[t(`hit.${hit.kind}`, { defaultValue: hit.kind }), hit.detail]
                          .filter(Boolean)
                          .join(' · ')}
                      </div>
                    </ListBoxItem>
                  ))}
                </ListBoxSection>
              ) : null}
              {actions.length > 0 ? (
                <ListBoxSection id="actions">
                  <Header className="palette-section">{t('search.actions')}</Header>
                  {actions.map((action) => (
                    <ListBoxItem key={action.id} id={action.id} className="option" textValue={action.title}>
                      {action.title}
                    </ListBoxItem>
                  ))}
                </ListBoxSection>
              ) : null}
            </ListBox>
          </Autocomplete>
          {state ? (
            <p className="small muted palette-state" role="status">
              {state}
            </p>
          ) : null}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

const COLLECTIONS: Readonly<Record<string, string>> = {
  address: 'addresses',
  school: 'schools',
  hotspot: 'hotspots',
  'public-building': 'public-buildings',
  'business-park': 'business-parks',
  district: 'districts',
};

function goTo(hit: SearchHit): void {
  const { map } = useMapHandle.getState();
  if (hit.bbox) map?.fit(hit.bbox, 17);
  else map?.flyTo(hit.lon, hit.lat, 17);
  if (hit.kind === 'area' && hit.id !== null) {
    useView.getState().select({ kind: 'area', collection: 'area', id: String(hit.id) });
    return;
  }
  const collection = COLLECTIONS[hit.kind];
  useView
    .getState()
    .select(collection && hit.id !== null ? { kind: 'feature', collection, id: String(hit.id) } : null);
}
