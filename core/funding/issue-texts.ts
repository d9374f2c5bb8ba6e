import { DOSSIER_ISSUE_TEXTS } from '../dossier/issue-texts.ts';

/** Sentences of the issues of `core/funding`; part of the one table in `core/issue-texts.ts`. */
export const FUNDING_ISSUE_TEXTS = {
  'unknown-scoring-catalogue': text(
    'Das Regelwerk {rules} nennt den Punktekatalog {value}, den es nicht gibt; bekannt sind {known}. Im Regelwerk berichtigen.',
    'The rule set {rules} names the catalogue of points {value}, which there is not; known are {known}. Correct the rule set.',
  ),
  'not-granted': text(
    'Der Antrag ist nicht bewilligt (Stand: {state}); Bau, Rechnungen und Nachweis beginnen mit dem Bescheid. Der Schritt steht im Abschnitt Verfahren.',
    'The application is not granted (state: {state}); build, invoices and proof begin with the notice. The step is in the section Procedures.',
    409,
  ),
  'grant-without-positions': text(
    'Die förderfähige Summe wurde eingegeben und hat keine Positionen; ein Nachweis braucht die Eingaben des Rechners.',
    'The eligible sum was entered and has no positions; a proof needs the inputs of the calculator.',
    409,
  ),
  'unknown-invoice': text('Eine Rechnung {value} gibt es nicht.', 'There is no invoice {value}.', 404),
  'invoice-twice': text(
    'Von {supplier} liegt schon eine Rechnung {number} vor. Prüfen Sie die Nummer.',
    'There is an invoice {number} of {supplier} already. Check the number.',
    409,
  ),
  'invoice-before-grant': text(
    'Die Rechnung {number} von {supplier} ist vom {invoiceDate}, der Bescheid erst vom {grantedOn}. Ob sie zählt, ist nicht verifiziert.',
    'The invoice {number} of {supplier} is of {invoiceDate}, the notice of {grantedOn} only. Whether it counts is not verified.',
  ),
  'invoice-not-paid': text(
    'Die Rechnung {number} von {supplier} ist nicht bezahlt und zählt noch nicht.',
    'The invoice {number} of {supplier} is not paid and does not count yet.',
  ),
  'position-exceeded': text(
    'Die Position „{position}“ liegt um {overCents} über dem Plan; die Zuwendung steigt dadurch nicht.',
    'The position "{position}" is {overCents} above the plan; the grant does not rise by it.',
  ),
  'not-released': text(
    'Der Antrag ist noch nicht freigegeben; er lässt sich einfach ändern.',
    'The application is not released yet; it can simply be changed.',
  ),
  'gap-period-too-short': text(
    'Gerechnet wird über {years} Jahre; {paragraph} verlangt mindestens {minYears}.',
    'The calculation covers {years} years; {paragraph} asks for at least {minYears}.',
  ),
  'sum-too-large': text(
    'Die Eingaben ergeben Summen über 90 Billionen Euro; prüfen Sie Mengen und Preise.',
    'The inputs give sums above 90 trillion euros; check quantities and prices.',
  ),
  'over-funded': text(
    'Andere Zuschüsse übersteigen den förderfähigen Rest um {surplusCents}: Überförderung.',
    'Other grants exceed what may be granted by {surplusCents}: over-funding.',
  ),
  'federal-share-reduced': text(
    'Der Bundesanteil sinkt um {byCents}, damit der Eigenanteil nicht unter seine Grenze fällt ({paragraph}).',
    'The federal share falls by {byCents} so that the own share keeps its floor ({paragraph}).',
  ),
  'below-federal-minimum': text(
    'Der Bundesanteil von {federalCents} liegt unter dem Mindestbetrag von {minCents}; es gibt keine Förderung.',
    'The federal share of {federalCents} is below the minimum of {minCents}; nothing is granted.',
  ),
  'federal-rate-not-verified': text(
    'Ob der erhöhte Fördersatz ({rateBp} Basispunkte) zusteht, ist nicht verifiziert: die Grenzwerte sind nicht festgestellt.',
    'Whether the raised rate ({rateBp} basis points) applies is not verified: its cut-offs are not established.',
  ),
  'unknown-federal-rate': text(
    'Den Fördersatz von {rateBp} Basispunkten kennt die Richtlinie nicht; bekannt sind {known}.',
    'The guideline knows no rate of {rateBp} basis points; known are {known}.',
  ),
  'fast-lane-points-not-established': text(
    'Für den {onDate} ist keine Mindestpunktzahl der Fast Lane festgestellt.',
    'No minimum score of the fast lane is established for {onDate}.',
  ),
  'too-few-points': text(
    'Höchstens {possiblePoints} Punkte sind möglich, die Fast Lane verlangt {neededPoints}.',
    'At most {possiblePoints} points are possible, the fast lane asks for {neededPoints}.',
  ),
  'points-not-certain': text(
    'Sicher sind {surePoints} Punkte, angenommen {assumedPoints}, möglich {possiblePoints}; nötig sind {neededPoints}.',
    '{surePoints} points are certain, {assumedPoints} assumed, {possiblePoints} possible; {neededPoints} are needed.',
  ),
  'above-programme-maximum': text(
    'Die Ausgaben von {eligibleCents} übersteigen die Grenze von {maxCents} des Aufrufs {call} ({paragraph}).',
    'The expenditure of {eligibleCents} exceeds the limit of {maxCents} of the call {call} ({paragraph}).',
  ),
  'gigabit-application-same-year': text(
    'Dieselbe Gemeinde stellt im selben Jahr einen Antrag im Gigabitprogramm; das schließt den Lückenschluss aus ({paragraph}).',
    'The same municipality applies in the gigabit programme this year, which excludes the Lückenschluss ({paragraph}).',
  ),
  'unit-not-covered': text(
    'Der Antrag muss alle förderfähigen Adressen der Gemeinde oder eines abgrenzbaren Bezirks enthalten.',
    'The application must hold all eligible addresses of the municipality or of a delimitable district.',
  ),
  'no-call-established': text(
    'Für den {onDate} ist kein Aufruf festgestellt (letzter bekannter: {lastCall}).',
    'No call is established for {onDate} (last known: {lastCall}).',
  ),
  'step-not-possible': text(
    'Der Schritt „{step}“ ist im Zustand „{state}“ nicht möglich; möglich sind: {possible}.',
    'The step "{step}" is not possible in the state "{state}"; possible are: {possible}.',
  ),
  'nothing-to-take-back': text(
    'Im Zustand „{state}“ gibt es keinen Schritt, der zurückzunehmen wäre.',
    'In the state "{state}" there is no step to take back.',
    409,
  ),
  'step-before-last': text(
    'Der Schritt am {onDate} läge vor dem letzten am {latest}.',
    'The step on {onDate} would lie before the last one on {latest}.',
  ),
  'dialogue-announced-too-late': text(
    'Zwischen Ankündigung und Branchendialog liegt zu wenig Zeit; frühestens geht es am {earliest}. Paragraf: {paragraph}; Quelle: {source}.',
    'The Branchendialog follows its announcement too soon; the earliest day is {earliest}. Paragraph: {paragraph}; source: {source}.',
  ),
  'dialogue-missing': text(
    'Vor der Markterkundung muss ein Branchendialog gehalten sein. Paragraf: {paragraph}; Quelle: {source}.',
    'A Branchendialog must be held before the market survey. Paragraph: {paragraph}; source: {source}.',
  ),
  'dialogue-after-survey': text(
    'Der Branchendialog am {held} läge nach dem Beginn der Markterkundung. Paragraf: {paragraph}; Quelle: {source}.',
    'The Branchendialog on {held} would lie after the start of the market survey. Paragraph: {paragraph}; source: {source}.',
  ),
  'dialogue-too-old': text(
    'Der Branchendialog vom {held} ist zu alt; er darf nicht vor dem {oldest} liegen. Paragraf: {paragraph}; Quelle: {source}.',
    'The Branchendialog of {held} is too old; it may not lie before {oldest}. Paragraph: {paragraph}; source: {source}.',
  ),
  'survey-too-short': text(
    'Die Markterkundung endet am {endDate}; frühestens darf sie am {earliestEnd} enden. Paragraf: {paragraph}; Quelle: {source}.',
    'The market survey ends on {endDate}; the earliest end is {earliestEnd}. Paragraph: {paragraph}; source: {source}.',
  ),
  'survey-horizon': text(
    'Abgefragt werden {horizonYears} Jahre; erlaubt sind {minYears} bis {maxYears}. Paragraf: {paragraph}; Quelle: {source}.',
    'The survey asks about {horizonYears} years; {minYears} to {maxYears} are allowed. Paragraph: {paragraph}; source: {source}.',
  ),
  'survey-missing': text(
    'Zum Antrag gehört eine abgeschlossene Markterkundung.',
    'An application needs a finished market survey.',
  ),
  'survey-not-finished': text(
    'Die Markterkundung ist noch nicht abgeschlossen (Zustand „{state}“).',
    'The market survey is not finished yet (state "{state}").',
  ),
  'survey-expired': text(
    'Das Ergebnis der Markterkundung galt bis {validUntil}. Paragraf: {paragraph}; Quelle: {source}.',
    'The result of the market survey was valid until {validUntil}. Paragraph: {paragraph}; source: {source}.',
  ),
  'still-running': text('Die Frist läuft noch bis {endDate}.', 'The period still runs until {endDate}.'),
  'still-valid': text(
    'Das Ergebnis gilt noch bis {validUntil}.',
    'The result is still valid until {validUntil}.',
  ),
  'purpose-period-running': text(
    'Die Zweckbindung läuft bis {until}. Paragraf: {paragraph}; Quelle: {source}.',
    'The purpose period runs until {until}. Paragraph: {paragraph}; source: {source}.',
  ),
  'unknown-application': text(
    'Den Antrag „{value}“ gibt es nicht.',
    'There is no application "{value}".',
    404,
  ),
  'stale-application': text(
    'Der Antrag wurde inzwischen geändert: gespeichert ist Version {current}, gesendet wurde Version {sent}. Laden Sie den neuen Stand.',
    'The application was changed in the meantime: version {current} is stored, version {sent} was sent. Load the new state.',
    412,
  ),
  'application-released': text(
    'Der Antrag wurde am {releasedOn} von {releasedBy} freigegeben und ist unveränderlich. Legen Sie einen neuen an.',
    'The application was released by {releasedBy} on {releasedOn} and can no longer be changed. Make a new one.',
    409,
  ),
  'unknown-land-rules': text(
    'Die Landesregelung „{value}“ gibt es nicht. Bekannt sind: {known}.',
    'There are no Land rules "{value}". Known are: {known}.',
  ),
  'eligible-sum-missing': text(
    'Weder Eingaben der Wirtschaftlichkeitslücke noch eine förderfähige Summe sind angegeben.',
    'Neither inputs of the viability gap nor an eligible sum are given.',
  ),
  'not-prepared': text(
    'Zuerst muss jemand diese Fassung als erstellt zeichnen; eine Änderung danach hebt das auf.',
    'First somebody must sign this version as prepared; a change afterwards takes that back.',
    409,
  ),
  'same-person': text(
    '„{value}“ hat die Fassung erstellt; freigeben muss eine andere Person.',
    '"{value}" prepared this version; another person must release it.',
  ),
  ...DOSSIER_ISSUE_TEXTS,
} as const;

function text(de: string, en: string, status = 422) {
  return { status, de, en };
}
