import { Suspense, useEffect, useRef, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PanelTab } from '../state/permalink.ts';
import { useView } from '../state/view-store.ts';
import { Icon } from '../ui/icon.tsx';
import { Failed, Loading } from '../ui/state-message.tsx';
import { Boundary } from './boundary.tsx';
import { roomsOf } from './rooms.ts';
import { useNarrow } from './use-narrow.ts';

const SIZES = ['medium', 'large', 'small'] as const;

interface Props {
  readonly planner: boolean;
  readonly loading: boolean;
  readonly failure: unknown;
  readonly onRetry: () => void;
}

/** The rail of rooms and the open one beside it; on a phone a sheet at the bottom with three heights. */
export function SidePanel({ planner, loading, failure, onRetry }: Props) {
  const { t } = useTranslation();
  const tab = useView((view) => view.tab);
  const set = useView((view) => view.set);
  const isNarrow = useNarrow();
  const [size, setSize] = useState<(typeof SIZES)[number]>('medium');
  const next = SIZES[(SIZES.indexOf(size) + 1) % SIZES.length]!;
  const rooms = roomsOf(planner);
  const room = rooms.find((one) => one.id === tab) ?? rooms[0]!;
  const rail = useRef<HTMLDivElement>(null);
  // On a phone the rail is wider than the page: the open room's tab is brought into it.
  useEffect(() => {
    rail.current
      ?.querySelector(`[data-key="${room.id}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [room.id]);
  return (
    <aside className="panel" data-size={size} data-wide={room.isWide === true} aria-label={t('panel.label')}>
      <button
        type="button"
        className="panel-handle"
        aria-label={t(`panel.size.${next}`)}
        onClick={() => setSize(next)}
      />
      <Tabs
        className="tabs no-ring"
        orientation={isNarrow ? 'horizontal' : 'vertical'}
        selectedKey={room.id}
        onSelectionChange={(key) => set({ tab: key as PanelTab })}
      >
        <TabList ref={rail} className="tab-list" aria-label={t('panel.label')}>
          {rooms.map((one) => (
            <Tab key={one.id} id={one.id} className="tab">
              <Icon name={one.icon} />
              <span>{t(`tab.${one.id}`)}</span>
            </Tab>
          ))}
        </TabList>
        <TabPanel key={room.id} id={room.id} className="tab-panel no-ring">
          <div className="panel-body">
            <h2 className="visually-hidden">{t(`tab.${room.id}`)}</h2>
            <Boundary key={room.id}>
              <Suspense fallback={<Loading text={t('loading')} />}>
                {failure && !loading ? (
                  <Failed error={failure} onRetry={onRetry} />
                ) : (
                  <room.Panel planner={planner} sessionKnown={!loading} />
                )}
              </Suspense>
            </Boundary>
          </div>
        </TabPanel>
      </Tabs>
    </aside>
  );
}
