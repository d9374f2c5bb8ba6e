import { accessFacts, type Filtered, type FilterName, type Hotspot, type HotspotState } from '../hotspot.ts';
import { isStale } from '../live/live-state.ts';
import { isOpenAt, type LocalMoment, openingHoursInWords } from '../opening-hours.ts';
import {
  ageInWords,
  dateInWords,
  distanceInWords,
  type PageLanguage,
  pageText,
  type TextKey,
} from './texts.ts';

/** What an entry of the list depends on besides the hotspot. */
export interface ListContext {
  readonly language: PageLanguage;
  readonly now: LocalMoment;
  /** The same moment, milliseconds of the epoch. */
  readonly nowMs: number;
  /** Assumed reach by setting, metres (see `footprint`); null where none is calculated. */
  readonly assumedReachM: { readonly indoor: number; readonly outdoor: number } | null;
}

type Listed = Hotspot & { readonly distanceM?: number };

/** Entries of the list as HTML; the same on the server and in the browser. */
export function hotspotItems(hotspots: readonly Listed[], context: ListContext): string {
  return hotspots.map((hotspot) => hotspotItem(hotspot, context)).join('\n');
}

function hotspotItem(hotspot: Listed, context: ListContext): string {
  const { language } = context;
  const t = (key: TextKey, values?: Record<string, string | number>) =>
    escapeHtml(pageText(language, key, values));
  const unknown = `<span class="unknown">${t('unknown')}</span>`;
  const text = (value: string | null) => (value ? escapeHtml(value) : unknown);
  const yesNo = (value: boolean | null) => (value === null ? unknown : t(value ? 'yes' : 'no'));
  const row = (label: TextKey, value: string) => `<div><dt>${t(label)}</dt><dd>${value}</dd></div>`;
  const where = hotspot.indoor === null ? unknown : t(hotspot.indoor ? 'indoors' : 'outdoors');
  const reach = reachOf(hotspot, context);
  const shown = shownState(hotspot, context);
  return `<li id="h${hotspot.id}" data-id="${hotspot.id}">
<h3>${escapeHtml(hotspot.name)}</h3>
${hotspot.distanceM === undefined ? '' : `<p class="distance">${t('distance', { distance: distanceInWords(hotspot.distanceM, language) })}</p>`}
<p class="state ${shown.state}"><span class="sign" aria-hidden="true"></span>${escapeHtml(shown.sentence)}${hotspot.isDemo ? ` · ${t('demo')}` : ''}</p>
<dl>
${row('ssid', text(hotspot.ssid))}
${row('login', accessText(hotspot.access, language) ?? unknown)}
${row('hours', hoursText(hotspot, context) ?? unknown)}
${row('address', text(hotspot.address))}
${row('operator', text(hotspot.operator))}
${row('where', where)}
${row('stepFree', yesNo(hotspot.stepFree))}
${row('power', yesNo(hotspot.power))}
${hotspot.clients === null ? '' : row('clients', t('clientsAtLeast', { n: hotspot.clients }))}
${row('footprint', reach === null ? unknown : `<span class="reach ${reach.kind}">${t(REACH_TEXT[reach.kind], { radius: distanceInWords(reach.radiusM, language) })}</span>`)}
</dl>
<p class="actions"><a href="https://www.openstreetmap.org/directions?to=${hotspot.lat}%2C${hotspot.lon}" rel="noreferrer" aria-label="${t('route', { name: hotspot.name })}">${t('routeShort')}</a>
<a href="/wlan/report?lang=${language}&amp;hotspot=${hotspot.id}" aria-label="${t('reportOf', { name: hotspot.name })}">${t('reportThis')}</a>
<button type="button" class="on-map" data-show="${hotspot.id}" aria-label="${t('onMapOf', { name: hotspot.name })}" hidden>${t('onMap')}</button></p>
</li>`;
}

