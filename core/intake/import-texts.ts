/** Sentences about uploads, imports under way and data sets that are taken back; part of `ISSUE_TEXTS`. */
export const IMPORT_ISSUE_TEXTS = {
  'import-not-found': {
    status: 404,
    de: 'Einen Import mit der Kennung „{value}“ gibt es nicht (mehr). Laden Sie die Datei erneut hoch.',
    en: 'There is no import with the id "{value}" (any more). Upload the file again.',
  },
  'import-busy': {
    status: 409,
    de: 'Der Import ist in Arbeit ({state}). Warten Sie, bis er geprüft ist, oder brechen Sie ihn ab.',
    en: 'The import is under way ({state}). Wait until it is checked, or cancel it.',
  },
  'import-done': {
    status: 409,
    de: 'Der Import ist schon eingespielt. Laden Sie die Datei erneut hoch, um etwas zu ändern.',
    en: 'The import is already committed. Upload the file again to change something.',
  },
  'import-not-ready': {
    status: 409,
    de: 'Der Import lässt sich nicht einspielen: {reason}.',
    en: 'The import cannot be committed: {reason}.',
  },
  'import-not-recognised': {
    status: 422,
    de: 'Die Datei {value} gleicht keinem bekannten Format. Wählen Sie die Ebene selbst: {known}.',
    en: 'The file {value} looks like no known format. Choose the layer yourself: {known}.',
  },
  'import-crashed': {
    status: 422,
    de: 'Das Einlesen ist unerwartet abgebrochen ({reason}). Die Ebene ist, wie sie war.',
    en: 'Reading broke off unexpectedly ({reason}). The layer is as it was.',
  },
  'import-interrupted': {
    status: 409,
    de: 'Das Einspielen wurde unterbrochen, bevor es fertig war. Die Ebene ist, wie sie war; spielen Sie die Datei erneut ein.',
    en: 'Committing was interrupted before it was done. The layer is as it was; commit the file again.',
  },
  'upload-no-name': {
    status: 400,
    de: 'Der Datei fehlt ihr Name. Senden Sie sie als Formularfeld „file“, oder nennen Sie ihn als ?name=….',
    en: 'The file lacks its name. Send it as the form field "file", or state it as ?name=….',
  },
  'upload-no-file': {
    status: 400,
    de: 'Die Anfrage enthält keine Datei. Senden Sie sie als Rumpf der Anfrage oder als Formularfeld „file“.',
    en: 'The request holds no file. Send it as the body of the request or as the form field "file".',
  },
  'upload-cut-off': {
    status: 400,
    de: 'Die Übertragung brach ab: {reason}. Senden Sie die Datei noch einmal.',
    en: 'The transfer broke off: {reason}. Send the file again.',
  },
  'data-source-not-found': {
    status: 404,
    de: 'Eine Datenquelle mit der Kennung „{value}“ gibt es nicht.',
    en: 'There is no data source with the id "{value}".',
  },
  'data-source-is-demo': {
    status: 409,
    de: '„{value}“ gehört zur Demostadt. Sie geht als Ganzes, wenn echte Daten eingespielt werden (replaceDemo).',
    en: '"{value}" belongs to the demo city. That goes as a whole when real data are committed (replaceDemo).',
  },
  'no-state-of-day': {
    status: 404,
    de: 'Von der Datenquelle ist kein Stand zu „{value}“ vorhanden. Vorhanden sind: {known}.',
    en: 'No state of the data source is kept for "{value}". Kept are: {known}.',
  },
  'earlier-not-kept': {
    status: 409,
    de: 'Was vor „{value}“ in der Ebene stand, ist nicht aufbewahrt. Mit ?remove=true wird die Datenquelle ohne Ersatz entfernt.',
    en: 'What the layer held before "{value}" was not kept. With ?remove=true the data source is removed without a replacement.',
  },
  'outside-region': {
    status: 422,
    de: 'Zeile {row}: {value} liegt mehr als {km} km außerhalb der Bezirke und Gemeinden. Die Zeile wird übernommen; mit --refuse outside-region bleibt sie weg.',
    en: 'Row {row}: {value} lies more than {km} km outside the districts and municipalities. The row is taken; --refuse outside-region leaves it out.',
  },
  'region-larger': {
    status: 422,
    de: '{count} Zeilen liegen mehr als {km} km außerhalb der Bezirke und Gemeinden: die Datei ist für ein größeres Gebiet. Sie werden übernommen; mit --refuse outside-region bleiben sie weg.',
    en: '{count} rows lie more than {km} km outside the districts and municipalities: the file is of a larger region. They are taken; --refuse outside-region leaves them out.',
  },
  'too-many-refused': {
    status: 422,
    de: 'In der Datei {value} mussten {count} Zeilen zurückgewiesen werden; das Einlesen wurde abgebrochen, und die Ebene bleibt, wie sie war. Prüfen Sie Format und Koordinatensystem.',
    en: 'In the file {value}, {count} rows had to be refused; reading was stopped, and the layer stays as it was. Check format and reference system.',
  },
  'correction-kept': {
    status: 422,
    de: 'Zeile {row}: {column} wurde von Hand berichtigt und bleibt „{kept}“; die Datei sagt „{value}“.',
    en: 'Row {row}: {column} was corrected by hand and stays "{kept}"; the file says "{value}".',
  },
  'correction-without-row': {
    status: 422,
    de: 'Der von Hand berichtigte Eintrag „{value}“ kommt in der Datei nicht mehr vor. Die Berichtigung wird aufgehoben für den Fall, dass er wiederkommt.',
    en: 'The record "{value}", corrected by hand, is not in the file any more. The correction is kept in case it comes back.',
  },
  'corrections-dropped': {
    status: 422,
    de: '{count} Berichtigungen von Hand in „{value}“ werden verworfen; es gilt die Datei.',
    en: '{count} corrections by hand in "{value}" are dropped; the file counts.',
  },
  'layer-not-correctable': {
    status: 404,
    de: 'In der Ebene „{value}“ werden keine einzelnen Einträge berichtigt. Möglich ist das in: {known}.',
    en: 'Single records of the layer "{value}" are not corrected. That is possible in: {known}.',
  },
  'correction-not-possible': {
    status: 422,
    de: '„{value}“ lässt sich so nicht berichtigen. Erwartet: {expected}.',
    en: '"{value}" cannot be corrected like this. Expected: {expected}.',
  },
  'correction-not-found': {
    status: 404,
    de: 'Der Eintrag {value} der Ebene {layer} ist nicht von Hand berichtigt.',
    en: 'The record {value} of the layer {layer} is not corrected by hand.',
  },
  'unit-converted': {
    status: 422,
    de: 'Spalte {column} steht in {value}; die Werte wurden mit {factor} malgenommen.',
    en: 'Column {column} is in {value}; its values were multiplied by {factor}.',
  },
  'data-source-unknown': {
    status: 404,
    de: 'Eine Datenquelle „{value}“ gibt es in dieser Ebene nicht. Vorhanden sind: {known}.',
    en: 'There is no data source "{value}" in this layer. There are: {known}.',
  },
} as const;
