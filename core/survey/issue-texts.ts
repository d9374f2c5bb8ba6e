/** Sentences of the market survey; part of the one table in `core/issue-texts.ts`. */
export const SURVEY_ISSUE_TEXTS = {
  'unknown-survey': text(
    'Die Markterkundung „{value}“ gibt es nicht.',
    'There is no market survey "{value}".',
    404,
  ),
  'stale-survey': text(
    'Die Markterkundung wurde inzwischen geändert: gespeichert ist Version {current}, gesendet wurde Version {sent}. Laden Sie den neuen Stand.',
    'The market survey was changed in the meantime: version {current} is stored, version {sent} was sent. Load the new state.',
    412,
  ),
  'survey-closed': text(
    'Die Markterkundung ist abgeschlossen; ihr Ergebnis bleibt, wie es war. Nehmen Sie den Abschluss zurück, um {what} zu ändern.',
    'The market survey is finished; its result stays as it was. Take the last step back to change {what}.',
    409,
  ),
  'survey-published': text(
    'Die Markterkundung ist veröffentlicht; {what} liegt damit fest. Nehmen Sie die Veröffentlichung zurück, um das zu ändern.',
    'The market survey is published, which fixes {what}. Take the publication back to change it.',
    409,
  ),
  'survey-in-use': text(
    'Eine veröffentlichte Markterkundung wird nicht gelöscht. Nehmen Sie zuerst die Veröffentlichung zurück.',
    'A published market survey is not deleted. Take the publication back first.',
    409,
  ),
  'survey-without-areas': text(
    'Die Markterkundung hat noch kein Gebiet. Wählen Sie mindestens eines.',
    'The market survey has no area yet. Choose at least one.',
  ),
  'survey-without-days': text(
    'Für das Anschreiben fehlen Beginn und Ende der Markterkundung. Tragen Sie beide ein.',
    'The cover letter needs the first and the last day of the market survey. Enter both.',
  ),
  'survey-days-reversed': text(
    'Das Ende {endsOn} liegt nicht nach dem Beginn {startsOn}.',
    'The end {endsOn} does not lie after the start {startsOn}.',
  ),
  'unknown-operator': text(
    'Den Betreiber „{value}“ hat diese Markterkundung nicht.',
    'This market survey has no operator "{value}".',
    404,
  ),
  'operator-exists': text(
    'Den Betreiber „{value}“ gibt es in dieser Markterkundung schon.',
    'This market survey has an operator "{value}" already.',
    409,
  ),
  'operator-not-answered': text(
    'Von „{value}“ ist noch keine Antwort eingelesen; über Zusagen ist nichts zu entscheiden.',
    'No answer of "{value}" has been read yet; there are no promises to decide on.',
    409,
  ),
  'decision-without-reason': text(
    'Zusagen nicht zu berücksichtigen braucht eine Begründung (mindestens drei Zeichen).',
    'Not considering promises needs a reason (three characters at least).',
  ),
  'survey-link-days': text(
    'Ein Zugang gilt 1 bis {most} Tage, nicht {value}.',
    'Access lasts 1 to {most} days, not {value}.',
  ),
  'survey-link': text(
    'Dieser Zugang ist unbekannt, abgelaufen oder zurückgezogen. Bitten Sie die Kommune um einen neuen.',
    'This access is unknown, expired or revoked. Ask the municipality for a new one.',
    404,
  ),
  'survey-no-result': text(
    'Ein festgehaltenes Ergebnis gibt es erst, wenn die Markterkundung abgeschlossen ist.',
    'There is a kept result only once the market survey is finished.',
    404,
  ),
  'letter-not-docx': text(
    'Die Vorlage {value} ist kein Word-Dokument (DOCX): {reason}.',
    'The template {value} is no Word document (DOCX): {reason}.',
  ),
  'letter-too-large': text(
    'Die Vorlage hat {sizeKb} kB; erlaubt sind {limitKb} kB.',
    'The template has {sizeKb} kB; {limitKb} kB are allowed.',
    413,
  ),
  'letter-unsafe': text('Die Vorlage wird nicht genommen: {reason}.', 'The template is not taken: {reason}.'),
  'letter-unknown-placeholder': text(
    'Den Platzhalter {value} gibt es nicht. Bekannt sind: {known}.',
    'There is no placeholder {value}. Known are: {known}.',
  ),
  'letter-missing-placeholder': text(
    'In der Vorlage fehlt {value}: Beginn und Ende müssen im Anschreiben stehen und denen auf dem Portal gleichen (Nr. 5.5).',
    'The template lacks {value}: the letter must give start and end, equal to those on the portal (Nr. 5.5).',
  ),
  'survey-speed-impossible': text(
    '{addresses} {addresses:Adresse|Adressen}: mit {technology} sind die gemeldeten Geschwindigkeiten nicht möglich.',
    '{addresses} {addresses:address|addresses}: {technology} cannot give the speeds that are claimed.',
  ),
  'survey-speed-unusual': text(
    '{addresses} {addresses:Adresse|Adressen}: mehr als für {technology} üblich ({downMbit}/{upMbit} Mbit/s; {source}; nicht verifiziert).',
    '{addresses} {addresses:address|addresses}: more than usual for {technology} ({downMbit}/{upMbit} Mbit/s; {source}; not verified).',
  ),
  'survey-speed-missing': text(
    '{addresses} {addresses:Adresse|Adressen}: die Downloadgeschwindigkeit fehlt.',
    '{addresses} {addresses:address|addresses}: the download speed is missing.',
  ),
  'survey-build-rate': text(
    '{count} Adressen bis {readyBy} wären {perMonth} im Monat; geglaubt werden {rate} (Quelle: {source}).',
    '{count} addresses by {readyBy} would be {perMonth} a month; {rate} are believed (source: {source}).',
  ),
  'survey-late': text(
    '{percent} % der Zusagen liegen in den letzten zwölf Monaten vor dem Ende des Zeithorizonts am {end}.',
    '{percent} % of the promises lie in the last twelve months before the horizon ends on {end}.',
  ),
  'survey-planned-exists': text(
    '{addresses} {addresses:Adresse|Adressen}: geplant, was dieselbe Antwort als vorhanden meldet.',
    '{addresses} {addresses:address|addresses}: planned is what the same answer says is there.',
  ),
  'survey-promise-broken': text(
    '{addresses} {addresses:Adresse|Adressen}: eine frühere Zusage war vor dem {onDate} fällig und ist nicht als gebaut gemeldet ({origins}).',
    '{addresses} {addresses:address|addresses}: an earlier promise was due before {onDate} and is not reported as built ({origins}).',
  ),
  'survey-promise-delayed': text(
    '{addresses} {addresses:Adresse|Adressen}: später als früher zugesagt, um bis zu {months} {months:Monat|Monate} ({origins}).',
    '{addresses} {addresses:address|addresses}: later than promised before, by up to {months} {months:month|months} ({origins}).',
  ),
  'survey-promise-slower': text(
    '{addresses} {addresses:Adresse|Adressen}: langsamer als früher zugesagt ({origins}).',
    '{addresses} {addresses:address|addresses}: slower than promised before ({origins}).',
  ),
  'survey-promise-gone': text(
    '{addresses} {addresses:Adresse|Adressen}: früher zugesagt, jetzt nicht mehr genannt ({origins}).',
    '{addresses} {addresses:address|addresses}: promised before, no longer mentioned ({origins}).',
  ),
  'survey-other-operator': text(
    '{addresses} {addresses:Adresse|Adressen}: die Antwort nennt als Betreiber {found}, gefragt war {expected}. In der eigenen Ansicht des Betreibers erscheinen sie nicht.',
    '{addresses} {addresses:address|addresses}: the answer names {found} as the operator, asked was {expected}. The operator’s own view leaves them out.',
  ),
  'survey-outside': text(
    '{addresses} {addresses:Adresse|Adressen} der Antwort {addresses:liegt|liegen} außerhalb der Gebiete und {addresses:zählt|zählen} für diese Markterkundung nicht.',
    '{addresses} {addresses:address|addresses} of the answer {addresses:lies|lie} outside the areas and {addresses:does|do} not count for this survey.',
  ),
} as const;

function text(de: string, en: string, status = 422) {
  return { status, de, en };
}
