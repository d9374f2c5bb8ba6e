import { euroText } from './dossier/document-block.ts';
import { expectedText, placeText, reasonText } from './expected-texts.ts';
import { FUNDING_ISSUE_TEXTS } from './funding/issue-texts.ts';
import { IMPORT_ISSUE_TEXTS } from './intake/import-texts.ts';
import { INTAKE_TEXTS } from './intake/intake-texts.ts';
import { SOURCE_ISSUE_TEXTS } from './intake/source-texts.ts';
import type { Issue } from './issue.ts';
import { networkFieldText } from './network/field-texts.ts';
import { NETWORK_ISSUE_TEXTS } from './network/issue-texts.ts';
import { NETWORK_PLAN_ISSUE_TEXTS } from './network/plan-issue-texts.ts';
import { dateText } from './rulebook/explain-texts.ts';
import { RULEBOOK_ISSUE_TEXTS } from './rulebook/issue-texts.ts';
import { SURVEY_ISSUE_TEXTS } from './survey/issue-texts.ts';
import { TRUST_ISSUE_TEXTS } from './trust/issue-texts.ts';
import { WLAN_ISSUE_TEXTS } from './wlan/issue-texts.ts';

/** What a code means: the HTTP status it is answered with, and a sentence with `{param}` and `{param:one|several}` places. */
interface IssueText {
  readonly status: number;
  readonly de: string;
  readonly en: string;
}

export type Language = 'de' | 'en';

/**
 * The one table of issue codes. A code that is not here is a mistake of ours and answered as such, so a new
 * code costs one line.
 */
