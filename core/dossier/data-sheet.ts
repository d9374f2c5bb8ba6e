import { criterionTitle } from '../funding/criterion-title.ts';
import { issueSentence } from '../issue-texts.ts';
import { type DocumentBlock, euroText, numberText } from './document-block.ts';
import type { DossierModel } from './dossier-model.ts';
import { surveyOrigin } from './survey-result.ts';

const PROCEDURES: Readonly<Record<string, string>> = {
  branchendialog: 'Branchendialog',
  markterkundung: 'Markterkundung',
  interessenbekundung: 'Interessenbekundung',
  foerderantrag: 'Förderantrag',
};
const STEPS: Readonly<Record<string, string>> = {
  entwurf: 'Entwurf',
  angekuendigt: 'angekündigt',
  durchgefuehrt: 'durchgeführt',
  veroeffentlicht: 'veröffentlicht',
  ende: 'Ende',
  auswertung: 'Auswertung',
  abgeschlossen: 'abgeschlossen',
  dokumentiert: 'dokumentiert',
  eingereicht: 'eingereicht',
};
const PROGRAMMES: Readonly<Record<string, string>> = {
  'fast-lane': 'Fast Lane',
  standard: 'Regelverfahren mit Rangfolge',
  lueckenschluss: 'Lückenschluss',
};
const FITS: Readonly<Record<string, string>> = {
  yes: 'passt',
  no: 'passt nicht',
  unknown: 'nicht verifiziert',
};

/** Sums as they are labelled in the data sheet; the check reads them back. */
export const SUM_LABELS = {
  eligible: 'Förderfähige Summe',
  federal: 'Zuwendung des Bundes',
  land: 'Zuwendung des Landes',
  other: 'Andere Zuschüsse',
  own: 'Eigenanteil',
  addresses: 'Adressen',
  eligibleAddresses: 'davon förderfähig',
} as const;

/** The application data sheet (Antragsdatenblatt). */
export function dataSheet(model: DossierModel): DocumentBlock[] {
  const { score, ruleSet } = model;
  const eligible = model.addresses.filter((address) => address.eligible).length;
  const homes = model.addresses.reduce((sum, address) => sum + address.households, 0);
  return [
    { kind: 'heading', level: 1, text: `Antragsdatenblatt: ${model.name}` },
    pairs('Angaben zum Antrag', [
      ['Antragsteller', model.applicant],
      ['Land', model.land],
      ['Stichtag', dayText(model.onDate)],
      ['Regelwerk', `${ruleSet.title.de} (${ruleSet.id})`],
      ['Landesregelung', model.landRules ?? 'keine gewählt'],
      ['Erstellt von', model.preparedBy ?? '–'],
      ['Freigegeben von', model.releasedBy ?? 'nicht freigegeben (Entwurf)'],
    ]),
    { kind: 'heading', level: 2, text: 'Projektgebiet' },
    pairs('Summen des Projektgebiets', [
      [SUM_LABELS.addresses, numberText(model.addresses.length)],
      [SUM_LABELS.eligibleAddresses, numberText(eligible)],
      ['Wohneinheiten (Haushalte)', numberText(homes)],
    ]),
    {
      kind: 'table',
      summary: 'Gebiete mit Fläche und Adressen',
      columns: [
        { title: 'Nr.', share: 0.08, align: 'right' },
        { title: 'Gebiet', share: 0.4 },
        { title: 'Fläche (ha)', share: 0.17, align: 'right' },
        { title: 'Adressen', share: 0.15, align: 'right' },
        { title: 'förderfähig', share: 0.2, align: 'right' },
      ],
      rows: model.areas.map((area) => [
        String(area.id),
        area.name,
        numberText(area.areaM2 / 10_000, 2),
        numberText(area.addresses),
        numberText(area.eligible),
      ]),
    },
    { kind: 'heading', level: 2, text: 'Finanzierung' },
    ...financing(model),
    { kind: 'heading', level: 2, text: 'Punkte und Programm' },
    {
      kind: 'table',
      summary: 'Punkte nach Kriterium',
      columns: [
        { title: 'Kriterium', share: 0.42 },
        { title: 'Punkte', share: 0.16, align: 'right' },
        { title: 'Höchstens', share: 0.16, align: 'right' },
        { title: 'Stand', share: 0.26 },
      ],
      rows: [
        ...score.points.criteria.map((criterion) => [
          criterionTitle(criterion.key, 'de'),
          criterion.measured === null ? '?' : numberText(criterion.assumedPoints),
          numberText(criterion.maxPoints),
          criterion.confidence === 'sure' ? 'verifiziert' : 'nicht verifiziert',
        ]),
        [
          'Summe (sicher / angenommen / möglich)',
          `${score.points.surePoints} / ${score.points.assumedPoints} / ${score.points.possiblePoints}`,
          numberText(score.points.maxPoints),
          score.fastLane ? `Fast Lane ab ${score.fastLane.value}` : 'Fast Lane: nicht verifiziert',
        ],
      ],
    },
    ...(score.programmes?.verdicts ?? []).map((verdict): DocumentBlock => {
      const reasons = verdict.reasons.map((issue) => issueSentence(issue, 'de')).join(' ');
      return {
        kind: 'paragraph',
        text: `${PROGRAMMES[verdict.programme] ?? verdict.programme}: ${FITS[verdict.fits]}. ${reasons}`.trim(),
      };
    }),
    { kind: 'heading', level: 2, text: 'Verfahren' },
    procedures(model),
    ...surveyResult(model),
    { kind: 'heading', level: 2, text: 'Datenstände' },
    {
      kind: 'table',
      summary: 'Datensätze, die in den Antrag eingegangen sind',
      columns: [
        { title: 'Ebene', share: 0.22 },
        { title: 'Datensatz', share: 0.34 },
        { title: 'Stand', share: 0.18 },
        { title: 'Lizenz', share: 0.26 },
      ],
      rows: model.dataVersions.map(({ layer, name, asOf, licence }) => [
        layer,
        name,
        asOf ? dayText(asOf) : '–',
        licence ?? '–',
      ]),
    },
    { kind: 'heading', level: 2, text: 'Nicht verifiziert' },
    {
      kind: 'paragraph',
      note: true,
      text: 'Die folgenden Einträge der Regeln sind nicht amtlich festgestellt. Die GIS-Ebenen folgen den GIS-Nebenbestimmungen der Anlage nach; eine Konformität wird nicht behauptet.',
    },
    ...score.notVerified.map(
      ({ entry, source }): DocumentBlock => ({ kind: 'paragraph', note: true, text: `${entry}: ${source}` }),
    ),
  ];
}

