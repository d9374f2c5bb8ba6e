import { escapeHtml } from '#core/wlan/page/list.ts';
import { dateInWords, type PageLanguage } from '#core/wlan/page/texts.ts';
import { MESSAGE_LENGTH, REPORT_KINDS, type ReportKind, type ReportState } from '#core/wlan/report.ts';
import type { PublicReport } from './report-store.ts';

export interface ReportForm {
  readonly language: PageLanguage;
  readonly kind: string;
  readonly hotspot: { readonly id: number; readonly name: string } | null;
  readonly message: string;
  /** Sentences on what has to be put right. */
  readonly complaints: readonly string[];
}

/** The form to report something, and the one to look up an answer. */
export function reportFormContent({ language, kind, hotspot, message, complaints }: ReportForm): string {
  const t = REPORT_TEXTS[language];
  const kinds = REPORT_KINDS.filter((each) => hotspot || each === 'suggestion' || each === 'other');
  const chosen = kinds.find((each) => each === kind) ?? (hotspot ? 'not-working' : null);
  return `${complaints.length > 0 ? `<div class="notice warn" role="alert" id="complaints">${complaints.map((each) => `<p>${escapeHtml(each)}</p>`).join('')}</div>` : ''}
<p>${t.intro}</p>
<form method="post" action="/wlan/reports?lang=${language}">
${hotspot ? `<p>${t.about} <strong>${escapeHtml(hotspot.name)}</strong></p><input type="hidden" name="hotspotId" value="${hotspot.id}">` : `<p class="notice">${t.noHotspot} <a href="/wlan?lang=${language}">${t.toList}</a></p>`}
<fieldset><legend>${t.kindLegend}</legend>${kinds
    .map(
      (each) =>
        `<label class="check"><input type="radio" name="kind" value="${each}" required${each === chosen ? ' checked' : ''}>${t.kinds[each]}</label>`,
    )
    .join('')}</fieldset>
<label class="field">${t.message}<textarea name="message" rows="6" required minlength="${MESSAGE_LENGTH.min}" maxlength="${MESSAGE_LENGTH.max}" aria-describedby="message-help">${escapeHtml(message)}</textarea></label>
<p id="message-help">${t.messageHelp}</p>
<p class="buttons"><button type="submit" class="primary">${t.send}</button></p>
</form>
${lookupForm(language, '')}`;
}

export function lookupForm(language: PageLanguage, code: string): string {
  const t = REPORT_TEXTS[language];
  return `<h2>${t.lookupTitle}</h2><form method="get" action="/wlan/reports">
<input type="hidden" name="lang" value="${language}">
<label class="field">${t.code}<input type="text" name="code" required maxlength="30" autocomplete="off" autocapitalize="characters" spellcheck="false" value="${escapeHtml(code)}"></label>
<p class="buttons"><button type="submit">${t.lookup}</button></p></form>`;
}

/** What the reporter sees under the code. */
export function reportStateContent(report: PublicReport, language: PageLanguage, isFresh: boolean): string {
  const t = REPORT_TEXTS[language];
  const row = (label: string, value: string) => `<tr><th scope="row">${label}</th><td>${value}</td></tr>`;
  return `${isFresh ? `<p class="notice" role="status">${t.thanks}</p>` : ''}
<table><tbody>
${row(t.code, `<strong>${report.code}</strong>`)}
${row(t.kindLegend, t.kinds[report.kind])}
${report.hotspotName ? row(t.hotspot, escapeHtml(report.hotspotName)) : ''}
${row(t.received, dateInWords(report.createdAt, language))}
${row(t.state, t.states[report.state])}
${row(t.answer, report.answer ? `<span class="lines">${escapeHtml(report.answer)}</span>` : t.noAnswer)}
</tbody></table>
<p>${t.notShown}</p>`;
}

