/** Every word of the public map, German and English. Places in braces are filled by `fill`. */
const de = {
  title: 'WLAN in {place}',
  intro: 'Öffentliche WLAN-Standorte finden: als Liste und auf der Karte.',
  skip: 'Zur Liste der Standorte',
  language: 'English',
  search: 'Suchen und filtern',
  q: 'Name, Netz oder Betreiber',
  place: 'In der Nähe von (Straße oder Stadtteil)',
  nearMe: 'In meiner Nähe',
  nearMeBusy: 'Standort wird bestimmt …',
  nearMeRefused:
    'Der Browser darf den Standort nicht nennen. Geben Sie stattdessen eine Straße oder einen Stadtteil ein.',
  nearMeNone:
    'Der Standort ließ sich nicht bestimmen. Geben Sie stattdessen eine Straße oder einen Stadtteil ein.',
  nearMeDone: 'Nach Entfernung von Ihrem Standort sortiert.',
  nearPlace: 'Nach Entfernung von „{place}“ sortiert.',
  nearPoint: 'Nach Entfernung vom gewählten Punkt sortiert.',
  placeUnknown: '„{place}“ wurde nicht gefunden. Gesucht wird in Straßen, Stadtteilen und Einrichtungen.',
  filters: 'Filter',
  setting: 'Innen oder außen',
  settingAll: 'Beides',
  indoor: 'In Gebäuden',
  outdoor: 'Im Freien',
  operator: 'Betreiber',
  operatorAll: 'Alle',
  free: 'Kostenlos',
  open: 'Jetzt geöffnet',
  works: 'In Betrieb gemeldet',
  apply: 'Anwenden',
  reset: 'Alles zeigen',
  list: 'Standorte',
  map: 'Karte',
  mapHelp:
    'Karte der Standorte. Pfeiltasten verschieben sie; die Tasten darunter führen von Standort zu Standort.',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  stepBack: 'Voriger Standort',
  stepNext: 'Nächster Standort',
  chosen: 'Gewählter Standort',
  showMap: 'Karte zeigen',
  mapLoading: 'Karte wird geladen …',
  mapFailed: 'Die Karte lässt sich hier nicht zeichnen. Die Liste enthält alles.',
  count: '{shown} von {total} Standorten.',
  countAll: '{total} Standorte.',
  none: 'Kein Standort passt zu den Filtern.',
  empty: 'Es sind noch keine Standorte erfasst.',
  hidden: 'Verborgen: {list}.',
  pageOf: 'Seite {page} von {pages}',
  next: 'Weitere Standorte',
  previous: 'Vorige Standorte',
  distance: '{distance} entfernt',
  stateWorks: 'In Betrieb gemeldet',
  stateDown: 'Gestört gemeldet',
  stateUnknown: 'Zustand unbekannt',
  asOf: 'Stand {date}',
  asOfUnknown: 'Stand unbekannt',
  demo: 'Beispieldaten',
  ssid: 'Netz (SSID)',
  hours: 'Öffnungszeiten',
  openNow: 'jetzt geöffnet',
  closedNow: 'jetzt geschlossen',
  login: 'Zugang',
  accessFree: 'kostenlos; ob eine Anmeldung nötig ist, ist nicht bekannt',
  accessPaid: 'kostenpflichtig',
  accessPartly: 'zum Teil kostenlos',
  accessLogin: 'mit Anmeldung',
  accessCustomers: 'für Gäste und Kundschaft',
  address: 'Adresse',
  where: 'Innen/außen',
  indoors: 'im Gebäude',
  outdoors: 'im Freien',
  unknown: 'unbekannt',
  stepFree: 'Stufenfrei, Steckdosen',
  route: 'Route zu {name} (OpenStreetMap)',
  routeShort: 'Route',
  footprint: 'Reichweite',
  footprintAssumed: 'etwa {radius}, angenommen nach Gerätetyp, nicht gemessen',
  onMap: 'Auf der Karte',
  onMapOf: '{name} auf der Karte zeigen',
  sources: 'Daten',
  licence: 'Lizenz',
  licenceUnknown: 'Lizenz nicht angegeben',
  download: 'Herunterladen',
  skipText: 'Zum Inhalt',
  pages: 'Seiten',
  more: 'Mehr zu dieser Seite',
  toMap: 'Zur Karte und Liste',
  report: 'Etwas melden',
  reportThis: 'Melden',
  reportOf: 'Etwas zu {name} melden',
  accessibility: 'Barrierefreiheit',
  openData: 'Offene Daten',
  offline: 'Keine Verbindung. Gezeigt wird, was {age} bekannt war.',
};

export type TextKey = keyof typeof de;

