/** Sentences of trust and operation: limits, backups, the audit chain; part of the one table in `core/issue-texts.ts`. */
export const TRUST_ISSUE_TEXTS = {
  'too-many-requests': {
    status: 429,
    de: 'Von Ihrer Adresse kommen zu viele Anfragen. Versuchen Sie es in {seconds} s wieder.',
    en: 'Too many requests come from your address. Try again in {seconds} s.',
  },
  'database-gone': {
    status: 503,
    de: 'Die Datenbank antwortet gerade nicht. Nichts wurde gespeichert, was nicht bestätigt war. Versuchen Sie es gleich wieder.',
    en: 'The database does not answer just now. Nothing was stored that was not acknowledged. Try again shortly.',
  },
  'backup-damaged': {
    status: 422,
    de: 'Die Sicherung {file} ist beschädigt oder keine von Lückenlos: {reason}. Es wurde nichts geändert.',
    en: 'The backup {file} is damaged or none of Lückenlos: {reason}. Nothing was changed.',
  },
  'backup-newer': {
    status: 409,
    de: 'Die Sicherung {file} hat den Schema-Stand {found}; dieses Programm kennt nur {known}. Nehmen Sie ein neueres Lückenlos.',
    en: 'The backup {file} has the schema {found}; this program only knows {known}. Use a newer Lückenlos.',
  },
  'restore-not-empty': {
    status: 409,
    de: 'Die Datenbank ist nicht leer ({table}: {rows} Zeilen). Zurückgespielt wird nur in eine leere; es wurde nichts geändert.',
    en: 'The database is not empty ({table}: {rows} rows). A backup is restored into an empty one only; nothing was changed.',
  },
  'restore-schema': {
    status: 409,
    de: 'Das Schema der Datenbank ist neuer als das der Sicherung ({ahead}). Spielen Sie in eine neue, leere Datenbank oder ein neues DATA_DIR zurück; das Schema wird danach erneuert.',
    en: 'The schema of the database is newer than that of the backup ({ahead}). Restore into a new, empty database or a new DATA_DIR; the schema is brought up to date afterwards.',
  },
  'file-not-writable': {
    status: 422,
    de: 'Die Datei {file} lässt sich nicht schreiben: {reason}.',
    en: 'The file {file} cannot be written: {reason}.',
  },
  'sign-in-failed': {
    status: 401,
    de: 'E-Mail-Adresse, Passwort oder Code stimmen nicht. Prüfen Sie die Eingabe; einen neuen Zugang gibt Ihnen die Administration.',
    en: 'E-mail address, password or code are not right. Check what you typed; an administrator can give you a new link.',
  },
  'sign-in-locked': {
    status: 429,
    de: 'Zu viele Fehlversuche mit diesem Namen. Versuchen Sie es in {seconds} s wieder.',
    en: 'Too many failed tries with this name. Try again in {seconds} s.',
  },
  'account-exists': {
    status: 409,
    de: 'Ein Konto mit der Adresse {email} gibt es schon.',
    en: 'There is an account with the address {email} already.',
  },
  'last-administrator': {
    status: 409,
    de: 'Das ist das letzte Administrationskonto; geben Sie die Rolle zuerst jemand anderem.',
    en: 'This is the last administrator; give somebody else the role first.',
  },
} as const;