export const ISSUE_TEXTS: Readonly<Record<string, IssueText>> = {
  ...INTAKE_TEXTS,
  ...IMPORT_ISSUE_TEXTS,
  ...SOURCE_ISSUE_TEXTS,
  ...RULEBOOK_ISSUE_TEXTS,
  ...NETWORK_ISSUE_TEXTS,
  ...NETWORK_PLAN_ISSUE_TEXTS,
  ...TRUST_ISSUE_TEXTS,
  'bad-setting': {
    status: 500,
    de: 'Die Einstellung {name} hat den Wert „{value}“, der nicht geht: {expected}.',
    en: 'The setting {name} has the value "{value}", which does not work: {expected}.',
  },
  'unknown-setting': {
    status: 500,
    de: 'Die Einstellung {name} gibt es nicht. Bekannt sind: {known}.',
    en: 'There is no setting {name}. Known are: {known}.',
  },
  'similar-setting': {
    status: 500,
    de: 'Die Variable {name} wird nicht gelesen. Ist {near} gemeint?',
    en: 'The variable {name} is not read. Is {near} meant?',
  },
  'unknown-argument': {
    status: 500,
    de: 'Das Argument {name} ist unbekannt. Bekannt sind: {known}.',
    en: 'The argument {name} is unknown. Known are: {known}.',
  },
  'data-dir-in-use': {
    status: 500,
    de: 'Das Verzeichnis {dataDir} wird schon von einem laufenden Lückenlos benutzt (Prozess {pid}, {address}). Beenden Sie es oder wählen Sie mit DATA_DIR ein anderes.',
    en: 'The folder {dataDir} is already in use by a running Lückenlos (process {pid}, {address}). Stop it, or choose another with DATA_DIR.',
  },
  'embedded-failed': {
    status: 500,
    de: 'Die eingebettete Datenbank in {dataDir} ließ sich nicht öffnen: {reason}',
    en: 'The embedded database in {dataDir} could not be opened: {reason}',
  },
  'database-unreachable': {
    status: 503,
    de: 'Die Datenbank {url} ist nicht erreichbar: {reason}. Prüfen Sie DATABASE_URL.',
    en: 'The database {url} cannot be reached: {reason}. Check DATABASE_URL.',
  },
  'database-too-old': {
    status: 500,
    de: '{product} {found} ist zu alt; gebraucht wird mindestens {needed}.',
    en: '{product} {found} is too old; at least {needed} is needed.',
  },
  'address-in-use': {
    status: 500,
    de: 'Auf {host}:{port} hört schon ein anderes Programm. Wählen Sie mit PORT einen anderen Anschluss.',
    en: 'Another program already listens on {host}:{port}. Choose another with PORT.',
  },
  'sign-in-required': {
    status: 401,
    de: 'Das ist nicht öffentlich. Melden Sie sich unter /account an, oder mit dem Link, den Lückenlos bei jedem Start im Terminal ausgibt.',
    en: 'This is not public. Sign in at /account, or with the link that Lückenlos prints in the terminal at every start.',
  },
  'not-allowed': {
    status: 403,
    de: 'Dafür reichen die Rechte nicht: nötig ist eine dieser Rollen: {needed}.',
    en: 'Your rights do not cover this: one of these roles is needed: {needed}.',
  },
  'bad-sign-in-link': {
    status: 403,
    de: 'Dieser Anmeldelink ist verbraucht, abgelaufen oder falsch. Einen neuen gibt Ihnen die Administration; solange niemand ein Konto dafür hat, gibt ihn jeder Start von Lückenlos aus.',
    en: 'This sign-in link was used already, has run out or is wrong. An administrator gives you a new one; as long as nobody has an account for that, every start of Lückenlos prints one.',
  },
  'cross-site': {
    status: 403,
    de: 'Die Anfrage kam von einer fremden Seite ({origin}) und wurde nicht ausgeführt.',
    en: 'The request came from another site ({origin}) and was not carried out.',
  },
  'not-found': { status: 404, de: 'Unter {path} gibt es nichts.', en: 'There is nothing at {path}.' },
  'method-not-allowed': {
    status: 405,
    de: '{path} kennt {method} nicht; möglich sind {allowed}.',
    en: '{path} does not know {method}; possible are {allowed}.',
  },
  'bad-parameter': {
    status: 400,
    de: 'Der Parameter {name} hat den Wert „{value}“, der nicht geht: {expected}.',
    en: 'The parameter {name} has the value "{value}", which does not work: {expected}.',
  },
  'unknown-parameter': {
    status: 400,
    de: 'Den Parameter {name} (mit dem Wert „{value}“) gibt es hier nicht. Bekannt sind: {known}.',
    en: 'There is no parameter {name} (with the value "{value}") here. Known are: {known}.',
  },
  'tile-out-of-range': {
    status: 404,
    de: 'Die Kachel {z}/{x}/{y} gibt es nicht: z liegt zwischen 0 und {maxZoom}, x und y zwischen 0 und 2^z − 1.',
    en: 'There is no tile {z}/{x}/{y}: z lies between 0 and {maxZoom}, x and y between 0 and 2^z − 1.',
  },
  'too-many-kinds': {
    status: 422,
    de: 'In {name} stehen {count} verschiedene Werte; mehr als {max} fassen die Adressspalten nicht. Führen Sie Schreibweisen desselben Namens zusammen, oder nehmen Sie Datensätze zurück.',
    en: '{name} holds {count} different values; the address columns hold at most {max}. Join spellings of one name, or take data sets back.',
  },
  'bad-field': {
    status: 422,
    de: 'Das Feld {name} hat den Wert „{value}“, der nicht geht: {expected}.',
    en: 'The field {name} has the value "{value}", which does not work: {expected}.',
  },
  'bad-json': {
    status: 400,
    de: 'Der Inhalt der Anfrage ist kein gültiges JSON: {reason}',
    en: 'The body of the request is not valid JSON: {reason}',
  },
  'body-too-large': {
    status: 413,
    de: 'Der Inhalt der Anfrage ist größer als {limitBytes} Bytes.',
    en: 'The body of the request is larger than {limitBytes} bytes.',
  },
  'unknown-layer': {
    status: 404,
    de: 'Die Ebene „{value}“ gibt es nicht. Bekannt sind: {known}.',
    en: 'There is no layer "{value}". Known are: {known}.',
  },
  'unknown-rule-set': {
    status: 404,
    de: 'Das Regelwerk „{value}“ gibt es nicht. Bekannt sind: {known}.',
    en: 'There is no rule set "{value}". Known are: {known}.',
  },
  'bad-rule-set': {
    status: 500,
    de: 'Im Regelwerk {file} hat das Feld {name} den Wert {value}, der nicht geht: {expected}.',
    en: 'In the rule set {file} the field {name} has the value {value}, which does not work: {expected}.',
  },
  'unknown-crs': {
    status: 400,
    de: 'Das Koordinatensystem „{value}“ ist hier nicht bekannt. Bekannt sind: {known}.',
    en: 'The coordinate reference system "{value}" is not known here. Known are: {known}.',
  },
  'not-a-feature': {
    status: 404,
    de: 'In {layer} gibt es kein Objekt mit der Kennung „{value}“.',
    en: 'There is no feature with the id "{value}" in {layer}.',
  },
  'stale-version': {
    status: 412,
    de: 'Die Fläche wurde inzwischen geändert: gespeichert ist Version {current}, gesendet wurde Version {sent}. Laden Sie den neuen Stand, oder speichern Sie Ihren als Kopie.',
    en: 'The area was changed in the meantime: version {current} is stored, version {sent} was sent. Load the new state, or save yours as a copy.',
  },
  'version-required': {
    status: 428,
    de: 'Zum Ändern gehört der Kopf If-Match mit der Version, die Sie gesehen haben.',
    en: 'A change needs the header If-Match with the version you have seen.',
  },
  'invalid-geometry': {
    status: 422,
    de: 'Die Geometrie ist ungültig: {reason}. {remedy}',
    en: 'The geometry is invalid: {reason}. {remedy}',
  },
  ...FUNDING_ISSUE_TEXTS,
  ...SURVEY_ISSUE_TEXTS,
  ...WLAN_ISSUE_TEXTS,
  'unknown-area': {
    status: 404,
    de: 'Das Gebiet „{value}“ gibt es nicht.',
    en: 'There is no area "{value}".',
  },
  'key-in-use': {
    status: 409,
    de: 'Den Schlüssel „{value}“ trägt schon ein anderes Gebiet.',
    en: 'The key "{value}" belongs to another area already.',
  },
  'too-few-areas': {
    status: 422,
    de: 'Zum Verbinden braucht es zwei Gebiete, nicht {count}.',
    en: 'Joining takes two areas, not {count}.',
  },
  'outline-empty': {
    status: 422,
    de: 'Das Gebiet hat keine Fläche. Zeichnen Sie mindestens drei Ecken, die nicht auf einer Linie liegen.',
    en: 'The area is empty. Draw at least three corners that are not on one line.',
  },
  'outline-not-a-position': {
    status: 422,
    de: '„{value}“ ist keine Position aus zwei Zahlen.',
    en: '"{value}" is no position of two numbers.',
  },
  'outline-not-closed': {
    status: 422,
    de: 'Ein Umriss mit {value} Positionen ist nicht geschlossen: Er braucht mindestens vier, und die letzte gleicht der ersten.',
    en: 'An outline of {value} positions is not closed: it needs four at least, and the last equals the first.',
  },
  'outline-too-many-vertices': {
    status: 422,
    de: 'Der Umriss hat {value} Ecken, erlaubt sind {most}. Vereinfachen Sie ihn.',
    en: 'The outline has {value} vertices, {most} are allowed. Simplify it.',
  },
  'outline-crosses-itself': {
    status: 422,
    de: 'Der Umriss kreuzt oder berührt sich selbst bei Ost {eastingM} m, Nord {northingM} m (EPSG:25832). Verschieben Sie dort eine Ecke.',
    en: 'The outline crosses or touches itself at east {eastingM} m, north {northingM} m (EPSG:25832). Move a corner there.',
  },
  'outline-outside': {
    status: 422,
    de: 'Das Gebiet bei Ost {eastingM} m, Nord {northingM} m (EPSG:25832) liegt ganz außerhalb der Stadt.',
    en: 'The area at east {eastingM} m, north {northingM} m (EPSG:25832) lies wholly outside the city.',
  },
  'split-line-too-short': {
    status: 422,
    de: 'Eine Schnittlinie braucht zwei Ecken, nicht {value}.',
    en: 'A line to split along needs two corners, not {value}.',
  },
  'split-line-ends-inside': {
    status: 422,
    de: 'Die Schnittlinie muss außerhalb des Gebiets beginnen und enden.',
    en: 'The line to split along must begin and end outside the area.',
  },
  'split-line-misses': {
    status: 422,
    de: 'Die Schnittlinie teilt das Gebiet nicht.',
    en: 'The line does not split the area.',
  },
  internal: {
    status: 500,
    de: 'Das hätte nicht geschehen dürfen. Die Kennung {requestId} steht auch im Protokoll des Servers.',
    en: 'This should not have happened. The id {requestId} is also in the server’s log.',
  },
};

