import { filterHotspots, type Hotspot, type HotspotFilters } from '#core/wlan/hotspot.ts';
import { nearestHotspots, type PlacedHotspot } from '#core/wlan/nearest-hotspots.ts';
import { localMoment } from '#core/wlan/opening-hours.ts';
import { countSentence, hotspotItems, type ListContext } from '#core/wlan/page/list.ts';
import { type PageLanguage, pageText, type TextKey } from '#core/wlan/page/texts.ts';

/** Entries drawn at once; more on request. */
const STEP = 50;

export interface Near {
  readonly lon: number;
  readonly lat: number;
  /** How the list says what it is sorted by. */
  readonly sentence: string;
}

type Listed = PlacedHotspot & { readonly distanceM?: number };

export const element = <E extends HTMLElement>(id: string) => document.getElementById(id) as E | null;

/** The list of the page once its script runs: the same entries as from the server, filtered without a round trip. */
export class ListPage {
  readonly form = element<HTMLFormElement>('filters')!;
  readonly language: PageLanguage = document.documentElement.lang === 'en' ? 'en' : 'de';
  context: ListContext;
  near: Near | null = null;
  /** Everything that passes the filters, in the order of the list. */
  shown: readonly Listed[] = [];
  onChange: () => void = () => undefined;
  #hotspots: readonly PlacedHotspot[] = [];
  #most = STEP;
  #mapReady = false;

  constructor() {
    const [indoor, outdoor] = (element('wlan')!.dataset.reach ?? '').split(',').map(Number);
    this.context = {
      language: this.language,
      now: localMoment(new Date()),
      nowMs: Date.now(),
      assumedReachM: indoor && outdoor ? { indoor, outdoor } : null,
    };
    this.form.addEventListener('input', (event) => {
      if ((event.target as HTMLInputElement).name !== 'place') this.update();
    });
    element('pages')!.addEventListener('click', (event) => {
      if (!(event.target as HTMLElement).closest('button')) return;
      const next = this.#most;
      this.#most += STEP;
      this.#draw();
      // Focus goes on where the list went on.
      const item = element('list')!.children[next];
      item?.setAttribute('tabindex', '-1');
      (item as HTMLElement | undefined)?.focus();
    });
  }

  text(key: TextKey, values?: Readonly<Record<string, string | number>>): string {
    return pageText(this.language, key, values);
  }

  get isLoaded(): boolean {
    return this.#hotspots.length > 0;
  }

  load(hotspots: readonly PlacedHotspot[]): void {
    this.#hotspots = hotspots;
    this.update(false);
  }

  /**
   * Newer states of the same list, or null when none are to be had and only their age goes on: the line of the state
   * alone is drawn anew, so that nobody loses the place, and the map follows.
   */
  refresh(hotspots: readonly PlacedHotspot[] | null): void {
    if (hotspots) {
      const newer = new Map(hotspots.map((hotspot) => [hotspot.id, hotspot]));
      this.#hotspots = hotspots;
      this.shown = this.shown.map((hotspot) => ({ ...hotspot, ...newer.get(hotspot.id) }));
    }
    this.context = { ...this.context, now: localMoment(new Date()), nowMs: Date.now() };
    for (const item of document.querySelectorAll<HTMLElement>('#list > li, #card > li')) {
      const hotspot = this.find(Number(item.dataset.id));
      const line = item.querySelector('.state');
      if (!hotspot || !line) continue;
      const drawn = document.createElement('template');
      drawn.innerHTML = this.cardOf(hotspot);
      const fresh = drawn.content.querySelector('.state')!;
      if (fresh.outerHTML !== line.outerHTML) line.replaceWith(fresh);
    }
    this.onChange();
  }

  find(id: number): Listed | undefined {
    return this.shown.find((hotspot) => hotspot.id === id);
  }

  /** Shows the buttons that lead to the map, without drawing the list anew: nobody loses the place. */
  showMapButtons(): void {
    this.#mapReady = true;
    this.#unhideMapButtons();
  }

  filters(): HotspotFilters {
    const data = new FormData(this.form);
    const text = (name: string) => String(data.get(name) ?? '');
    const setting = text('setting');
    return {
      q: text('q'),
      setting: setting === 'indoor' || setting === 'outdoor' ? setting : null,
      free: data.has('free'),
      stepFree: data.has('stepFree'),
      power: data.has('power'),
      open: data.has('open'),
      works: data.has('works'),
      operator: text('operator'),
    };
  }

  /** Filters and sorts anew after something has changed; `remember` writes it into the address. */
  update(remember = true): void {
    if (!this.isLoaded) return;
    this.#most = STEP;
    const filtered = filterHotspots(this.#hotspots, this.filters(), this.context.now);
    const { near } = this;
    this.shown = near
      ? nearestHotspots(filtered.shown, near.lon, near.lat, filtered.shown.length)
      : filtered.shown;
    const sentence = countSentence(filtered, this.shown.length, this.language);
    element('count')!.textContent = near ? `${sentence} ${near.sentence}` : sentence;
    this.#draw();
    if (remember) this.#remember();
    this.onChange();
  }

  cardOf(hotspot: Hotspot): string {
    // The same entry as in the list, without its anchor: an id stands on a page once.
    return hotspotItems([hotspot], this.context).replace(/ id="h\d+"/, '');
  }

  #draw(): void {
    const list = element('list')!;
    list.innerHTML = hotspotItems(this.shown.slice(0, this.#most), this.context);
    if (this.#mapReady) this.#unhideMapButtons();
    const pages = element('pages')!;
    const isMore = this.shown.length > this.#most;
    pages.hidden = !isMore;
    pages.innerHTML = isMore ? `<button type="button">${this.text('next')}</button>` : '';
  }

  #unhideMapButtons(): void {
    for (const button of document.querySelectorAll<HTMLElement>('#list .on-map')) button.hidden = false;
  }

  #remember(): void {
    const entries = [...new FormData(this.form)].map(([name, value]) => [name, String(value)]);
    const kept = entries.filter(([, value]) => value !== '');
    history.replaceState(null, '', `/wlan?${new URLSearchParams(kept as [string, string][])}`);
  }
}