interface ReportTexts {
  readonly title: string;
  readonly stateTitle: string;
  readonly intro: string;
  readonly about: string;
  readonly noHotspot: string;
  readonly toList: string;
  readonly kindLegend: string;
  readonly kinds: Readonly<Record<ReportKind, string>>;
  readonly message: string;
  readonly messageHelp: string;
  readonly send: string;
  readonly lookupTitle: string;
  readonly code: string;
  readonly lookup: string;
  readonly thanks: string;
  readonly hotspot: string;
  readonly received: string;
  readonly state: string;
  readonly states: Readonly<Record<ReportState, string>>;
  readonly answer: string;
  readonly noAnswer: string;
  readonly notShown: string;
}

export const REPORT_TEXTS: Readonly<Record<PageLanguage, ReportTexts>> = {
  de: {
    title: 'Etwas melden',
    stateTitle: 'Ihre Meldung',
    intro:
      'Ohne Konto und ohne Angaben zu Ihnen. Bitte schreiben Sie keine Namen, Telefonnummern oder E-Mail-Adressen in den Text. Nach dem Senden bekommen Sie einen Code, mit dem Sie die Antwort nachsehen.',
    about: 'Es geht um:',
    noHotspot: 'Geht es um einen bestimmten Standort? Dann rufen Sie „Melden“ bei ihm in der Liste auf:',
    toList: 'zur Liste',
    kindLegend: 'Worum geht es?',
    kinds: {
      'not-working': 'Das WLAN geht nicht',
      'wrong-place': 'Ort oder Angaben stimmen nicht',
      suggestion: 'Vorschlag für einen neuen Standort',
      other: 'Etwas anderes, auch Barrieren dieser Seiten',
    },
    message: 'Beschreibung',
    messageHelp:
      '3 bis 2000 Zeichen. Bei einem Vorschlag: Straße und Hausnummer oder Name des Ortes. Der Text wird nicht veröffentlicht.',
    send: 'Meldung senden',
    lookupTitle: 'Antwort nachsehen',
    code: 'Code',
    lookup: 'Nachsehen',
    thanks:
      'Danke. Die Meldung ist angekommen. Notieren Sie den Code; nur damit finden Sie die Antwort wieder.',
    hotspot: 'Standort',
    received: 'Eingegangen',
    state: 'Stand',
    states: { new: 'noch nicht bearbeitet', accepted: 'angenommen', done: 'erledigt', rejected: 'abgelehnt' },
    answer: 'Antwort',
    noAnswer: 'noch keine',
    notShown: 'Was Sie geschrieben haben, steht hier nicht: Den Code könnte auch jemand anderes lesen.',
  },
  en: {
    title: 'Report something',
    stateTitle: 'Your report',
    intro:
      'Without an account and without saying anything about yourself. Please write no names, telephone numbers or e-mail addresses into the text. After sending you get a code to look up the answer.',
    about: 'It is about:',
    noHotspot: 'Is it about a certain hotspot? Then use "Report" at the hotspot in the list:',
    toList: 'to the list',
    kindLegend: 'What is it about?',
    kinds: {
      'not-working': 'The WLAN does not work',
      'wrong-place': 'Place or details are wrong',
      suggestion: 'Suggestion for a new hotspot',
      other: 'Something else, barriers of these pages included',
    },
    message: 'Description',
    messageHelp:
      '3 to 2000 characters. For a suggestion: street and house number, or the name of the place. The text is not published.',
    send: 'Send report',
    lookupTitle: 'Look up an answer',
    code: 'Code',
    lookup: 'Look up',
    thanks: 'Thank you. The report has arrived. Note the code; only with it will you find the answer again.',
    hotspot: 'Hotspot',
    received: 'Received',
    state: 'State',
    states: { new: 'not dealt with yet', accepted: 'accepted', done: 'done', rejected: 'rejected' },
    answer: 'Answer',
    noAnswer: 'none yet',
    notShown: 'What you wrote is not shown here: somebody else might read the code, too.',
  },
};
