import { euroText } from '#core/dossier/document-block.ts';
import type { Alternative } from '#core/funding/application-score.ts';
import { readApplication } from '../../dossier/read-application.ts';
import { scoreDocument, scoreWithPlan } from '../../features/funding/score-document.ts';
import { type Command, JSON_OPTION } from '../command.ts';

export const scoreCommand: Command = {
  name: 'score',
  summary: {
    de: 'Punkte, Urteil und passendes Programm eines Förderantrags',
    en: 'Points, verdict and fitting programme of an application for funding',
  },
  usage: 'score <application> [--json]',
  positionals: ['application'],
  options: { json: JSON_OPTION },
  async run(context) {
    const { language } = context;
    const german = language === 'de';
    const open = async () => (await context.open()).db;
    const application = await readApplication(context.positionals[0]!, open);
    const { score, plan } = await scoreWithPlan(application, open);
    const document = scoreDocument(application, score, plan, language);
    const mark = german ? ' (nicht verifiziert)' : ' (not verified)';
    const { points, money } = document;
    const euro = new Intl.NumberFormat(german ? 'de-DE' : 'en-GB', { style: 'currency', currency: 'EUR' });
    const amount = (label: string, cents: number | null) =>
      `${label.padEnd(44)}${(cents === null ? '–' : euro.format(cents / 100)).padStart(18)}`;
    return {
      exitCode: 0,
      json: document,
      lines: [
        document.verdict,
        '',
        ...points.criteria.map(
          ({ name, assumedPoints, maxPoints, measured, notVerified }) =>
            `${name.padEnd(44)}${`${measured === null ? '?' : assumedPoints} / ${maxPoints}`.padStart(10)}${notVerified ? mark : ''}`,
        ),
        `${(german ? 'Punkte: sicher, angenommen, möglich' : 'Points: certain, assumed, possible').padEnd(44)}${`${points.sure}, ${points.assumed}, ${points.possible}`.padStart(14)}${german ? ' von' : ' of'} ${points.max}`,
        `${(german ? 'Fast Lane verlangt' : 'Fast lane asks for').padEnd(44)}${String(points.fastLane ?? '–').padStart(10)}${points.fastLane === null ? mark : ''}`,
        ...document.raises.map(
          ({ name, missingPoints, fullAt }) =>
            `  + ${String(missingPoints).padStart(3)}  ${name} → ${fullAt}`,
        ),
        '',
        ...document.verdicts.flatMap(({ programme, fits, reasons }) => [
          `${programme.padEnd(18)} ${FITS[fits][german ? 0 : 1]}`,
          ...reasons.map(({ message }) => `    ${message}`),
        ]),
        '',
        ...document.alternatives.map((way) => alternativeLine(way, german)),
        ...(money
          ? [
              '',
              amount(german ? 'Förderfähig' : 'Eligible', money.eligibleCents),
              amount(german ? 'Bund' : 'Federal', money.federalCents),
              amount('Land', money.landCents),
              amount(german ? 'Andere' : 'Other', money.otherCents),
              amount(german ? 'Eigenanteil' : 'Own share', money.ownCents),
            ]
          : []),
      ],
      remarks: [
        ...document.issues.map(({ message }) => message),
        ...document.notVerified.map(
          ({ entry, source }) => `${german ? 'Nicht verifiziert' : 'Not verified'}: ${entry} (${source})`,
        ),
      ],
    };
  },
};

const FITS = {
  yes: ['passt', 'fits'],
  no: ['passt nicht', 'does not fit'],
  unknown: ['nicht verifiziert', 'not verified'],
} as const;

/** The ways beside the verdict, each with what it asks for. */
function alternativeLine(way: Alternative, german: boolean): string {
  if (way.id === 'region-as-applicant') {
    return german
      ? `Region als Antragsteller: ${way.municipalities} Gemeinden zusammen brächten bis zu ${way.morePoints} Punkte mehr.`
      : `The Region as applicant: ${way.municipalities} municipalities together would add up to ${way.morePoints} points.`;
  }
  const count = way.applications ?? '?';
  const limit = way.limitCents === null ? '?' : euroText(way.limitCents);
  return german
    ? `Lückenschluss nach Stadtteilen: ${count} Antrag/Anträge bis je ${limit} (letzter bekannter Aufruf: ${way.call}).`
    : `Lückenschluss by district: ${count} application(s) of at most ${limit} each (last known call: ${way.call}).`;
}
