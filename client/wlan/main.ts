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
  const age = new AgeNotice(page);
  age.show(keptAt);
  page.load(hotspots);
  if (matchMedia('(min-width: 60rem)').matches) element<HTMLDetailsElement>('more-filters')!.open = true;
  startNearMe(page, look);
  panel = new MapPanel(page);
  element('wlan')!.dataset.ready = '1';
  setInterval(() => void askAgain(page, age), ASK_AGAIN_MS);
  // The browser often knows at once that the network is gone or back.
  for (const event of ['offline', 'online']) addEventListener(event, () => void askAgain(page, age));
}

/** Asks for newer states while somebody looks; without a network the ages go on, and the page says so. */
async function askAgain(page: ListPage, age: AgeNotice): Promise<void> {
  if (document.hidden) return;
  const loaded = await loadHotspots().catch(() => null);
  page.refresh(loaded?.hotspots ?? null);
  age.show(loaded ? loaded.keptAt : age.lastFreshAt);
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

/** Says how old the list is while there is no network; gone when there is one again. */
class AgeNotice {
  /** When the server itself last answered, milliseconds of the epoch. */
  lastFreshAt = Date.now();
  readonly #page: ListPage;
  #notice: HTMLElement | null = null;

  constructor(page: ListPage) {
    this.#page = page;
  }

  /** `keptAt`: when what is shown was known; null when it came from the server just now. */
  show(keptAt: number | null): void {
    if (keptAt === null) {
      this.lastFreshAt = Date.now();
      this.#notice?.remove();
      this.#notice = null;
      return;
    }
    this.#notice ??= this.#insert();
    const page = this.#page;
    const place = new URLSearchParams(location.search).get('place');
    const age = ageInWords(Date.now() - keptAt, page.language);
    let text = page.text('offline', { age });
    // Places are looked up by the server: without it the list keeps another order than the form asks for.
    if (place && !page.near) text += ` ${page.text('offlinePlace', { place })}`;
    this.#notice.textContent = text;
  }

  #insert(): HTMLElement {
    const notice = document.createElement('p');
    notice.className = 'notice warn';
    notice.setAttribute('role', 'status');
    element('count')!.before(notice);
    return notice;
  }
}

if (document.getElementById('filters')) {
  start().catch((error: unknown) => console.info('The list stays as the server sent it.', error));
  if (document.readyState === 'complete') keepForLater();
  else addEventListener('load', keepForLater);
}