/** Said in the place of a paragraph or a source that nobody has established. */
const NOT_ESTABLISHED: Readonly<Record<Language, string>> = {
  de: 'nicht festgestellt',
  en: 'not established',
};

/** The sentence of an issue in one language. Unknown codes are shown as they are, with their values. */
export function issueSentence(issue: Issue, language: Language): string {
  const text = ISSUE_TEXTS[issue.code];
  const params = issue.params ?? {};
  if (!text) {
    const values = Object.entries(params).map(([name, value]) => `${name} = ${value}`);
    return `${issue.code}${issue.where ? ` (${issue.where})` : ''}${values.length ? `: ${values.join(', ')}` : ''}`;
  }
  const counted = text[language].replace(
    /\{(\w+):([^|{}]*)\|([^{}]*)\}/g,
    (_, name: string, one: string, several: string) => (params[name] === 1 ? one : several),
  );
  return counted.replace(/\{(\w+)\}/g, (place, name: string) =>
    (name === 'paragraph' || name === 'source') && params[name] === null
      ? NOT_ESTABLISHED[language]
      : name in params
        ? paramText(name, params[name], language)
        : name === 'where' && issue.where
          ? placeText(issue.where, language)
          : place,
  );
}

/**
 * A parameter as a sentence says it: one whose name ends in `Cents` as euros, a day as people write it, what is expected
 * and why in its language; what was sent stays as it was.
 */
function paramText(name: string, value: unknown, language: Language): string {
  if (typeof value === 'string' && name !== 'value' && /^\d{4}-\d{2}-\d{2}$/.test(value))
    return dateText(value, language);
  if (name === 'expected') return expectedText(String(value), language);
  if (name === 'field') return networkFieldText(String(value), language);
  if (name === 'reason') return reasonText(String(value), language);
  if (typeof value !== 'number' || !name.endsWith('Cents')) return String(value);
  const german = euroText(value);
  if (language === 'de') return german;
  const [whole = '', cents = ''] = german.slice(0, -2).split(',');
  return `€${whole.replaceAll('.', ',')}.${cents}`;
}

export function issueStatus(issue: Issue): number {
  return ISSUE_TEXTS[issue.code]?.status ?? 400;
}
