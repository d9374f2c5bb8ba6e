import { strToU8 } from 'fflate';
import { dateText, FINDINGS, numberText, speedText, technologyText } from '#core/rulebook/explain-texts.ts';
import { escapeHtml } from '#core/wlan/page/list.ts';
import type { PageLanguage } from '#core/wlan/page/texts.ts';
import type { SurveyOperator } from './operator-store.ts';
import type { OwnClaim } from './own-claims.ts';
import type { StoredSurvey } from './survey-store.ts';

/** Rows on the page; all of them are in the CSV file. */
const SHOWN_ROWS = 500;

interface Content {
  readonly language: PageLanguage;
  readonly survey: StoredSurvey;
  readonly operator: SurveyOperator;
  readonly claims: readonly OwnClaim[];
  readonly expiresAt: string;
  readonly key: string;
}

/** What an operator sees of a survey: its own claims, how its promises are read, and the ways to its files. */
export function operatorViewContent({ language, survey, operator, claims, expiresAt, key }: Content): string {
  const t = OPERATOR_VIEW_TEXTS[language];
  const { startsOn, endsOn, horizonYears } = survey.terms;
  const day = (iso: string | null) => (iso === null ? '–' : dateText(iso, language));
  const fact = (name: string, value: string) =>
    `<tr><th scope="row">${name}</th><td>${escapeHtml(value)}</td></tr>`;
  const addresses = new Set(claims.map(({ addressId }) => addressId)).size;
  const promises = claims.filter(({ planned }) => planned);
  const counting = promises.filter(({ verdict }) => verdict === 'counts').length;
  const number = (value: number) => numberText(value, language);
  const secret = encodeURIComponent(key);
  return `<h1>${escapeHtml(`${t.title}: ${survey.name}`)}</h1>
<p>${t.intro}</p>
<table><tbody>
${fact(t.operator, operator.name)}
${fact(t.issuer, survey.issuer)}
${fact(t.period, `${day(startsOn)} – ${day(endsOn)}`)}
${fact(t.horizon, `${horizonYears} ${t.years}`)}
${fact(t.addresses, number(addresses))}
${fact(t.promises, `${number(promises.length)}, ${t.counting}: ${number(counting)}`)}
${fact(t.access, day(expiresAt.slice(0, 10)))}
</tbody></table>
<p><a class="link" href="/survey-view/package.zip?key=${secret}">${t.package}</a>${
    claims.length > 0 ? ` · <a class="link" href="/survey-view/claims.csv?key=${secret}">${t.csv}</a>` : ''
  }</p>
<h2>${t.claims}</h2>
${claims.length === 0 ? `<p>${t.none}</p>` : claimTable(claims.slice(0, SHOWN_ROWS), language)}
${claims.length > SHOWN_ROWS ? `<p>${t.more.replace('{rest}', number(claims.length - SHOWN_ROWS))}</p>` : ''}
${survey.terms.contact ? `<h2>${t.contact}</h2><p class="lines">${escapeHtml(survey.terms.contact)}</p>` : ''}`;
}

