import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
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
    placeholderData: keepPreviousData,
  });
  const list = useRef<HTMLDivElement>(null);
  /** The arrow keys chose an option of the list as it stands: then Enter means that one, however old the list. */
  const chose = useRef(false);
  const [entered, setEntered] = useState(false);
  const actions = useMemo(() => {
    const words = text.trim().toLowerCase().split(/\s+/);
    return commands(planner, t).filter((c) => words.every((word) => c.title.toLowerCase().includes(word)));
  }, [planner, t, text]);
  const found = query.length >= 2 ? (hits.data ?? []) : [];
  const run = (key: string) => {
    onClose();
    const hit = found.find((candidate) => hitKey(candidate) === key);
    if (hit) goTo(hit);
    else actions.find((action) => action.id === key)?.run();
  };
  const isStale = text.trim() !== query || (query.length >= 2 && hits.isFetching);
  // The list is replaced while one types, and its highlight with it: Enter takes the highlighted option, else the
  // first, and waits for the answer to what is in the field rather than taking one to what was.
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') chose.current = true;
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    const highlighted = list.current?.querySelector('[role=option][data-focused]')?.getAttribute('data-key');
    if (highlighted && (chose.current || !isStale)) run(highlighted);
    else setEntered(true);
  };
  useEffect(() => {
    if (!entered || isStale) return;
    setEntered(false);
    const first = found[0] ? hitKey(found[0]) : actions[0]?.id;
    if (first) run(first);
  });
  const state =
    query.length < 2
      ? t('search.hint')
      : hits.isError
        ? failureSentence(hits.error, t)
        : hits.isFetching && (entered || !hits.data)
          ? t('search.searching')
          : found.length === 0 && actions.length === 0
            ? t('search.none', { query })
            : null;
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal">
        <Dialog className="dialog flush" aria-label={t('search.open')}>
          <Autocomplete
            inputValue={text}
            onInputChange={(value) => {
              setText(value);
              setEntered(false);
              chose.current = false;
            }}
          >
            <SearchField aria-label={t('search.open')} autoFocus>
              <Input
                className="palette-input"
                placeholder={t('search.placeholder')}
                onKeyDownCapture={onKeyDownCapture}
              />
            </SearchField>
            <ListBox
              ref={list}
              className="list-box palette-list"
              aria-label={t('search.results')}
              onAction={(key) => run(String(key))}
            >
              {found.length > 0 ? (
                <ListBoxSection id="hits">
                  <Header className="palette-section">{t('search.places')}</Header>
                  {found.map((hit) => (
                    <ListBoxItem key={hitKey(hit)} id={hitKey(hit)} className="option" textValue={hit.label}>
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

/** Hits without an id (coordinates) are told apart by their place. */
const hitKey = (hit: SearchHit): string => `hit:${hit.kind}:${hit.id ?? `${hit.lon},${hit.lat}`}`;

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
