import { escapeHtml } from '#core/wlan/page/list.ts';
import { dateInWords, type PageLanguage } from '#core/wlan/page/texts.ts';
import type { LayerExtent } from '../../../layers/layer-extent.ts';
import type { ChangeDay } from './change-store.ts';

/** What the data are, under which licence, how to get them, and what has changed. */
export function openDataContent(
  extent: LayerExtent,
  days: readonly ChangeDay[],
  origin: string,
  language: PageLanguage,
): string {
  const t = TEXTS[language];
  const sources = extent.sources.map(({ name, asOf, licence, isDemo }) => {
    const parts = [name, asOf ? dateInWords(asOf, language) : t.noDate, licence ?? t.noLicence];
    return `<li>${escapeHtml([...parts, ...(isDemo ? [t.demo] : [])].join(' · '))}</li>`;
  });
  const link = ([href, label]: readonly [string, string]) => `<li><a href="${href}">${label}</a></li>`;
  const rows = days.map(
    ({ day, source, added, changed, removed }) =>
      `<tr><th scope="row">${dateInWords(day, language)}</th><td>${escapeHtml(source)}</td><td>${added}</td><td>${changed}</td><td>${removed}</td></tr>`,
  );
  const embed = `<iframe src="${origin}/wlan?embed=1" title="WLAN" allow="geolocation" width="100%" height="700"></iframe>`;
  return `<p>${t.intro}</p>
<h2>${t.files}</h2><ul>${FILES.map(link).join('')}</ul>
<h2>${t.sources}</h2><ul>${sources.join('') || `<li>${t.none}</li>`}</ul><p>${t.licenceNote}</p>
<h2>${t.changes}</h2><ul>${link(['/wlan/changes.atom', 'Atom'])}${link(['/api/hotspots/changes', 'JSON'])}</ul>
${rows.length > 0 ? `<table><thead><tr>${t.columns.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>` : `<p>${t.noChanges}</p>`}
<h2>${t.embed}</h2><p>${t.embedNote}</p><p><code>${escapeHtml(embed)}</code></p>`;
}

const FILES = [
  ['/api/hotspots.geojson', 'GeoJSON'],
  ['/api/hotspots.csv', 'CSV'],
  ['/api/hotspots.gpkg', 'GeoPackage'],
  ['/ogc/collections/hotspots', 'OGC API – Features'],
  ['/wlan/dcat.jsonld', 'DCAT-AP.de (JSON-LD)'],
  ['/api/openapi.json', 'OpenAPI'],
] as const;

const TEXTS = {
  de: {
    intro: 'Alles, was Karte und Liste zeigen, gibt es als Datei und über Schnittstellen, ohne Anmeldung.',
    files: 'Dateien und Schnittstellen',
    sources: 'Quellen und Lizenzen',
    none: 'Es sind noch keine Daten geladen.',
    licenceNote:
      'Für jeden Datensatz gilt seine eigene Lizenz; im Feld „source“ steht, aus welchem ein Standort kommt. Wo keine angegeben ist, fragen Sie bitte den Betreiber.',
    noDate: 'Stand unbekannt',
    noLicence: 'Lizenz nicht angegeben',
    demo: 'Beispieldaten',
    changes: 'Änderungen',
    noChanges: 'Noch keine Änderungen.',
    columns: ['Tag', 'Datensatz', 'Neu', 'Geändert', 'Entfernt'],
    embed: 'Einbetten',
    embedNote: 'Die Karte lässt sich in andere Seiten einbetten:',
  },
  en: {
    intro: 'Everything that map and list show is there as a file and through interfaces, without signing in.',
    files: 'Files and interfaces',
    sources: 'Sources and licences',
    none: 'No data have been loaded yet.',
    licenceNote:
      'Each data set has its own licence; the field "source" says which one a hotspot comes from. Where none is given, please ask the operator.',
    noDate: 'date unknown',
    noLicence: 'licence not given',
    demo: 'sample data',
    changes: 'Changes',
    noChanges: 'No changes yet.',
    columns: ['Day', 'Data set', 'New', 'Changed', 'Removed'],
    embed: 'Embed',
    embedNote: 'The map can be embedded into other pages:',
  },
};
