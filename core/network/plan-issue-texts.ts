/** Sentences about plans that are taken over from elsewhere; part of the one table in `core/issue-texts.ts`. */
export const NETWORK_PLAN_ISSUE_TEXTS = {
  'network-import-no-lines': {
    status: 422,
    de: 'In {value} ist keine Linie, die eine Trasse sein könnte. Erwartet wird eine Datei mit Linien (GeoPackage, GeoJSON, Shapefile …).',
    en: '{value} holds no line that could be a trench. Expected is a file with lines (GeoPackage, GeoJSON, Shapefile …).',
  },
  'network-import-no-crs': {
    status: 422,
    de: '{value} nennt kein Koordinatensystem. Speichern Sie die Datei mit dem System, zum Beispiel EPSG:25832.',
    en: '{value} states no coordinate reference system. Save the file with its system, for example EPSG:25832.',
  },
  'network-import-far-away': {
    status: 422,
    de: 'Eine Linie in {value} liegt außerhalb des Planungsraums (EPSG:25832: {place}). Stimmt das Koordinatensystem der Datei?',
    en: 'A line in {value} lies outside the planning space (EPSG:25832: {place}). Is the coordinate reference system of the file right?',
  },
  'network-busy': {
    status: 503,
    de: 'Der Server rechnet gerade an einem anderen Netz. Versuchen Sie es gleich wieder.',
    en: 'The server is working on another network just now. Try again shortly.',
  },
} as const;
