import type { Claim } from './claim.ts';
import type { SpeedThreshold, Wording } from './rule-set.ts';

type Language = keyof Wording;

/** The same sentence in both languages. */
export const both = (write: (language: Language) => string): Wording => ({
  de: write('de'),
  en: write('en'),
});

const NUMBER: Readonly<Record<Language, Intl.NumberFormat>> = {
  de: new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }),
};

/** `1.000` in German, `1,000` in English; at most one decimal. */
export function numberText(value: number, language: Language): string {
  return NUMBER[language].format(value);
}

/** `30.06.2025` in German, `30/06/2025` in English. */
export function dateText(isoDate: string, language: Language): string {
  const [year, month, day] = isoDate.split('-');
  return language === 'de' ? `${day}.${month}.${year}` : `${day}/${month}/${year}`;
}

/** `300/150 Mbit/s`, a missing speed as `?`. */
export function speedText(
  { downMbit, upMbit }: Pick<Claim, 'downMbit' | 'upMbit'>,
  language: Language,
): string {
  const text = (value: number | null) => (value === null ? '?' : numberText(value, language));
  return `${text(downMbit)}/${text(upMbit)} Mbit/s`;
}

/** `300 Mbit/s im Download und 150 Mbit/s im Upload`. */
export function thresholdText({ downMbit, upMbit }: SpeedThreshold, language: Language): string {
  const german = language === 'de';
  const down = `${numberText(downMbit, language)} Mbit/s ${german ? 'im Download' : 'down'}`;
  if (upMbit === null) return down;
  return `${down} ${german ? 'und' : 'and'} ${numberText(upMbit, language)} Mbit/s ${german ? 'im Upload' : 'up'}`;
}

/** `FTTH`; what is none of the named technologies in words. */
export function technologyText(technology: Claim['technology'], language: Language): string {
  if (technology !== 'sonst') return technology.toUpperCase();
  return language === 'de' ? 'andere Technik' : 'other technology';
}

/** Operator, technology, speeds, and where it is written: `Netz A, HFC, 1.000/50 Mbit/s (Liste, Stand 30.06.2025)`. */
export function claimText(claim: Claim, language: Language): string {
  const german = language === 'de';
  const stand = claim.sourceDate
    ? `${german ? 'Stand' : 'as of'} ${dateText(claim.sourceDate, language)}`
    : german
      ? 'ohne Stand'
      : 'undated';
  return `${claim.operator}, ${technologyText(claim.technology, language)}, ${speedText(claim, language)} (${claim.source}, ${stand})`;
}

/** What a rule found at a claim. */
export const FINDINGS = {
  meets: { de: 'erreicht die Anforderung', en: 'meets the demand' },
  'meets-assumed': {
    de: 'erreicht die Anforderung; zur Spitzenlast sagt der Betreiber nichts, sie ist als erfüllt angenommen',
    en: 'meets the demand; the operator says nothing of peak time, it is taken as met',
  },
  'too-slow': { de: 'zu langsam', en: 'too slow' },
  'down-missing': { de: 'Download nicht angegeben', en: 'download not given' },
  'up-missing': { de: 'Upload nicht angegeben', en: 'upload not given' },
  'peak-time-missing': {
    de: 'Geschwindigkeit unter Spitzenlast nicht zugesichert',
    en: 'speed not stated for peak time',
  },
  'date-missing': { de: 'Termin nicht angegeben', en: 'date not given' },
  'not-binding': { de: 'nicht verbindlich zugesagt', en: 'not a binding promise' },
  'no-milestones': { de: 'ohne Meilensteinplan', en: 'without a milestone plan' },
  lapsed: { de: 'Termin ist verstrichen', en: 'the promised date has passed' },
  'beyond-horizon': { de: 'Termin nach Ende des Zeithorizonts', en: 'promised after the end of the horizon' },
  'other-technology': { de: 'kein Kabelnetz', en: 'not a cable network' },
  'same-operator': { de: 'Netz desselben Betreibers, schon gezählt', en: 'same operator, counted already' },
  funded: { de: 'mit öffentlichem Geld gebaut', en: 'built with public money' },
  'not-funded': { de: 'keine Förderung genannt', en: 'no public money stated' },
} as const satisfies Record<string, Wording>;
export type Finding = keyof typeof FINDINGS;

export const meetsDemand = (finding: Finding) =>
  finding === 'meets' || finding === 'meets-assumed' || finding === 'funded';
/** The claim leaves out what would decide. */
export const isMissing = (finding: Finding) => finding.endsWith('-missing');