/** The state in words: checked by a feed just now, out of date, or as the data set has it. */
export function shownState(
  hotspot: Hotspot,
  { language, nowMs }: ListContext,
): { readonly state: HotspotState; readonly sentence: string } {
  const words = { works: 'stateWorks', down: 'stateDown', unknown: 'stateUnknown' } as const;
  const word = pageText(language, words[hotspot.state]);
  if (hotspot.checkedAt !== null) {
    const checkedAtMs = Date.parse(hotspot.checkedAt);
    const age = ageInWords(nowMs - checkedAtMs, language);
    if (isStale(checkedAtMs, nowMs))
      return { state: 'unknown', sentence: pageText(language, 'stateStale', { age }) };
    const live = { works: 'liveWorks', down: 'liveDown', unknown: 'stateUnknown' } as const;
    return {
      state: hotspot.state,
      sentence: `${pageText(language, live[hotspot.state])} · ${pageText(language, 'checked', { age })}`,
    };
  }
  const date = hotspot.asOf
    ? pageText(language, 'asOf', { date: dateInWords(hotspot.asOf, language) })
    : pageText(language, 'asOfUnknown');
  return { state: hotspot.state, sentence: `${word} · ${date}` };
}

/** How far a hotspot reaches, and how that is known: the three look different wherever they are shown. */
export interface Reach {
  readonly radiusM: number;
  readonly kind: 'measured' | 'modelled' | 'assumed';
}

/** Measured or modelled reach of the hotspot, else that of its kind of device; null where that is not known either. */
export function reachOf(
  hotspot: Pick<Hotspot, 'indoor' | 'reachM' | 'reachKind'>,
  context: Pick<ListContext, 'assumedReachM'>,
): Reach | null {
  if (hotspot.reachM != null && hotspot.reachKind)
    return { radiusM: hotspot.reachM, kind: hotspot.reachKind };
  if (!context.assumedReachM || hotspot.indoor === null) return null;
  return { radiusM: context.assumedReachM[hotspot.indoor ? 'indoor' : 'outdoor'], kind: 'assumed' };
}

const REACH_TEXT = {
  measured: 'footprintMeasured',
  modelled: 'footprintModelled',
  assumed: 'footprintAssumed',
} as const;

function accessText(access: string | null, language: PageLanguage): string | null {
  if (!access) return null;
  const { free, login, customersOnly } = accessFacts(access);
  const key: TextKey | null = login
    ? 'accessLogin'
    : customersOnly
      ? 'accessCustomers'
      : free === true
        ? 'accessFree'
        : free === false
          ? 'accessPaid'
          : access === 'partly free'
            ? 'accessPartly'
            : null;
  return escapeHtml(key ? pageText(language, key) : access);
}

function hoursText({ openingHours }: Hotspot, { language, now }: ListContext): string | null {
  if (!openingHours) return null;
  const open = isOpenAt(openingHours, now);
  const note = open === null ? '' : ` (${pageText(language, open ? 'openNow' : 'closedNow')})`;
  return escapeHtml(openingHoursInWords(openingHours, language) + note);
}

/** The sentence above the list: how many are shown and what each filter hides. */
export function countSentence(
  filtered: Pick<Filtered<Hotspot>, 'total' | 'hiddenBy'>,
  shown: number,
  language: PageLanguage,
): string {
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  const number = (value: number) => value.toLocaleString(locale);
  if (filtered.total === 0) return pageText(language, 'empty');
  const hidden = Object.entries(filtered.hiddenBy).filter(([, count]) => count! > 0);
  const values = { shown: number(shown), total: number(filtered.total) };
  const sentences = [pageText(language, shown === filtered.total ? 'countAll' : 'count', values)];
  if (shown === 0) sentences.push(pageText(language, 'none'));
  if (hidden.length > 0) {
    const list = hidden.map(([name, count]) => `${pageText(language, name as FilterName)} ${number(count!)}`);
    sentences.push(pageText(language, 'hidden', { list: list.join(', ') }));
  }
  return sentences.join(' ');
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