/** Where the sum comes from; an estimate says so, with its interval. */
function originOfSum({ gapOrigin, score }: DossierModel): DocumentBlock[] {
  const notes: string[] = [];
  if (score.operator) {
    const { passiveCapexCents, leasePvCents } = score.operator;
    notes.push(
      `Betreibermodell: Investition ${euroText(passiveCapexCents)} abzüglich Barwert der Pacht ${euroText(leasePvCents)}.`,
    );
  }
  if (gapOrigin) {
    const { kind, of, asOf, gapLowCents, gapHighCents } = gapOrigin;
    const what =
      kind === 'estimate'
        ? 'Die Investition ist eine Schätzung, kein Netzplan; nicht verifiziert'
        : 'Die Investition folgt aus dem Netzplan';
    notes.push(
      `${what} (${of}, Stand ${dayText(asOf)}). Spanne der Wirtschaftlichkeitslücke: ${euroText(gapLowCents)} bis ${euroText(gapHighCents)}.`,
    );
  }
  return notes.map((text) => ({ kind: 'paragraph', note: true, text }));
}

function financing(model: DossierModel): DocumentBlock[] {
  const { score } = model;
  const { shares, eligibleCents } = score;
  if (!shares || eligibleCents === null) {
    return [{ kind: 'paragraph', text: 'Es ist keine förderfähige Summe angegeben.' }];
  }
  return [
    pairs('Finanzierung der förderfähigen Summe', [
      [SUM_LABELS.eligible, euroText(eligibleCents)],
      [SUM_LABELS.federal, euroText(shares.federal.valueCents)],
      [SUM_LABELS.land, euroText(shares.land.valueCents)],
      [SUM_LABELS.other, euroText(shares.other.valueCents)],
      [SUM_LABELS.own, euroText(shares.own.valueCents)],
    ]),
    ...originOfSum(model),
    ...shares.issues.map(
      (issue): DocumentBlock => ({ kind: 'paragraph', note: true, text: issueSentence(issue, 'de') }),
    ),
  ];
}

/** What operators say about the addresses; the workbook of the survey holds it address by address. */
function surveyResult({ operators, addresses, survey }: DossierModel): DocumentBlock[] {
  const selfBuild = addresses.filter((address) => address.selfBuild).length;
  return [
    { kind: 'heading', level: 2, text: 'Ergebnis der Markterkundung' },
    {
      kind: 'paragraph',
      text: `Von ${numberText(addresses.length)} Adressen ist für ${numberText(selfBuild)} ein verbindlicher Eigenausbau gemeldet.`,
    },
    { kind: 'paragraph', note: true, text: surveyOrigin(survey) },
    {
      kind: 'table',
      summary: 'Angaben der Betreiber, in Adressen',
      columns: [
        { title: 'Betreiber', share: 0.36 },
        { title: 'Bestand', share: 0.15, align: 'right' },
        { title: 'geplant', share: 0.15, align: 'right' },
        { title: 'verbindlich', share: 0.15, align: 'right' },
        { title: 'Meilensteine', share: 0.19, align: 'right' },
      ],
      rows: operators.map((each) => [
        each.operator,
        ...[each.existing, each.planned, each.binding, each.withMilestones].map((count) => numberText(count)),
      ]),
    },
  ];
}

function procedures({ procedures: all }: DossierModel): DocumentBlock {
  const rows = Object.entries(all)
    .filter((entry) => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, procedure]) => [
      PROCEDURES[kind] ?? kind,
      STEPS[procedure!.state] ?? procedure!.state,
      Object.entries(procedure!.dates)
        .sort((a, b) => (a[1] === b[1] ? (a[0] < b[0] ? -1 : 1) : a[1] < b[1] ? -1 : 1))
        .map(([step, date]) => `${STEPS[step] ?? step} ${dayText(date)}`)
        .join(', '),
    ]);
  return {
    kind: 'table',
    summary: 'Stand der Verfahren',
    columns: [
      { title: 'Verfahren', share: 0.25 },
      { title: 'Stand', share: 0.2 },
      { title: 'Tage', share: 0.55 },
    ],
    rows,
  };
}

function pairs(summary: string, rows: readonly (readonly [string, string])[]): DocumentBlock {
  return {
    kind: 'table',
    summary,
    columns: [
      { title: 'Angabe', share: 0.36 },
      { title: 'Wert', share: 0.64 },
    ],
    rows,
  };
}

function dayText(iso: string): string {
  const [year, month, day] = iso.split('-');
  return `${day}.${month}.${year}`;
}