const en: Readonly<Record<TextKey, string>> = {
  title: 'WLAN in {place}',
  intro: 'Find public WLAN hotspots: as a list and on the map.',
  skip: 'To the list of hotspots',
  language: 'Deutsch',
  search: 'Search and filter',
  q: 'Name, network or operator',
  place: 'Near (street or district)',
  nearMe: 'Near me',
  nearMeBusy: 'Finding your position …',
  nearMeRefused: 'The browser may not tell your position. Enter a street or a district instead.',
  nearMeNone: 'Your position could not be found. Enter a street or a district instead.',
  nearMeDone: 'Sorted by distance from your position.',
  nearPlace: 'Sorted by distance from "{place}".',
  nearPoint: 'Sorted by distance from the chosen point.',
  placeUnknown: '"{place}" was not found. The search covers streets, districts and facilities.',
  filters: 'Filters',
  setting: 'Indoors or outdoors',
  settingAll: 'Both',
  indoor: 'Indoors',
  outdoor: 'Outdoors',
  operator: 'Operator',
  operatorAll: 'All',
  free: 'Free of charge',
  open: 'Open now',
  works: 'Reported working',
  apply: 'Apply',
  reset: 'Show all',
  list: 'Hotspots',
  map: 'Map',
  mapHelp: 'Map of the hotspots. Arrow keys move it; the buttons below go from hotspot to hotspot.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  stepBack: 'Previous hotspot',
  stepNext: 'Next hotspot',
  chosen: 'Chosen hotspot',
  showMap: 'Show map',
  mapLoading: 'Loading the map …',
  mapFailed: 'The map cannot be drawn here. The list holds everything.',
  count: '{shown} of {total} hotspots.',
  countAll: '{total} hotspots.',
  none: 'No hotspot matches the filters.',
  empty: 'No hotspots have been recorded yet.',
  hidden: 'Hidden: {list}.',
  pageOf: 'Page {page} of {pages}',
  next: 'More hotspots',
  previous: 'Previous hotspots',
  distance: '{distance} away',
  stateWorks: 'Reported working',
  stateDown: 'Reported out of order',
  stateUnknown: 'State unknown',
  asOf: 'as of {date}',
  asOfUnknown: 'date unknown',
  demo: 'sample data',
  ssid: 'Network (SSID)',
  hours: 'Opening hours',
  openNow: 'open now',
  closedNow: 'closed now',
  login: 'Access',
  accessFree: 'free of charge; whether a login is needed is not known',
  accessPaid: 'paid',
  accessPartly: 'partly free',
  accessLogin: 'with login',
  accessCustomers: 'for guests and customers',
  address: 'Address',
  where: 'Indoors/outdoors',
  indoors: 'indoors',
  outdoors: 'outdoors',
  unknown: 'unknown',
  stepFree: 'Step-free, power',
  route: 'Route to {name} (OpenStreetMap)',
  routeShort: 'Route',
  footprint: 'Reach',
  footprintAssumed: 'about {radius}, assumed by kind of device, not measured',
  onMap: 'On the map',
  onMapOf: 'Show {name} on the map',
  sources: 'Data',
  licence: 'Licence',
  licenceUnknown: 'licence not given',
  download: 'Download',
  skipText: 'To the content',
  pages: 'Pages',
  more: 'More about this page',
  toMap: 'To the map and list',
  report: 'Report something',
  reportThis: 'Report',
  reportOf: 'Report something about {name}',
  accessibility: 'Accessibility',
  openData: 'Open data',
  offline: 'No connection. What is shown was known {age}.',
};

export type PageLanguage = 'de' | 'en';
const TEXTS: Readonly<Record<PageLanguage, Readonly<Record<TextKey, string>>>> = { de, en };

export function pageText(
  language: PageLanguage,
  key: TextKey,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return TEXTS[language][key].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** A length for people: to ten metres below a kilometre, to a hundred above. */
export function distanceInWords(distanceM: number, language: PageLanguage): string {
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  if (distanceM < 995) return `${Math.max(10, Math.round(distanceM / 10) * 10)} m`;
  return `${(distanceM / 1000).toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} km`;
}

/** An ISO date as people write it. */
export function dateInWords(iso: string, language: PageLanguage): string {
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number) as [number, number, number];
  return language === 'de'
    ? `${day}.${month}.${year}`
    : new Date(Date.UTC(year, month - 1, day)).toLocaleDateString('en-GB', {
        dateStyle: 'medium',
        timeZone: 'UTC',
      });
}

/** How long ago something was, in whole seconds, minutes, hours or days ("vor 1 Minute", "2 hours ago"). */
export function ageInWords(ageMs: number, language: PageLanguage): string {
  const format = new Intl.RelativeTimeFormat(language === 'de' ? 'de-DE' : 'en-GB');
  const seconds = Math.max(0, Math.floor(ageMs / 1000));
  if (seconds < 60) return format.format(-seconds, 'second');
  if (seconds < 60 * 60) return format.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 48 * 3600) return format.format(-Math.floor(seconds / 3600), 'hour');
  return format.format(-Math.floor(seconds / 86_400), 'day');
}
