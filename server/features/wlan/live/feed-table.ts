import { escapeHtml } from '#core/wlan/page/list.ts';
import { ageInWords, type PageLanguage } from '#core/wlan/page/texts.ts';
import type { FeedState } from './live-feeds.ts';

/** The monitored feeds for the desk, as HTML. */
export function feedTable(states: readonly FeedState[], language: PageLanguage, nowMs: number): string {
  const t = TEXTS[language];
  if (states.length === 0) return `<h2>${t.title}</h2><p>${t.none}</p>`;
  const rows = states.map((feed) => {
    const checked = feed.checkedAtMs === null ? t.never : ageInWords(nowMs - feed.checkedAtMs, language);
    const fault = feed.fault === null ? t.fine : `${t.faults[feed.fault]} (${feed.failures}×)`;
    const cells = [
      checked,
      fault,
      `${feed.entries}`,
      `${(feed.skipped?.noKey ?? 0) + (feed.skipped?.repeated ?? 0)}`,
    ];
    return `<tr><th scope="row">${escapeHtml(feed.address)}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const head = t.head.map((name) => `<th scope="col">${name}</th>`).join('');
  return `<h2>${t.title}</h2><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

type Fault = NonNullable<FeedState['fault']>;

const TEXTS: Record<
  PageLanguage,
  {
    title: string;
    none: string;
    never: string;
    fine: string;
    head: string[];
    faults: Record<Fault, string>;
  }
> = {
  de: {
    title: 'Überwachte Quellen des Zustands',
    none: 'Keine eingerichtet (Einstellung WLAN_FEEDS). Der Zustand ist der des Datensatzes.',
    never: 'noch nie',
    fine: 'in Ordnung',
    head: ['Adresse', 'Stand', 'Letzter Versuch', 'Einträge', 'Übergangen'],
    faults: {
      unreachable: 'nicht erreichbar',
      timeout: 'zu langsam',
      'too-large': 'zu groß',
      refused: 'mit Fehler geantwortet',
      'redirected-elsewhere': 'leitet auf einen anderen Rechner um; tragen Sie dessen Adresse ein',
      'too-many-redirects': 'leitet immer weiter um',
      'private-address':
        'liegt im eigenen Netz; nennen Sie den Rechner in FETCH_PRIVATE_HOSTS, wenn das so sein soll',
      empty: 'leer',
      html: 'eine Webseite statt Daten',
      'not-json': 'kein lesbares JSON',
      'no-entries': 'keine Einträge mit Schlüssel und Zustand',
    },
  },
  en: {
    title: 'Monitored feeds of the state',
    none: 'None set up (setting WLAN_FEEDS). The state is that of the data set.',
    never: 'never yet',
    fine: 'fine',
    head: ['Address', 'As of', 'Last attempt', 'Entries', 'Passed over'],
    faults: {
      unreachable: 'cannot be reached',
      timeout: 'too slow',
      'too-large': 'too large',
      refused: 'answered with an error',
      'redirected-elsewhere': 'redirects to another host; enter its address',
      'too-many-redirects': 'redirects on and on',
      'private-address': 'is inside the own network; name the host in FETCH_PRIVATE_HOSTS if that is meant',
      empty: 'empty',
      html: 'a web page instead of data',
      'not-json': 'no readable JSON',
      'no-entries': 'no entries with key and state',
    },
  },
};
