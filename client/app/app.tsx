import { lazy, Suspense, useEffect } from 'react';
import { Button, I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { setLanguage } from '../i18n/index.ts';
import { useSession } from '../state/queries.ts';
import { useView } from '../state/view-store.ts';
import { useAnnouncement } from '../ui/announce.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { Boundary } from './boundary.tsx';
import { Header } from './header.tsx';
import { useShortcuts } from './shortcuts.ts';
import { SidePanel } from './side-panel.tsx';

const MapArea = lazy(() => import('./map-area.tsx'));
const Palette = lazy(() => import('../search/palette.tsx'));
const Help = lazy(() => import('./help.tsx'));
const DropAnywhere = lazy(() => import('../intake/drop-anywhere.tsx'));

/** The page: the same map for everybody, with the planner's tools for who is signed in. */
export function App() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const language = useView((view) => view.language);
  const spoken = useAnnouncement((a) => a.text);
  const planner = session.data !== undefined && session.data.role !== 'public';
  const place = session.data?.place;
  const { dialog, setDialog } = useShortcuts(planner);

  useEffect(() => {
    void setLanguage(language);
  }, [language]);
  useEffect(() => {
    document.title = place ? `${place} – Lückenlos` : 'Lückenlos';
  }, [place]);

  return (
    <I18nProvider locale={i18n.language === 'en' ? 'en-GB' : 'de-DE'}>
      <Button className="button skip" onPress={() => document.getElementById('map')?.focus()}>
        {t('skipToMap')}
      </Button>
      <div className="shell">
        <Header
          session={session.data}
          onSearch={() => setDialog('search')}
          onHelp={() => setDialog('help')}
        />
        <SidePanel
          planner={planner}
          loading={session.isPending}
          failure={session.error}
          onRetry={session.refetch}
        />
        <main className="map-area" id="map" tabIndex={-1} aria-label={t('map.label')}>
          <Boundary>
            {session.data ? (
              <Suspense fallback={<MapWaits />}>
                <MapArea planner={planner} basemapStyleUrl={session.data.basemapStyleUrl} />
              </Suspense>
            ) : session.isPending ? (
              <MapWaits />
            ) : (
              <div className="map-wait">
                <Failed error={session.error} onRetry={session.refetch} />
              </div>
            )}
          </Boundary>
        </main>
      </div>
      <Suspense>
        {session.data?.may.includes('import') ? <DropAnywhere /> : null}
        {dialog === 'search' ? <Palette planner={planner} onClose={() => setDialog(null)} /> : null}
        {dialog === 'help' ? <Help planner={planner} onClose={() => setDialog(null)} /> : null}
      </Suspense>
      <Toasts />
      <div className="visually-hidden" aria-live="polite">
        {spoken}
      </div>
    </I18nProvider>
  );
}

function MapWaits() {
  const { t } = useTranslation();
  return (
    <div className="map-wait">
      <Loading text={t('map.loading')} />
    </div>
  );
}
