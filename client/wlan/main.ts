import { ageInWords } from '#core/wlan/page/texts.ts';
import { loadHotspots } from './load-hotspots.ts';
import { MapPanel } from './map-panel.ts';
import { startNearMe, startPlaceSearch } from './near-me.ts';
import { element, ListPage } from './page.ts';

const ASK_AGAIN_MS = 60_000;

/** The list stands already, from the server; this makes it quicker and adds the map. */
async function start(): Promise<void> {
  const page = new ListPage();
  takeAddress(page);
  let panel: MapPanel | null = null;
  const look = (lon: number, lat: number) => panel?.look(lon, lat);
  startPlaceSearch(page, look);
  const { hotspots, keptAt } = await loadHotspots();
  if (keptAt !== null) showAge(page, keptAt);
  page.load(hotspots);
  if (matchMedia('(min-width: 60rem)').matches) element<HTMLDetailsElement>('more-filters')!.open = true;
  startNearMe(page, look);
  panel = new MapPanel(page);
  element('wlan')!.dataset.ready = '1';
  setInterval(() => void askAgain(page), ASK_AGAIN_MS);
}

/** Asks for newer states while somebody looks; without a network the ages alone go on. */
async function askAgain(page: ListPage): Promise<void> {
  if (document.hidden) return;
  const loaded = await loadHotspots().catch(() => null);
  if (loaded) page.refresh(loaded.hotspots);
}

/** Kept for use without a network; a browser that does not keep it loses nothing else. */
function keepForLater(): void {
  navigator.serviceWorker?.register('/wlan-sw.js', { scope: '/wlan' }).catch(() => undefined);
}

/** A kept page may have been drawn for another address: the form says what this one asks. */
function takeAddress(page: ListPage): void {
  const asked = new URLSearchParams(location.search);
  for (const field of page.form.elements as Iterable<Element> & HTMLFormControlsCollection) {
    if (field instanceof HTMLInputElement && field.type === 'checkbox')
      field.checked = asked.get(field.name) === '1';
    else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
      const value = asked.get(field.name);
      if (value !== null) field.value = value;
    }
  }
  const [lon, lat] = (element('wlan')!.dataset.near || asked.get('near') || '').split(',').map(Number);
  if (lon === undefined || lat === undefined || !Number.isFinite(lon + lat)) return;
  const place = asked.get('place');
  page.near = { lon, lat, sentence: place ? page.text('nearPlace', { place }) : page.text('nearPoint') };
}

function showAge(page: ListPage, keptAt: number): void {
  const notice = document.createElement('p');
  notice.className = 'notice warn';
  notice.setAttribute('role', 'status');
  element('count')!.before(notice);
  const place = new URLSearchParams(location.search).get('place');
  const say = () => {
    const age = ageInWords(Date.now() - keptAt, page.language);
    notice.textContent = page.text('offline', { age });
    // Places are looked up by the server: without it the list keeps another order than the form asks for.
    if (place && !page.near) notice.textContent += ` ${page.text('offlinePlace', { place })}`;
  };
  say();
  setInterval(say, 60_000);
}

if (document.getElementById('filters')) {
  start().catch((error: unknown) => console.info('The list stays as the server sent it.', error));
  if (document.readyState === 'complete') keepForLater();
  else addEventListener('load', keepForLater);
}
