import { escapeHtml } from '#core/wlan/page/list.ts';
import { dateInWords, type PageLanguage } from '#core/wlan/page/texts.ts';
import type { AccessibilityCheck } from './accessibility-check.ts';

export interface Statement {
  readonly language: PageLanguage;
  readonly placeName: string;
  /** As the operator has set it; undefined = not set, which the page says. */
  readonly contact: string | undefined;
  readonly enforcement: string | undefined;
  readonly check: AccessibilityCheck;
}

/** The accessibility statement. What nobody has told or checked is said to be missing, never made up. */
export function accessibilityContent(statement: Statement): string {
  const { language, placeName, check } = statement;
  const t = language === 'de' ? DE : EN;
  return `<p>${escapeHtml(t.scope.replace('{place}', placeName))}</p>
<h2>${t.aimTitle}</h2><p>${t.aim}</p>
<h2>${t.stateTitle}</h2>${stateOf(check, language)}
<h3>${t.notCheckedTitle}</h3><ul>${t.notChecked.map((item) => `<li>${item}</li>`).join('')}</ul>
<h3>${t.limitsTitle}</h3><ul>${t.limits.map((item) => `<li>${item}</li>`).join('')}</ul>
<h2>${t.contactTitle}</h2>
<p>${t.feedback} <a href="/wlan/report?lang=${language}&amp;kind=other">${t.feedbackLink}</a>.</p>
${statement.contact ? `<p class="lines">${escapeHtml(statement.contact)}</p>` : `<p class="notice warn">${t.noContact}</p>`}
<h2>${t.enforcementTitle}</h2>
${statement.enforcement ? `<p>${t.enforcement}</p><p class="lines">${escapeHtml(statement.enforcement)}</p>` : `<p class="notice warn">${t.noEnforcement}</p>`}`;
}

function stateOf(check: AccessibilityCheck, language: PageLanguage): string {
  const t = language === 'de' ? DE : EN;
  if (check.checkedAt === null) return `<p class="notice warn">${t.neverChecked}</p>`;
  const values: Record<string, string> = {
    date: dateInWords(check.checkedAt, language),
    tool: check.tool ?? '',
    states: String(check.states.length),
    findings: String(check.findings.length),
  };
  const fill = (text: string) => escapeHtml(text.replace(/\{(\w+)\}/g, (_, name: string) => values[name]!));
  const result = check.findings.length === 0 ? `<p>${fill(t.clean)}</p>` : `<p>${fill(t.found)}</p>`;
  const findings = check.findings
    .map(({ state, rule, elements }) => `<li>${escapeHtml(`${rule} (${elements}): ${state}`)}</li>`)
    .join('');
  const states = check.states.map((state) => `<li>${escapeHtml(state)}</li>`).join('');
  return `<p>${fill(t.checked)}</p>${result}${findings ? `<ul>${findings}</ul>` : ''}
<details><summary>${t.statesTitle}</summary><ul>${states}</ul></details>`;
}

const DE = {
  scope:
    'Diese Erklärung gilt für die öffentlichen WLAN-Seiten für {place} unter /wlan: Karte und Liste, Meldungen, offene Daten und diese Erklärung.',
  aimTitle: 'Ziel',
  aim: 'Ziel ist die Stufe AA der WCAG 2.1. Eine Prüfung durch Menschen, die eine Aussage über die Vereinbarkeit im Ganzen erlaubt, liegt nicht vor; deshalb steht hier keine solche Aussage.',
  stateTitle: 'Stand der letzten automatischen Prüfung',
  neverChecked:
    'Für diese Fassung liegt noch keine automatische Prüfung vor. Ob die Seiten barrierefrei sind, ist damit nicht belegt.',
  checked: 'Geprüft am {date} mit {tool} in {states} Zuständen der Seiten.',
  clean: 'Die automatische Prüfung hat nichts gefunden.',
  found: 'Die automatische Prüfung hat {findings} Mängel gefunden:',
  statesTitle: 'Geprüfte Zustände',
  notCheckedTitle: 'Was nicht automatisch geprüft wird',
  notChecked: [
    'ob Texte verständlich sind',
    'ob die Bedienung mit Vorleseprogrammen im Ganzen gelingt',
    'ob Namen und Angaben aus fremden Datenquellen verständlich und richtig sind',
    'die Kartenzeichnung selbst; alles, was sie zeigt, steht auch in der Liste',
  ],
  limitsTitle: 'Bekannte Grenzen',
  limits: [
    'Zu den meisten Standorten sagt die Quelle nicht, ob sie stufenfrei erreichbar sind. Das steht dort als „unbekannt“.',
    'Der Link „Route“ führt zu OpenStreetMap; für diese Seite gilt die Erklärung nicht.',
    'Eine Fassung in Deutscher Gebärdensprache gibt es nicht.',
  ],
  contactTitle: 'Barrieren melden',
  feedback: 'Barrieren können Sie ohne Konto und ohne Angaben zu sich melden:',
  feedbackLink: 'Meldung schreiben',
  noContact: 'Der Betreiber hat noch keine Kontaktstelle eingetragen.',
  enforcementTitle: 'Durchsetzung',
  enforcement:
    'Wenn Sie auf eine Meldung keine zufriedenstellende Antwort bekommen, können Sie sich wenden an:',
  noEnforcement: 'Der Betreiber hat die zuständige Durchsetzungsstelle noch nicht eingetragen.',
};

const EN: typeof DE = {
  scope:
    'This statement covers the public WLAN pages for {place} under /wlan: map and list, reports, open data and this statement.',
  aimTitle: 'Aim',
  aim: 'The aim is level AA of WCAG 2.1. There has been no assessment by people that would allow a statement on conformance as a whole; so none is made here.',
  stateTitle: 'State of the last automatic check',
  neverChecked:
    'There has been no automatic check of this version yet. Whether the pages are accessible is therefore not established.',
  checked: 'Checked on {date} with {tool} in {states} states of the pages.',
  clean: 'The automatic check found nothing.',
  found: 'The automatic check found {findings} faults:',
  statesTitle: 'States that were checked',
  notCheckedTitle: 'What is not checked automatically',
  notChecked: [
    'whether texts can be understood',
    'whether the whole works with screen readers',
    'whether names and facts from sources of others can be understood and are right',
    'the drawing of the map itself; everything it shows is in the list, too',
  ],
  limitsTitle: 'Known limits',
  limits: [
    'For most hotspots the source does not say whether there is step-free access. It is shown as "unknown".',
    'The link "Route" leads to OpenStreetMap; this statement does not cover that site.',
    'There is no version in German Sign Language.',
  ],
  contactTitle: 'Report barriers',
  feedback: 'You can report barriers without an account and without saying anything about yourself:',
  feedbackLink: 'write a report',
  noContact: 'The operator has not entered a contact yet.',
  enforcementTitle: 'Enforcement',
  enforcement: 'If a report is not answered to your satisfaction, you can turn to:',
  noEnforcement: 'The operator has not entered the enforcement body in charge yet.',
};
