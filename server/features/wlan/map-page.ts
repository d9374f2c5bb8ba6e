import type { Filtered, FilterName, Hotspot, HotspotFilters } from '#core/wlan/hotspot.ts';
import { countSentence, escapeHtml, hotspotItems, type ListContext } from '#core/wlan/page/list.ts';
import { dateInWords, type PageLanguage, pageText, type TextKey } from '#core/wlan/page/texts.ts';
import type { LayerExtent } from '../../layers/layer-extent.ts';
import { pageLinks } from './text-page.ts';

/** What the page of hotspots shows; already filtered, sorted and cut to one page. */
export interface MapPage {
  readonly context: ListContext;
  readonly placeName: string;
  readonly filters: HotspotFilters;
  readonly place: string;
  readonly near: { readonly lon: number; readonly lat: number } | null;
  /** Sentence on how the list is sorted; null for by name. */
  readonly sortedBy: string | null;
  /** Sentences on what could not be used. */
  readonly complaints: readonly string[];
  readonly filtered: Filtered<Hotspot>;
  readonly listed: readonly (Hotspot & { readonly distanceM?: number })[];
  readonly page: number;
  readonly pages: number;
  readonly operators: readonly string[];
  readonly extent: LayerExtent;
  readonly embed: boolean;
}

/** Body of `/wlan`. Everything works without a script; what only works with one is hidden until it runs. */
export function mapPageBody(page: MapPage): string {
  const { context, embed } = page;
  const t = translator(context.language);
  const reach = context.assumedReachM;
  return `<a class="skip" href="#list">${t('skip')}</a>
${embed ? '' : header(page)}
<main class="${embed ? 'embed' : ''}" id="wlan" data-bbox="${page.extent.bbox?.join(',') ?? ''}" data-reach="${reach ? `${Math.round(reach.indoor)},${Math.round(reach.outdoor)}` : ''}" data-near="${page.near ? `${page.near.lon},${page.near.lat}` : ''}">
${embed ? `<h1>${t('title', { place: page.placeName })}</h1>` : ''}
<section class="panel search" aria-labelledby="search-title">
<h2 id="search-title">${t('search')}</h2>
${page.complaints.map((text) => `<p class="notice warn" role="alert">${escapeHtml(text)}</p>`).join('\n')}
${filterForm(page)}
</section>
<section class="panel map-panel" aria-labelledby="map-title" id="map-panel" hidden>
<h2 id="map-title">${t('map')}</h2>
<div class="map-box" id="map"><p>${t('mapLoading')}</p></div>
</section>
<section class="panel list-panel" aria-labelledby="list-title">
<h2 id="list-title">${t('list')}</h2>
<p id="count" role="status">${escapeHtml(countSentence(page.filtered, page.filtered.shown.length, context.language))} ${page.sortedBy ? escapeHtml(page.sortedBy) : ''}</p>
<ol class="hotspots" id="list" tabindex="-1" aria-labelledby="list-title">
${hotspotItems(page.listed, context)}
</ol>
${pagination(page)}
</section>
</main>
${embed ? '' : footer(page)}`;
}

export function translator(language: PageLanguage) {
  return (key: TextKey, values?: Readonly<Record<string, string | number>>) =>
    escapeHtml(pageText(language, key, values));
}

function header({ context, placeName, ...page }: MapPage): string {
  const t = translator(context.language);
  const other = context.language === 'de' ? 'en' : 'de';
  const href = pageAddress({ ...page, context, placeName }, { lang: other });
  return `<header><div><h1>${t('title', { place: placeName })}</h1><p>${t('intro')}</p></div>
<nav aria-label="${t('pages')}"><a class="link" href="/wlan/leichte-sprache" hreflang="de">Leichte Sprache</a> <a class="link" href="${escapeHtml(href)}" hreflang="${other}" lang="${other}">${t('language')}</a></nav></header>`;
}

