import { reachOf, shownState } from '#core/wlan/page/list.ts';
import type { HotspotMap } from '../map/hotspot-map.ts';
import { element, type ListPage } from './page.ts';

/** On a narrow screen the map is asked for: it is four times the size of everything else. */
const WIDE = '(min-width: 60rem)';

/** Looks of the map with their words. */
const SIGNS = [
  ['sign works', 'stateWorks'],
  ['sign down', 'stateDown'],
  ['sign ring', 'stateUnknown'],
  ['reach-line measured', 'legendMeasured'],
  ['reach-line modelled', 'legendModelled'],
  ['reach-line assumed', 'legendAssumed'],
] as const;

/** The map beside the list: loaded after the list is usable, showing what the list shows. */
export class MapPanel {
  readonly #page: ListPage;
  #map: HotspotMap | null = null;
  #chosen: number | null = null;

  constructor(page: ListPage) {
    this.#page = page;
    const panel = element('map-panel')!;
    panel.hidden = false;
    element('wlan')!.classList.add('with-map');
    const box = element('map')!;
    if (matchMedia(WIDE).matches) {
      void this.#load();
      return;
    }
    box.hidden = true;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = page.text('showMap');
    button.addEventListener('click', () => {
      button.remove();
      box.hidden = false;
      void this.#load();
    });
    panel.append(button);
  }

  look(lon: number, lat: number): void {
    this.#map?.look(lon, lat);
  }

  async #load(): Promise<void> {
    const box = element('map')!;
    const page = this.#page;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const bbox = (element('wlan')!.dataset.bbox ?? '').split(',').map(Number);
    try {
      const { HotspotMap } = await import('../map/hotspot-map.ts');
      box.textContent = '';
      this.#map = new HotspotMap({
        container: box,
        label: page.text('mapHelp'),
        zoomIn: page.text('zoomIn'),
        zoomOut: page.text('zoomOut'),
        bbox: bbox.length === 4 ? (bbox as [number, number, number, number]) : null,
        theme: dark.matches ? 'dark' : 'light',
        isStill: matchMedia('(prefers-reduced-motion: reduce)').matches,
        onPick: (id) => this.#choose(id, false),
      });
    } catch {
      box.innerHTML = '<p></p>';
      box.firstElementChild!.textContent = page.text('mapFailed');
      return;
    }
    dark.addEventListener('change', () => this.#map!.setTheme(dark.matches ? 'dark' : 'light'));
    this.#addSteps();
    this.#show();
    page.onChange = () => this.#show();
    page.showMapButtons();
    element('list')!.addEventListener('click', (event) => {
      const id = (event.target as HTMLElement).closest<HTMLElement>('[data-show]')?.dataset.show;
      if (id) this.#choose(Number(id), true);
    });
    if (page.near) this.#map.look(page.near.lon, page.near.lat);
  }

  /** Buttons from hotspot to hotspot, in the order of the list, and the card of the chosen one. */
  #addSteps(): void {
    const page = this.#page;
    const steps = document.createElement('div');
    steps.className = 'buttons';
    for (const [key, by] of [
      ['stepBack', -1],
      ['stepNext', 1],
    ] as const) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = page.text(key);
      button.addEventListener('click', () => this.#step(by));
      steps.append(button);
    }
    const card = document.createElement('ol');
    card.className = 'hotspots';
    card.id = 'card';
    card.setAttribute('aria-live', 'polite');
    card.setAttribute('aria-label', page.text('chosen'));
    card.hidden = true;
    element('map')!.after(this.#legend(), steps, card);
  }

  /** What the signs of the map mean, in the words of the list. */
  #legend(): HTMLElement {
    const legend = document.createElement('ul');
    legend.className = 'legend';
    legend.setAttribute('aria-label', this.#page.text('legend'));
    for (const [look, key] of SIGNS) {
      const entry = document.createElement('li');
      const sign = document.createElement('span');
      sign.className = look;
      sign.setAttribute('aria-hidden', 'true');
      entry.append(sign, this.#page.text(key));
      legend.append(entry);
    }
    return legend;
  }

  #step(by: 1 | -1): void {
    const { shown } = this.#page;
    if (shown.length === 0) return;
    const at = shown.findIndex(({ id }) => id === this.#chosen);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
    this.#choose(shown[next]!.id, true);
  }

  #choose(id: number | null, move: boolean): void {
    const hotspot = id === null ? undefined : this.#page.find(id);
    this.#chosen = hotspot ? hotspot.id : null;
    const card = element('card')!;
    card.hidden = !hotspot;
    card.innerHTML = hotspot ? this.#page.cardOf(hotspot) : '';
    // The card takes its room from the map: without the new size the chosen one would come to lie at the edge.
    this.#map!.resize();
    this.#map!.choose(this.#chosen, move);
    if (move) card.scrollIntoView({ block: 'nearest' });
  }

  #show(): void {
    const { shown, near, context } = this.#page;
    const onMap = shown.map((hotspot) => ({
      id: hotspot.id,
      lon: hotspot.lon,
      lat: hotspot.lat,
      state: shownState(hotspot, context).state,
      reach: reachOf(hotspot, context),
    }));
    this.#map!.show(onMap, near ? [near.lon, near.lat] : null);
    if (this.#chosen !== null && !this.#page.find(this.#chosen)) this.#choose(null, false);
  }
}
