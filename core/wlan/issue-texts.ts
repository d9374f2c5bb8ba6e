/** Sentences of the issues of `core/wlan`; part of the one table in `core/issue-texts.ts`. */
export const WLAN_ISSUE_TEXTS = {
  'wlan-outside-bands': text(
    'Der Kanal von {fromMhz} bis {toMhz} MHz liegt am {onDate} in keinem erlaubten Band. Bekannt sind: {known}.',
    'On {onDate} the channel from {fromMhz} to {toMhz} MHz lies in no band that is allowed. Known are: {known}.',
  ),
  'wlan-indoor-only': text(
    'Der Kanal von {fromMhz} bis {toMhz} MHz ist nur in Gebäuden erlaubt. Quelle: {source}',
    'The channel from {fromMhz} to {toMhz} MHz is allowed indoors only. Source: {source}',
  ),
  'wlan-eirp-above-limit': text(
    'Die Strahlungsleistung von {eirpDbm} dBm übersteigt die Grenze von {limitDbm} dBm. Quelle: {source}',
    'The radiated power of {eirpDbm} dBm exceeds the limit of {limitDbm} dBm. Source: {source}',
  ),
  'wlan-report-kind': text(
    'Das Feld {name} hat den Wert „{value}“. Wählen Sie eines von: {known}.',
    'The field {name} has the value "{value}". Choose one of: {known}.',
  ),
  'wlan-report-length': text(
    'Die Beschreibung (Feld {name}) hat {length} Zeichen: „{value}“. Schreiben Sie {min} bis {max} Zeichen.',
    'The description (field {name}) has {length} characters: "{value}". Write {min} to {max} characters.',
  ),
  'wlan-report-hotspot': text(
    'Das Feld {name} hat den Wert „{value}“; einen solchen Standort gibt es nicht. Rufen Sie „Melden“ bei dem Standort in der Liste auf, oder wählen Sie „Etwas anderes“.',
    'The field {name} has the value "{value}"; there is no such hotspot. Use "Report" at the hotspot in the list, or choose "Something else".',
  ),
  'wlan-report-unknown-field': text(
    'Das Feld {name} („{value}“) gibt es nicht. Lassen Sie es weg; bekannt sind: {known}.',
    'There is no field {name} ("{value}"). Leave it out; known are: {known}.',
  ),
  'wlan-report-format': text(
    'Der Inhalt hat die Form „{value}“. Senden Sie application/json oder application/x-www-form-urlencoded.',
    'The content has the form "{value}". Send application/json or application/x-www-form-urlencoded.',
    415,
  ),
  'wlan-reports-too-many': text(
    'Gerade gehen zu viele Meldungen ein. Ihre wurde nicht gespeichert. Versuchen Sie es in {seconds} s wieder.',
    'Too many reports are coming in just now. Yours was not stored. Try again in {seconds} s.',
    429,
  ),
  'wlan-report-code': text(
    'Zum Code „{value}“ gibt es keine Meldung. Prüfen Sie ihn; er hat zwölf Zeichen wie in K7QW-2M9X-T4BD.',
    'There is no report for the code "{value}". Check it; it has twelve signs as in K7QW-2M9X-T4BD.',
    404,
  ),
  'wlan-report-id': text(
    'Eine Meldung mit der Nummer „{value}“ gibt es nicht.',
    'There is no report with the number "{value}".',
    404,
  ),
  'wlan-report-state': text(
    'Das Feld {name} hat den Wert „{value}“. Möglich sind: {known}.',
    'The field {name} has the value "{value}". Possible are: {known}.',
  ),
  'wlan-report-answer': text(
    'Die Antwort (Feld {name}) hat {length} Zeichen; höchstens {max} sind möglich.',
    'The answer (field {name}) has {length} characters; at most {max} are possible.',
  ),
  'wlan-rollout-count': text(
    'Das Feld {name} hat den Wert „{value}“. Tragen Sie eine ganze Zahl von 0 bis {max} ein.',
    'The field {name} has the value "{value}". Enter a whole number from 0 to {max}.',
  ),
  'wlan-rollout-too-many-done': text(
    'Das Feld {name} hat den Wert {value}, das sind mehr als alle ({all}). Berichtigen Sie eine der Zahlen.',
    'The field {name} has the value {value}, which is more than all of them ({all}). Correct one of the numbers.',
  ),
  'wlan-rollout-date': text(
    'Das Feld {name} hat den Wert „{value}“. Schreiben Sie ein Datum wie 2026-12-31, oder lassen Sie es leer.',
    'The field {name} has the value "{value}". Write a date such as 2026-12-31, or leave it empty.',
  ),
  'wlan-rollout-note': text(
    'Die Anmerkung (Feld {name}) hat {length} Zeichen; höchstens {max} sind möglich.',
    'The note (field {name}) has {length} characters; at most {max} are possible.',
  ),
  'wlan-rollout-building': text(
    'Ein öffentliches Gebäude mit der Nummer „{value}“ gibt es nicht.',
    'There is no public building with the number "{value}".',
    404,
  ),
} as const;

function text(de: string, en: string, status = 422) {
  return { status, de, en };
}