function filterForm(page: MapPage): string {
  const { context, filters, operators } = page;
  const t = translator(context.language);
  const check = (name: FilterName & ('free' | 'stepFree' | 'power' | 'open' | 'works')) =>
    `<label class="check"><input type="checkbox" name="${name}" value="1"${filters[name] ? ' checked' : ''}>${t(name)}</label>`;
  const option = (value: string, label: string, chosen: string) =>
    `<option value="${escapeHtml(value)}"${value === chosen ? ' selected' : ''}>${label}</option>`;
  const setting = filters.setting ?? '';
  const inUse =
    filters.setting ||
    filters.operator ||
    filters.free ||
    filters.stepFree ||
    filters.power ||
    filters.open ||
    filters.works;
  const near = page.near && !page.place ? `${page.near.lon},${page.near.lat}` : '';
  return `<form class="filters" id="filters" method="get" action="/wlan" role="search" aria-labelledby="search-title">
<input type="hidden" name="lang" value="${context.language}">
${page.embed ? '<input type="hidden" name="embed" value="1">' : ''}
<input type="hidden" name="near" value="${near}">
<p class="buttons"><button type="button" class="primary" id="near-me" hidden>${t('nearMe')}</button></p>
<p id="near-status" role="status" class="notice" hidden></p>
<label class="field">${t('place')}<input type="text" name="place" maxlength="200" autocomplete="street-address" value="${escapeHtml(page.place)}"></label>
<label class="field">${t('q')}<input type="search" name="q" maxlength="200" value="${escapeHtml(filters.q)}"></label>
<details id="more-filters"${inUse ? ' open' : ''}><summary>${t('filters')}</summary>
<div class="filter-fields">
<label class="field">${t('setting')}<select name="setting">${option('', t('settingAll'), setting)}${option('indoor', t('indoor'), setting)}${option('outdoor', t('outdoor'), setting)}</select></label>
<label class="field">${t('operator')}<select name="operator">${option('', t('operatorAll'), filters.operator)}${operators.map((name) => option(name, escapeHtml(name), filters.operator)).join('')}</select></label>
<fieldset><legend class="visually-hidden">${t('filters')}</legend>${check('free')}${check('stepFree')}${check('power')}${check('open')}${check('works')}</fieldset>
</div></details>
<p class="buttons"><button type="submit">${t('apply')}</button>
<a class="button" id="reset" href="/wlan?lang=${context.language}${page.embed ? '&amp;embed=1' : ''}">${t('reset')}</a></p>
</form>`;
}

function pagination(page: MapPage): string {
  const t = translator(page.context.language);
  if (page.pages <= 1) return '<nav class="pages" id="pages" hidden></nav>';
  const link = (number: number, key: TextKey, rel: string) =>
    `<a class="button" rel="${rel}" href="${escapeHtml(pageAddress(page, { page: String(number) }))}#list">${t(key)}</a>`;
  return `<nav class="pages" id="pages" aria-label="${t('list')}">${page.page > 1 ? link(page.page - 1, 'previous', 'prev') : ''}
<span>${t('pageOf', { page: page.page, pages: page.pages })}</span>
${page.page < page.pages ? link(page.page + 1, 'next', 'next') : ''}</nav>`;
}

function footer({ context: { language }, extent }: MapPage): string {
  const t = translator(language);
  const sources = extent.sources.map(({ name, asOf, licence, isDemo }) => {
    const parts = [
      escapeHtml(name),
      asOf ? t('asOf', { date: dateInWords(asOf, language) }) : t('asOfUnknown'),
      licence ? `${t('licence')}: ${escapeHtml(licence)}` : t('licenceUnknown'),
      ...(isDemo ? [t('demo')] : []),
    ];
    return `<li>${parts.join(' · ')}</li>`;
  });
  return `<footer><h2>${t('sources')}</h2><ul>${sources.join('')}</ul>
<nav aria-label="${t('download')}"><a class="link" href="/api/hotspots.geojson">${t('download')}: GeoJSON</a>
<a class="link" href="/api/hotspots.csv">${t('download')}: CSV</a></nav>
${pageLinks(language)}</footer>`;
}

/** The address of this page with some of its parameters changed. */
function pageAddress(page: MapPage, changed: Readonly<Record<string, string>>): string {
  const { filters, near, place } = page;
  const values: Record<string, string> = {
    lang: page.context.language,
    embed: page.embed ? '1' : '',
    q: filters.q,
    place,
    near: near && !place ? `${near.lon},${near.lat}` : '',
    setting: filters.setting ?? '',
    operator: filters.operator,
    free: filters.free ? '1' : '',
    stepFree: filters.stepFree ? '1' : '',
    power: filters.power ? '1' : '',
    open: filters.open ? '1' : '',
    works: filters.works ? '1' : '',
    ...changed,
  };
  const kept = Object.entries(values).filter(([, value]) => value !== '');
  return `/wlan?${new URLSearchParams(kept)}`;
}
