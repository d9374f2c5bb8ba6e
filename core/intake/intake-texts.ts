/** Sentences of everything that can be said of a file; part of `ISSUE_TEXTS`. */
export const INTAKE_TEXTS = {
  'radio-outside-bands': {
    status: 422,
    de: 'Zeile {row}: Der Kanal von {fromMhz} bis {toMhz} MHz liegt in keinem erlaubten Band. Prüfen Sie Mitte und Breite.',
    en: 'Row {row}: the channel from {fromMhz} to {toMhz} MHz lies in no band that is allowed. Check its centre and width.',
  },
  'radio-indoor-only': {
    status: 422,
    de: 'Zeile {row}: Der Kanal von {fromMhz} bis {toMhz} MHz ist nur in Gebäuden erlaubt, der Standort liegt draußen. Wählen Sie einen anderen Kanal. {source}',
    en: 'Row {row}: the channel from {fromMhz} to {toMhz} MHz is allowed indoors only, the hotspot is outdoors. Choose another channel. {source}',
  },
  'radio-above-limit': {
    status: 422,
    de: 'Zeile {row}: {eirpDbm} dBm Strahlungsleistung sind mehr als die erlaubten {limitDbm} dBm. Senken Sie die Leistung. {source}',
    en: 'Row {row}: {eirpDbm} dBm of radiated power are more than the {limitDbm} dBm allowed. Lower the power. {source}',
  },
  'reach-kind-unknown': {
    status: 422,
    de: 'Zeile {row}: Die Reichweite „{value}“ ist weder gemessen (measured) noch berechnet (modelled); die Zeile wurde ohne sie übernommen.',
    en: 'Row {row}: the reach "{value}" is neither measured nor modelled; the row was taken without it.',
  },
  'file-missing': {
    status: 404,
    de: 'Die Datei {value} gibt es nicht oder sie ist nicht lesbar: {reason}.',
    en: 'The file {value} does not exist or cannot be read: {reason}.',
  },
  'file-empty': {
    status: 422,
    de: 'Die Datei {value} ist leer.',
    en: 'The file {value} is empty.',
  },
  'file-too-large': {
    status: 413,
    de: 'Die Datei {value} hat {sizeMb} MB; gelesen werden höchstens {limitMb} MB.',
    en: 'The file {value} has {sizeMb} MB; at most {limitMb} MB are read.',
  },
  'file-not-readable': {
    status: 422,
    de: 'Die Datei {value} ist nicht das, was ihr Name sagt ({expected}): {reason}.',
    en: 'The file {value} is not what its name says ({expected}): {reason}.',
  },
  'file-unsafe': {
    status: 422,
    de: 'Die Datei {value} wird nicht gelesen: {reason}.',
    en: 'The file {value} is not read: {reason}.',
  },
  'file-takes-too-long': {
    status: 422,
    de: 'Das Lesen der Datei {value} wurde nach {limitS} Sekunden abgebrochen.',
    en: 'Reading the file {value} was stopped after {limitS} seconds.',
  },
  'too-many-features': {
    status: 422,
    de: 'Die Datei {value} hat {count} Objekte; gelesen werden höchstens {max}.',
    en: 'The file {value} has {count} features; at most {max} are read.',
  },
  'unknown-file-kind': {
    status: 422,
    de: 'Die Endung der Datei {value} ist unbekannt. Gelesen werden: {known}.',
    en: 'The extension of the file {value} is not known. Read are: {known}.',
  },
  'format-not-recognised': {
    status: 422,
    de: 'Die Datei {value} passt zu keinem Format für die Ebene {layer}. Gefunden: {found}. Formate dieser Ebene: {known}.',
    en: 'The file {value} fits no format for the layer {layer}. Found: {found}. Formats of this layer: {known}.',
  },
  'unknown-format': {
    status: 422,
    de: 'Das Format „{value}“ gibt es für die Ebene {layer} nicht. Bekannt sind: {known}.',
    en: 'There is no format "{value}" for the layer {layer}. Known are: {known}.',
  },
  'layer-not-importable': {
    status: 422,
    de: 'In die Ebene „{value}“ wird nicht eingelesen. Möglich sind: {known}.',
    en: 'Nothing is imported into the layer "{value}". Possible are: {known}.',
  },
  'column-missing': {
    status: 422,
    de: 'In der Datei fehlt {column}. Vorhanden: {found}.',
    en: 'The file lacks {column}. Present: {found}.',
  },
  'several-layers': {
    status: 422,
    de: 'Die Datei enthält mehrere Ebenen ({found}); gelesen wurde „{value}“.',
    en: 'The file holds several layers ({found}); "{value}" was read.',
  },
  'demo-data-present': {
    status: 409,
    de: 'Die Datenbank enthält die Demostadt; echte und erfundene Daten werden nicht vermischt. Mit --replace-demo werden alle Demodaten entfernt und diese Datei eingelesen.',
    en: 'The database holds the demo city; real and made-up data are not mixed. With --replace-demo all demo data are removed and this file is imported.',
  },
  'crs-unknown': {
    status: 422,
    de: 'Die Datei nennt kein Koordinatensystem, und die Koordinaten ({value}) verraten keines. Nennen Sie es mit --crs, z. B. --crs EPSG:25832.',
    en: 'The file states no coordinate reference system, and the coordinates ({value}) do not tell one. State it with --crs, e.g. --crs EPSG:25832.',
  },
  'crs-from-extent': {
    status: 422,
    de: 'Die Datei nennt kein Koordinatensystem. Nach den Koordinaten ({value}) ist es wahrscheinlich EPSG:{srid}; mit --crs legen Sie es fest.',
    en: 'The file states no coordinate reference system. By its coordinates ({value}) it is probably EPSG:{srid}; state it with --crs.',
  },
  'crs-from-columns': {
    status: 422,
    de: 'Koordinatensystem EPSG:{srid}, nach den Spaltennamen {column}.',
    en: 'Coordinate reference system EPSG:{srid}, by the column names {column}.',
  },
  'crs-contradicts': {
    status: 422,
    de: 'Das angegebene Koordinatensystem EPSG:{srid} passt nicht zu den Koordinaten ({value}).',
    en: 'The stated coordinate reference system EPSG:{srid} does not fit the coordinates ({value}).',
  },
  'no-coordinates': {
    status: 422,
    de: 'Zeile {row}: keine Koordinaten. Ergänzen Sie sie, oder lassen Sie die Zeile mit --accept no-coordinates wissentlich weg.',
    en: 'Row {row}: no coordinates. Add them, or leave the row out knowingly with --accept no-coordinates.',
  },
  'coordinates-unreadable': {
    status: 422,
    de: 'Zeile {row}, Spalte {column}: „{value}“ ist keine Koordinate. Schreiben Sie Dezimalgrad (9,7320) oder Meter (550400), oder lassen Sie die Zeile mit --accept coordinates-unreadable wissentlich weg.',
    en: 'Row {row}, column {column}: "{value}" is no coordinate. Write decimal degrees (9.7320) or metres (550400), or leave the row out knowingly with --accept coordinates-unreadable.',
  },
  'value-too-long': {
    status: 422,
    de: 'Zeile {row}, Spalte {column}: der Wert hat {length} Zeichen, höchstens {most} sind möglich. Kürzen Sie ihn, oder lassen Sie die Zeile mit --accept value-too-long wissentlich weg.',
    en: 'Row {row}, column {column}: the value has {length} characters, at most {most} are possible. Shorten it, or leave the row out knowingly with --accept value-too-long.',
  },
  'header-below': {
    status: 422,
    de: 'Die Namen der Spalten stehen in Zeile {row} ({value}); was darüber steht, wurde übergangen.',
    en: 'The names of the columns stand in row {row} ({value}); what stands above was passed over.',
  },
  'quote-unclosed': {
    status: 422,
    de: 'Zeile {row}: ein Anführungszeichen wird nicht geschlossen; es wurde als gewöhnliches Zeichen gelesen. Prüfen Sie die Zeile.',
    en: 'Row {row}: a quotation mark is never closed; it was read as an ordinary character. Check the row.',
  },
  'encoding-concluded': {
    status: 422,
    de: 'Die Datei nennt keine Zeichenkodierung und ist kein UTF-8; nach ihren Umlauten ist es wahrscheinlich {value}. Mit --encoding legen Sie sie fest.',
    en: 'The file states no encoding and is not UTF-8; by its umlauts it is probably {value}. State it with --encoding.',
  },
  'coordinates-swapped': {
    status: 422,
    de: 'Zeile {row}: geografische Länge und Breite sind vertauscht ({value}). Mit --repair coordinates-swapped werden sie getauscht.',
    en: 'Row {row}: longitude and latitude are swapped ({value}). --repair coordinates-swapped swaps them back.',
  },
  'coordinates-far-off': {
    status: 422,
    de: 'Zeile {row}: die Koordinaten ({value}) liegen außerhalb Deutschlands. Mit --accept coordinates-far-off werden sie übernommen.',
    en: 'Row {row}: the coordinates ({value}) lie outside Germany. --accept coordinates-far-off takes them as they are.',
  },
  'decimal-point-lost': {
    status: 422,
    de: 'Zeile {row}: den Koordinaten ({value}) fehlt das Dezimalzeichen. Mit --repair decimal-point-lost werden sie zu {mended}.',
    en: 'Row {row}: the coordinates ({value}) have lost their decimal point. --repair decimal-point-lost makes them {mended}.',
  },
  'place-duplicate': {
    status: 422,
    de: 'Zeile {row}: „{value}“ steht am selben Ort schon in Zeile {first}. Beide wurden übernommen.',
    en: 'Row {row}: "{value}" is at the same place in row {first} already. Both were taken.',
  },
  'coordinates-impossible': {
    status: 422,
    de: 'Zeile {row}: in EPSG:{srid} gibt es die Koordinaten der Geometrie (zuerst {value}) bei uns nicht. Berichtigen Sie sie, oder nennen Sie das Koordinatensystem mit --crs.',
    en: 'Row {row}: the coordinates of the geometry (first {value}) do not exist here in EPSG:{srid}. Correct them, or state the coordinate reference system with --crs.',
  },
  'number-too-large': {
    status: 422,
    de: 'Zeile {row}, Spalte {column}: {value} ist zu groß.',
    en: 'Row {row}, column {column}: {value} is too large.',
  },
  'rows-not-storable': {
    status: 422,
    de: 'Die Datenbank nimmt die Zeilen der Datei {value} nicht an: {reason}. Die Ebene bleibt, wie sie war.',
    en: 'The database does not take the rows of the file {value}: {reason}. The layer stays as it was.',
  },
  'geometry-wrong-kind': {
    status: 422,
    de: 'Zeile {row}: {value} passt nicht in diese Ebene ({expected}). Wählen Sie eine andere Ebene, oder lassen Sie die Zeile mit --accept geometry-wrong-kind wissentlich weg.',
    en: 'Row {row}: {value} does not fit this layer ({expected}). Choose another layer, or leave the row out knowingly with --accept geometry-wrong-kind.',
  },
  'geometry-invalid': {
    status: 422,
    de: 'Zeile {row}: ungültige Geometrie ({reason}). Mit --repair geometry-invalid wird sie repariert.',
    en: 'Row {row}: invalid geometry ({reason}). --repair geometry-invalid repairs it.',
  },
  'key-duplicate': {
    status: 422,
    de: 'Zeile {row}: der Schlüssel „{value}“ steht schon in Zeile {first}. Mit --accept key-duplicate bleibt die erste Zeile.',
    en: 'Row {row}: the key "{value}" is already in row {first}. --accept key-duplicate keeps the first row.',
  },
  'value-missing': {
    status: 422,
    de: 'Zeile {row}: {column} ist leer.',
    en: 'Row {row}: {column} is empty.',
  },
  'name-missing': {
    status: 422,
    de: 'Zeile {row}: kein Name; benutzt wird „{value}“.',
    en: 'Row {row}: no name; "{value}" is used.',
  },
  'not-a-number': {
    status: 422,
    de: 'Zeile {row}, Spalte {column}: „{value}“ ist keine Zahl.',
    en: 'Row {row}, column {column}: "{value}" is not a number.',
  },
  'number-became-date': {
    status: 422,
    de: 'Zeile {row}, Spalte {column}: „{value}“ ist ein Datum; eine Tabellenkalkulation hat es wohl aus einer Zahl gemacht. Tragen Sie die Zahl nach, oder lassen Sie die Zeile mit --accept number-became-date weg.',
    en: 'Row {row}, column {column}: "{value}" is a date; a spreadsheet probably made it of a number. Put the number back, or leave the row out with --accept number-became-date.',
  },
  'negative-number': {
    status: 422,
    de: 'Zeile {row}, Spalte {column}: {value} ist negativ.',
    en: 'Row {row}, column {column}: {value} is negative.',
  },
  'value-secret': {
    status: 422,
    de: 'Spalte {column}: {count} Werte sind geheim gehalten oder fehlen ({value}); sie zählen als unbekannt.',
    en: 'Column {column}: {count} values are kept secret or missing ({value}); they count as unknown.',
  },
  'no-break-space': {
    status: 422,
    de: 'Spalte {column}: {count} Werte mit geschütztem Leerzeichen; es wurde durch ein gewöhnliches ersetzt (zuerst Zeile {row}).',
    en: 'Column {column}: {count} values with a no-break space; it was replaced by an ordinary one (first in row {row}).',
  },
  'encoding-damage': {
    status: 422,
    de: 'Zeile {row}, Spalte {column}: „{value}“ sieht nach falscher Zeichenkodierung aus ({count}-mal). Mit --repair encoding-damage wird es zurückverwandelt, wo das geht.',
    en: 'Row {row}, column {column}: "{value}" looks wrongly encoded ({count} times). --repair encoding-damage turns it back where that can be done.',
  },
  'other-kind': {
    status: 422,
    de: '{count} Objekte gehören nicht in diese Ebene ({value}) und wurden übergangen.',
    en: '{count} features do not belong to this layer ({value}) and were passed over.',
  },
  'line-kind-unknown': {
    status: 422,
    de: 'Zeile {row}, Spalte {column}: „{value}“ ist weder ein Leerrohr (existing-duct) noch ein Bauvorhaben (joint-trench). Schreiben Sie eines davon.',
    en: 'Row {row}, column {column}: "{value}" is neither a duct (existing-duct) nor works of others (joint-trench). Write one of them.',
  },
  'stop-of-station': {
    status: 422,
    de: '{count} Zeilen sind Bahnsteige oder Eingänge von Haltestellen derselben Datei; gezählt wird die Haltestelle.',
    en: '{count} rows are platforms or entrances of stops in the same file; the stop is what counts.',
  },
  'line-kind-assumed': {
    status: 422,
    de: '{count} Linien sagen nicht, was sie sind; sie wurden als Leerrohre übernommen. Eine Spalte „kind“ mit existing-duct oder joint-trench sagt es.',
    en: '{count} lines do not say what they are; they were taken as ducts. A column "kind" with existing-duct or joint-trench tells it.',
  },
  'line-year-impossible': {
    status: 422,
    de: 'Zeile {row}: Das Jahr {value} liegt nicht zwischen 1900 und 2200. Prüfen Sie die Spalte mit dem Jahr.',
    en: 'Row {row}: the year {value} does not lie between 1900 and 2200. Check the column with the year.',
  },
  'cell-id-contradicts': {
    status: 422,
    de: 'Zeile {row}: die Gitterkennung {value} passt nicht zu den Koordinaten.',
    en: 'Row {row}: the grid id {value} does not fit the coordinates.',
  },
  'ags-invalid': {
    status: 422,
    de: 'Zeile {row}, Spalte {column}: „{value}“ ist kein amtlicher Gemeinde- oder Kreisschlüssel (8 oder 5 Ziffern).',
    en: 'Row {row}, column {column}: "{value}" is no official key of a municipality or county (8 or 5 digits).',
  },
  'ags-zero-lost': {
    status: 422,
    de: 'Spalte {column}: {count} Schlüssel haben ihre führende Null verloren (zuerst Zeile {row}: „{value}“); sie wurde ergänzt.',
    en: 'Column {column}: {count} keys have lost their leading zero (first in row {row}: "{value}"); it was put back.',
  },
  'totals-beside-parts': {
    status: 422,
    de: 'Zeile {row}: {value} ist die Summe von {count} weiteren Zeilen der Datei. Zählen Sie sie nicht zusammen.',
    en: 'Row {row}: {value} is the total of {count} other rows of the file. Do not add them up.',
  },
  'share-out-of-range': {
    status: 422,
    de: 'Zeile {row}, Spalte {column}: {value} ist kein Anteil zwischen 0 und 100 Prozent.',
    en: 'Row {row}, column {column}: {value} is no share between 0 and 100 percent.',
  },
  'share-above-100': {
    status: 422,
    de: 'Zeile {row}, Spalte {column}: {value} % sind mehr als alle; der Wert wurde übernommen, wie er veröffentlicht ist.',
    en: 'Row {row}, column {column}: {value} % is more than all; the value was taken as published.',
  },
  'share-rises': {
    status: 422,
    de: 'Zeile {row}: {value} % in „{column}“ sind mehr als {lower} % in „{than}“, obwohl die Geschwindigkeit höher ist.',
    en: 'Row {row}: {value} % in "{column}" is more than {lower} % in "{than}", although the speed is higher.',
  },
  'value-uncertain': {
    status: 422,
    de: 'Spalte {column}: {count} Werte stehen in Klammern, sind also unsicher; sie wurden übernommen.',
    en: 'Column {column}: {count} values are in brackets, that is uncertain; they were taken.',
  },
  'address-missing': {
    status: 422,
    de: 'Zeile {row}: weder Adress-ID noch Straße mit Hausnummer noch Koordinaten.',
    en: 'Row {row}: neither an address id nor street and house number nor coordinates.',
  },
  'address-unknown': {
    status: 422,
    de: 'Zeile {row}: die Adresse „{value}“ ist nicht eingelesen. Lesen Sie zuerst die Adressen ein, oder lassen Sie die Zeile mit --accept address-unknown wissentlich weg.',
    en: 'Row {row}: the address "{value}" has not been imported. Import the addresses first, or leave the row out knowingly with --accept address-unknown.',
  },
  'address-ambiguous': {
    status: 422,
    de: 'Zeile {row}: „{value}“ trifft auf {count} Adressen zu. Ergänzen Sie Postleitzahl, Adress-ID oder Koordinaten.',
    en: 'Row {row}: "{value}" fits {count} addresses. Add the postcode, the address id or coordinates.',
  },
  'technology-unknown': {
    status: 422,
    de: 'Zeile {row}, Spalte {column}: „{value}“ ist keine bekannte Technik (FTTH, FTTB, FTTC, HFC, DSL, FWA, sonst).',
    en: 'Row {row}, column {column}: "{value}" is no known technology (FTTH, FTTB, FTTC, HFC, DSL, FWA, sonst).',
  },
  'speed-impossible': {
    status: 422,
    de: 'Zeile {row}: {value} Mbit/s (Download / Upload) gibt {technology} nicht her. Berichtigen Sie den Wert, oder übernehmen Sie ihn mit --accept speed-impossible.',
    en: 'Row {row}: {technology} cannot give {value} Mbit/s (down / up). Correct the value, or take it as it is with --accept speed-impossible.',
  },
  'thousands-point': {
    status: 422,
    de: 'Zeile {row}, Spalte {column}: „{value}“ wurde als {mbit} Mbit/s gelesen.',
    en: 'Row {row}, column {column}: "{value}" was read as {mbit} Mbit/s.',
  },
  'not-a-date': {
    status: 422,
    de: 'Zeile {row}, Spalte {column}: „{value}“ ist kein Datum.',
    en: 'Row {row}, column {column}: "{value}" is no date.',
  },
  'not-answered': {
    status: 422,
    de: '{count} {count:Zeile sagt|Zeilen sagen} nichts zur Versorgung und {count:wird|werden} übergangen: dort wurde nicht geantwortet.',
    en: '{count} {count:row says|rows say} nothing of supply and {count:is|are} passed over: no answer was given there.',
  },
  'only-remarked': {
    status: 422,
    de: '{count} {count:Zeile hat|Zeilen haben} nur eine Bemerkung, keine Angabe zu Bestand oder Planung, und {count:wird|werden} übergangen. Lesen Sie die Bemerkungen in der Datei.',
    en: '{count} {count:row has|rows have} a remark only, with nothing of existing or planned supply, and {count:is|are} passed over. Read the remarks in the file.',
  },
  'homes-unknown': {
    status: 422,
    de: '„{value}“ ist weder HC (Homes Connected) noch HP (Homes Passed); die Angabe bleibt offen.',
    en: '"{value}" is neither HC (homes connected) nor HP (homes passed); it stays open.',
  },
  'operator-from-source': {
    status: 422,
    de: 'Die Datei nennt keinen Betreiber; als Betreiber gilt „{value}“.',
    en: 'The file names no operator; "{value}" is taken as the operator.',
  },
  'mapping-saved': {
    status: 422,
    de: 'Eine gespeicherte Zuordnung der Spalten wurde benutzt: {value}.',
    en: 'A saved mapping of columns was used: {value}.',
  },
  'mapped-twice': {
    status: 422,
    de: '{count} Objekte tragen eine Adresse, die schon ein anderes trägt; jede Adresse wurde einmal übernommen.',
    en: '{count} objects carry an address that another one carries already; every address was taken once.',
  },
  'update-delivery': {
    status: 422,
    de: 'Die Datei ist eine Änderungslieferung ({changed} Änderungen, {removed} Löschungen): Adressen, die sie nicht nennt, bleiben.',
    en: 'The file is a delivery of changes ({changed} changes, {removed} deletions): addresses it does not name stay.',
  },
  'zone-prefix': {
    status: 422,
    de: 'Die Ostwerte tragen die Zonenkennung 32 (z. B. {value}); sie wurde abgetrennt.',
    en: 'The eastings carry the zone prefix 32 (e.g. {value}); it was cut off.',
  },
  'rows-gone': {
    status: 422,
    de: '{count} Zeilen der Datenquelle „{value}“ stehen nicht mehr in der Datei und wurden entfernt.',
    en: '{count} rows of the data source "{value}" are no longer in the file and were removed.',
  },
  'dry-run': {
    status: 422,
    de: 'Probelauf: nichts wurde geändert.',
    en: 'Dry run: nothing was changed.',
  },
  'no-rows': {
    status: 422,
    de: 'Aus der Datei {value} blieb keine Zeile übrig; die Ebene bleibt, wie sie war.',
    en: 'No row of the file {value} was left; the layer stays as it was.',
  },
  'unknown-source': {
    status: 404,
    de: 'Die Datenquelle „{value}“ gibt es in der Ebene {layer} nicht. Vorhanden: {known}.',
    en: 'There is no data source "{value}" in the layer {layer}. Present: {known}.',
  },
  'no-districts': {
    status: 422,
    de: 'Es sind keine Bezirke eingelesen, nach denen gezählt werden könnte. Lesen Sie zuerst die Ebene districts ein.',
    en: 'There are no districts to count by. Import the layer districts first.',
  },
  'no-addresses': {
    status: 422,
    de: 'Flächen werden aus Adressen mit ihrer Versorgung gebildet, und es sind keine Adressen eingelesen. Vorhanden: {found}. Lesen Sie Adressen ein (import addresses) und die Meldungen der Betreiber dazu (import supply).',
    en: 'Areas are made from addresses and their supply, and no addresses have been imported. Present: {found}. Import addresses (import addresses) and what operators say of them (import supply).',
  },
  'no-supply-claims': {
    status: 422,
    de: 'Zu keiner der {count} Adressen liegt eine Angabe zur Versorgung vor; jede sähe unterversorgt aus. Vorhanden: {found}. Lesen Sie die Meldungen der Betreiber ein (import supply).',
    en: 'Nothing is known of the supply of any of the {count} addresses; each would look underserved. Present: {found}. Import what operators say of them (import supply).',
  },
  'argument-missing': {
    status: 400,
    de: 'Es fehlt {name}. Aufruf: {usage}',
    en: '{name} is missing. Usage: {usage}',
  },
  'bad-argument': {
    status: 400,
    de: '{name} hat den Wert „{value}“, der nicht geht: {expected}.',
    en: '{name} has the value "{value}", which does not work: {expected}.',
  },
  'unknown-command': {
    status: 400,
    de: 'Den Befehl „{value}“ gibt es nicht. Bekannt sind: {known}.',
    en: 'There is no command "{value}". Known are: {known}.',
  },
  'file-not-writable': {
    status: 422,
    de: 'Die Datei {value} lässt sich nicht schreiben: {reason}. Nennen Sie einen Ort, den es gibt und in den Sie schreiben dürfen.',
    en: 'The file {value} cannot be written: {reason}. Name a place that exists and where you may write.',
  },
  'export-failed': {
    status: 500,
    de: 'Die Datei ({format}) ließ sich nicht schreiben: {reason}.',
    en: 'The file ({format}) could not be written: {reason}.',
  },
} as const;
