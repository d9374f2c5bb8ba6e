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
  'disk-full': {
    status: 507,
    de: 'Die Festplatte des Servers ist voll. Nichts wurde gespeichert, was nicht bestätigt war. Die Administration muss Platz schaffen; versuchen Sie es dann wieder.',
    en: 'The disk of the server is full. Nothing was stored that was not acknowledged. An administrator has to make room; then try again.',
  },
  'backup-damaged': {
    status: 422,
    de: 'Die Sicherung {file} ist beschädigt oder keine von Lückenlos: {reason}. Es wurde nichts geändert.',
    en: 'The backup {file} is damaged or none of Lückenlos: {reason}. Nothing was changed.',
  },
  'database-newer': {
    status: 500,
    de: 'Diese Datenbank gehört zu einer neueren Version des Programms (sie hat {found}; diese Version kennt Änderungen bis {known}). Es wurde nichts geändert. Starten Sie die neuere Version, oder spielen Sie für diese eine Sicherung von vor dem Upgrade in eine leere Datenbank zurück.',
    en: 'This database belongs to a newer version of the program (it has {found}; this version knows changes up to {known}). Nothing was changed. Start the newer version, or restore a backup made before the upgrade into an empty database for this version.',
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
  'sign-in-failed': {
    status: 401,
    de: 'E-Mail-Adresse, Passwort oder Code stimmen nicht. Prüfen Sie die Eingabe; jeder Code gilt einmal. Einen neuen Zugang gibt Ihnen die Administration.',
    en: 'E-mail address, password or code are not right. Check what you typed; each code works once. An administrator can give you a new link.',
  },
  'weak-password': {
    status: 400,
    de: 'Dieses Passwort errät man leicht (Name, Adresse, gängiges Wort oder Zeichenfolge). Nehmen Sie zum Beispiel mehrere Wörter, die nichts miteinander zu tun haben.',
    en: 'This password is easily guessed (name, address, common word or sequence). Take several words that have nothing to do with each other, for example.',
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
  'setting-missing': {
    status: 500,
    de: 'Wegen {because} wird auch {name} gebraucht. Setzen Sie {name}, oder nehmen Sie die Einstellungen OIDC_… heraus.',
    en: 'Because of {because}, {name} is needed too. Set {name}, or take the settings OIDC_… out.',
  },
  'oidc-off': {
    status: 404,
    de: 'Eine Anmeldung über einen Identitätsanbieter ist nicht eingerichtet (OIDC_ISSUER).',
    en: 'Signing in through an identity provider is not set up (OIDC_ISSUER).',
  },
  'oidc-unreachable': {
    status: 503,
    de: 'Der Identitätsanbieter antwortet nicht. Versuchen Sie es gleich wieder; Konten mit Passwort gehen weiter.',
    en: 'The identity provider does not answer. Try again shortly; accounts with a password go on working.',
  },
  'oidc-failed': {
    status: 401,
    de: 'Die Anmeldung beim Identitätsanbieter kam nicht zustande ({reason}). Beginnen Sie noch einmal auf dieser Seite.',
    en: 'Signing in at the identity provider did not succeed ({reason}). Begin again on this page.',
  },
  'oidc-no-email': {
    status: 403,
    de: 'Der Identitätsanbieter nennt keine E-Mail-Adresse. Die Administration muss dort den Scope email freigeben.',
    en: 'The identity provider names no e-mail address. Its administrator has to allow the scope email.',
  },
  'oidc-email-unverified': {
    status: 403,
    de: 'Für {email} gibt es schon ein Konto, und der Identitätsanbieter hat diese Adresse nicht bestätigt. Lassen Sie sie dort bestätigen.',
    en: 'There is an account for {email} already, and the identity provider has not verified this address. Have it verified there.',
  },
  'oidc-no-role': {
    status: 403,
    de: 'Der Identitätsanbieter kennt Sie, gibt Ihnen hier aber keine Rolle. Die Administration ordnet sie mit OIDC_ROLES zu.',
    en: 'The identity provider knows you, but gives you no role here. An administrator maps it with OIDC_ROLES.',
  },
  'account-disabled': {
    status: 403,
    de: 'Dieses Konto ist gesperrt. Wenden Sie sich an die Administration.',
    en: 'This account is disabled. Turn to an administrator.',
  },
  'administrator-exists': {
    status: 409,
    de: 'Ein Administrationskonto gibt es schon. Weitere Konten legt es unter /administration an.',
    en: 'There is an administrator already. Further accounts are made at /administration.',
  },
  'sign-in-stale': {
    status: 403,
    de: 'Ein Passkey lässt sich nur in den ersten {minutes} Minuten nach der Anmeldung anlegen. Melden Sie sich ab und wieder an.',
    en: 'A passkey can be added only in the first {minutes} minutes after signing in. Sign out and in again.',
  },
  'no-operator-name': {
    status: 409,
    de: 'Ihr Konto nennt keinen Netzbetreiber. Die Administration trägt ihn unter /administration ein.',
    en: 'Your account names no network operator. An administrator enters it at /administration.',
  },
  'passkey-failed': {
    status: 401,
    de: 'Der Passkey wurde nicht angenommen. Versuchen Sie es noch einmal, oder melden Sie sich mit Passwort an.',
    en: 'The passkey was not accepted. Try again, or sign in with a password.',
  },
  'last-administrator': {
    status: 409,
    de: 'Das ist das letzte Administrationskonto; geben Sie die Rolle zuerst jemand anderem.',
    en: 'This is the last administrator; give somebody else the role first.',
  },
} as const;
