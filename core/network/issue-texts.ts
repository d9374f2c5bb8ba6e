/** Sentences of the network engine. */
export const NETWORK_ISSUE_TEXTS = {
  'steiner-no-terminals': {
    status: 422,
    de: 'Es ist nichts zu verbinden: Die Aufgabe nennt keinen Endpunkt.',
    en: 'There is nothing to connect: the instance names no terminal.',
  },
  'steiner-disconnected': {
    status: 422,
    de: '{value} von {terminals} Endpunkten hängen nicht mit Endpunkt {first} zusammen, als Erster {where}. Ergänzen Sie die fehlenden Kanten oder lassen Sie diese Endpunkte weg.',
    en: '{value} of {terminals} terminals are not connected with terminal {first}, the first of them {where}. Add the missing edges or leave these terminals out.',
  },
  'steiner-cost-not-whole': {
    status: 422,
    de: 'Die Kosten „{value}“ an {where} sind keine ganze Zahl ab 0.',
    en: 'The cost "{value}" at {where} is no whole number of 0 or more.',
  },
  'steiner-costs-too-large': {
    status: 422,
    de: 'Die Summe aller Kosten ({value}) ist größer als 2^53 − 1 und nicht mehr genau zu rechnen. Nehmen Sie eine gröbere Einheit.',
    en: 'The sum of all costs ({value}) exceeds 2^53 − 1 and can no longer be exact. Use a coarser unit.',
  },
  'stp-malformed-line': {
    status: 422,
    de: '{where}: „{value}“ ist so nicht lesbar. Erwartet: {expected}.',
    en: '{where}: "{value}" cannot be read. Expected: {expected}.',
  },
  'stp-number-out-of-range': {
    status: 422,
    de: '{where}: „{value}“ geht nicht. Erwartet: {expected}.',
    en: '{where}: "{value}" is not possible. Expected: {expected}.',
  },
  'stp-count-mismatch': {
    status: 422,
    de: 'Gezählt wurden {value}, die Datei nennt {expected}. Ist sie vollständig?',
    en: 'Counted were {value}, the file says {expected}. Is it complete?',
  },
  'stp-missing-section': {
    status: 422,
    de: '{where}: Es fehlt {expected}. Ist es eine Datei im Format .gr (PACE) oder .stp (SteinLib)?',
    en: '{where}: missing is {expected}. Is it a file in .gr (PACE) or .stp (SteinLib) form?',
  },
  'stp-directed': {
    status: 422,
    de: '{where}: gerichtete Bögen („{value}“) werden nicht gelöst. Erwartet: {expected}.',
    en: '{where}: directed arcs ("{value}") are not solved. Expected: {expected}.',
  },
  'stp-prize-collecting': {
    status: 422,
    de: 'Die Datei nennt Preise der Endpunkte (TP). Der Befehl steiner löst Aufgaben ohne Preise.',
    en: 'The file names prizes of terminals (TP). The command steiner solves instances without prizes.',
  },
  'network-no-targets': {
    status: 422,
    de: 'In dieser Fläche liegt nichts, was anzuschließen wäre.',
    en: 'There is nothing to connect in this area.',
  },
  'price-unknown-item': {
    status: 422,
    de: '{where}: Eine Position „{value}“ kennt der Preiskatalog nicht. Bekannt sind: {known}.',
    en: '{where}: The price catalogue has no item "{value}". Known are: {known}.',
  },
  'price-bad-range': {
    status: 422,
    de: '{where}: Die Preise {value} für „{item}“ gehen nicht. Erwartet: Zahlen ab 0, niedrig ≤ erwartet ≤ hoch.',
    en: '{where}: The prices {value} of "{item}" are not possible. Expected: numbers of 0 or more, low ≤ expected ≤ high.',
  },
  'network-bad-value': {
    status: 422,
    de: '{field}: „{value}“ geht nicht. Erwartet: {expected}.',
    en: '{field}: "{value}" is not possible. Expected: {expected}.',
  },
  'network-target-twice': {
    status: 422,
    de: 'Die Kennung „{value}“ kommt unter den Zielen zweimal vor. Jedes Ziel braucht eine eigene.',
    en: 'The id "{value}" occurs twice among the targets. Each target needs one of its own.',
  },
  'network-no-street-near': {
    status: 422,
    de: 'Kein Gebäude hat eine Straße, an der gegraben werden darf, im Umkreis von {distanceM} m, von der aus es zu erreichen ist. Lesen Sie Straßen ein (Ebene „streets“), oder erlauben Sie längere Hausanschlüsse.',
    en: 'No building has a street along which digging is allowed within {distanceM} m from which it can be reached. Import streets (layer "streets"), or allow longer drops.',
  },
  'network-pop-off-street': {
    status: 422,
    de: 'Einspeisepunkt {number} (Ost {eastingM} m, Nord {northingM} m, EPSG:25832) hat keine Straße, an der gegraben werden darf, im Umkreis von {distanceM} m. Setzen Sie ihn näher an eine Straße der Fläche.',
    en: 'Feeding point {number} (east {eastingM} m, north {northingM} m, EPSG:25832) has no street along which digging is allowed within {distanceM} m. Set it nearer to a street of the area.',
  },
  'network-area-not-degrees': {
    status: 422,
    de: 'Die Fläche hat Koordinaten wie {value}, die keine Grad sind. Speichern Sie sie in EPSG:4326, oder so, dass die Datei ihr Koordinatensystem nennt.',
    en: 'The area has coordinates such as {value}, which are no degrees. Save it in EPSG:4326, or so that the file names its coordinate reference system.',
  },
  'network-bad-area': {
    status: 422,
    de: '{value} ist keine Fläche: erwartet wird eine GeoJSON-Datei mit Polygonen (EPSG:4326) oder die Kennung einer gespeicherten Fläche.',
    en: '{value} is no area: expected is a GeoJSON file of polygons (EPSG:4326) or the id of a saved area.',
  },
} as const;
