/** Sentences of issues about rule sets. */
export const RULEBOOK_ISSUE_TEXTS = {
  'no-rule-set-on': {
    status: 404,
    de: 'Für den {value} ist kein Regelwerk hinterlegt. Hinterlegt sind: {known}.',
    en: 'No rule set is on file for {value}. On file are: {known}.',
  },
  'rules-or-date': {
    status: 400,
    de: 'Es fehlt das Regelwerk: rules nennt es, oder date den Tag, dessen Regelwerk gelten soll. Bekannt sind: {known}.',
    en: 'The rule set is missing: rules names it, or date the day whose rule set is to apply. Known are: {known}.',
  },
  'two-to-compare': {
    status: 400,
    de: 'Verglichen werden genau zwei: {name} zweimal angeben ({given} angegeben).',
    en: 'Exactly two are compared: give {name} twice ({given} given).',
  },
  'shares-missing': {
    status: 422,
    de: 'Die Tabelle hat keine Spalten mit Anteilen über alle Technologien („alle Technologien ≥ 50 Mbit/s“, „down_fn_hh_alle_50“), oder keine mit AGS oder Rasterkennung. Gefunden: {found}.',
    en: 'The table has no columns with shares over all technologies ("alle Technologien ≥ 50 Mbit/s", "down_fn_hh_alle_50"), or none with an AGS or cell id. Found: {found}.',
  },
  'bad-share': {
    status: 422,
    de: 'Die Spalte {name} hat den Wert „{value}“: ein Anteil liegt zwischen 0 und 100 und ist nicht größer als der einer langsameren Stufe.',
    en: 'The column {name} has the value "{value}": a share lies between 0 and 100 and is not larger than that of a slower step.',
  },
  'addresses-changed': {
    status: 409,
    de: 'Die Adressen haben sich seit dem Laden geändert. Laden Sie die Seite neu.',
    en: 'The addresses have changed since they were loaded. Load the page again.',
  },
  'rule-set-exists': {
    status: 409,
    de: 'Ein Regelwerk mit der Kennung „{value}“ gibt es schon. Wählen Sie eine andere Kennung.',
    en: 'There is a rule set with the id "{value}" already. Choose another id.',
  },
  'rule-set-released': {
    status: 409,
    de: 'Das Regelwerk „{value}“ ist freigegeben und wird nicht mehr geändert. Legen Sie eine Kopie an, die es ablöst.',
    en: 'The rule set "{value}" is released and is not changed any more. Make a copy that supersedes it.',
  },
  'stale-rule-set': {
    status: 412,
    de: 'Das Regelwerk wurde inzwischen geändert: gespeichert ist Version {current}, gesendet wurde Version {sent}. Laden Sie den neuen Stand.',
    en: 'The rule set was changed in the meantime: version {current} is stored, version {sent} was sent. Load the new state.',
  },
  'correction-decided': {
    status: 409,
    de: 'Die Korrektur kann nicht auf „{value}“ gesetzt werden; ihr Stand ist „{state}“. Laden Sie die Liste neu.',
    en: 'The correction cannot be set to "{value}"; its state is "{state}". Load the list again.',
  },
} as const;