function claimTable(claims: readonly OwnClaim[], language: PageLanguage): string {
  const t = OPERATOR_VIEW_TEXTS[language];
  const head = [t.address, t.what, t.speed, t.readyBy, t.reading]
    .map((title) => `<th scope="col">${title}</th>`)
    .join('');
  const rows = claims.map((claim) => {
    const { street, houseNumber, postcode, place, verdict } = claim;
    const address = [`${street} ${houseNumber}`.trim(), `${postcode} ${place}`.trim()]
      .filter(Boolean)
      .join(', ');
    const promise = [
      t.planned,
      ...(claim.binding ? [t.binding] : []),
      ...(claim.milestones ? [t.milestones] : []),
    ].join(', ');
    const there = claim.homes === null ? t.existing : `${t.existing} (${t[claim.homes]})`;
    const remark = claim.remark ? `<br>${t.remark}: ${escapeHtml(claim.remark)}` : '';
    return `<tr><th scope="row">${escapeHtml(address || claim.key)}</th><td>${technologyText(claim.technology, language)}, ${claim.planned ? promise : there}${remark}</td><td>${speedText(claim, language)}</td><td>${claim.readyBy ? dateText(claim.readyBy, language) : '–'}</td><td>${verdict === null ? '' : escapeHtml(verdict === 'counts' ? t.counts : `${t.countsNot}: ${FINDINGS[verdict][language]}`)}</td></tr>`;
  });
  return `<div class="scroll" role="region" aria-label="${t.claims}" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

/** The same as CSV: UTF-8 with mark, `;`, decimal comma; the intake of answers reads it. */
export function ownClaimsCsv(claims: readonly OwnClaim[]): Uint8Array {
  const columns =
    'adress_id;strasse;hnr;plz;ort;status;technologie;download;upload;plan_fertig_bis;plan_verbindlich;meilensteinplan;bestand_status;bemerkung';
  const yes = (value: boolean) => (value ? 'ja' : 'nein');
  const lines = claims.map((claim) =>
    [
      claim.key,
      claim.street,
      claim.houseNumber,
      claim.postcode,
      claim.place,
      claim.planned ? 'geplant' : 'bestand',
      claim.technology.toUpperCase(),
      decimal(claim.downMbit),
      decimal(claim.upMbit),
      claim.readyBy ?? '',
      claim.planned ? yes(claim.binding) : '',
      claim.planned ? yes(claim.milestones) : '',
      claim.homes === null ? '' : claim.homes === 'connected' ? 'HC' : 'HP',
      claim.remark ?? '',
    ]
      .map(csvField)
      .join(';'),
  );
  return strToU8(`\uFEFF${[columns, ...lines].join('\r\n')}\r\n`);
}

const decimal = (value: number | null) => (value === null ? '' : String(value).replace('.', ','));

/** A text that a spreadsheet would take for a formula is marked as text. */
function csvField(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const OPERATOR_VIEW_TEXTS = {
  de: {
    title: 'Markterkundung',
    skip: 'Zum Inhalt',
    pages: 'Seiten',
    otherLanguage: 'English',
    intro:
      'Hier stehen allein Ihre eigenen Angaben. Angaben anderer Betreiber und was aus ihnen folgt sind nicht enthalten. Geben Sie die Adresse dieser Seite nicht weiter; sie ist der Zugang.',
    operator: 'Betreiber',
    issuer: 'Kommune',
    period: 'Zeitraum',
    horizon: 'Zeithorizont',
    years: 'Jahre',
    addresses: 'Adressen mit Ihren Angaben',
    promises: 'Zugesagter Ausbau (Zeilen)',
    counting: 'davon zählen nach dem Regelwerk',
    access: 'Zugang gilt bis',
    package: 'Adressliste, Geodaten, Karte und Anschreiben (ZIP)',
    csv: 'Ihre Angaben als CSV',
    claims: 'Ihre Angaben',
    none: 'Von Ihnen ist noch keine Antwort eingelesen.',
    more: '{rest} weitere Zeilen stehen in der CSV-Datei.',
    contact: 'Rückfragen und Antwort',
    address: 'Adresse',
    what: 'Angabe',
    speed: 'Download/Upload',
    readyBy: 'Fertig bis',
    reading: 'Wie die Zusage gelesen wird',
    planned: 'geplant',
    existing: 'vorhanden',
    binding: 'verbindlich',
    milestones: 'mit Meilensteinplan',
    connected: 'Homes Connected',
    passed: 'Homes Passed',
    remark: 'Bemerkung',
    counts: 'zählt',
    countsNot: 'zählt nicht',
  },
  en: {
    title: 'Market survey',
    skip: 'To the content',
    pages: 'Pages',
    otherLanguage: 'Deutsch',
    intro:
      'This page holds nothing but your own claims. Claims of other operators and what follows from them are not included. Do not pass on the address of this page; it is the access.',
    operator: 'Operator',
    issuer: 'Municipality',
    period: 'Period',
    horizon: 'Horizon',
    years: 'years',
    addresses: 'Addresses with claims of yours',
    promises: 'Promised build-out (rows)',
    counting: 'of these count under the rules',
    access: 'Access valid until',
    package: 'Address list, geodata, map and cover letter (ZIP)',
    csv: 'Your claims as CSV',
    claims: 'Your claims',
    none: 'No answer of yours has been read yet.',
    more: '{rest} more rows are in the CSV file.',
    contact: 'Questions and answer to',
    address: 'Address',
    what: 'Claim',
    speed: 'Download/upload',
    readyBy: 'Ready by',
    reading: 'How the promise is read',
    planned: 'planned',
    existing: 'existing',
    binding: 'binding',
    milestones: 'with a milestone plan',
    connected: 'homes connected',
    passed: 'homes passed',
    remark: 'Remark',
    counts: 'counts',
    countsNot: 'does not count',
  },
} as const;
