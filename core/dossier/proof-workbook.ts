import type { BUILD_PHASES, ProgressReport } from '../funding/build-progress.ts';
import type { GrantPlan, GrantPosition, Invoice, ProofOfUse } from '../funding/proof-of-use.ts';
import { type Cell, type Sheet, xlsxBytes } from './xlsx.ts';

export const POSITION_TITLES: Readonly<Record<GrantPosition, string>> = {
  trenchCivil: 'Tiefbau der Trassen',
  ductFibre: 'Leerrohr und Faser',
  feederCivil: 'Tiefbau der Zuführung',
  nvt: 'Netzverteiler',
  pop: 'Hauptverteiler (PoP)',
  drops: 'Hausanschlüsse',
  planning: 'Planung',
  contingency: 'Unvorhergesehenes',
};
const PHASES: Readonly<Record<(typeof BUILD_PHASES)[number], string>> = {
  planung: 'Planung',
  bau: 'im Bau',
  fertig: 'fertiggestellt',
  inBetrieb: 'in Betrieb',
};

const euro = (cents: number) => cents / 100;
const head = (titles: readonly string[]): Cell[] => titles.map((value) => ({ value, style: 'head' }));

/** Proof of use (Verwendungsnachweis): positions, invoices, financing and build; sums are formulas. */
export function proofWorkbook(about: {
  readonly application: {
    readonly name: string;
    readonly applicant: string;
    readonly inputs: { readonly onDate: string };
  };
  readonly plan: GrantPlan;
  readonly proof: ProofOfUse;
  readonly invoices: readonly Invoice[];
  readonly reports: readonly ProgressReport[];
}): Uint8Array {
  const { application, plan, proof, invoices, reports } = about;
  const last = invoices.length + 1;
  const column = (letter: string) => `Rechnungen!$${letter}$2:$${letter}$${Math.max(2, last)}`;
  const money = (cents: number, formula?: string, style: Cell['style'] = 'money'): Cell =>
    formula === undefined ? { value: euro(cents), style } : { value: euro(cents), formula, style };
  const ends = proof.positions.length + 1;
  const positions: Sheet = {
    name: 'Positionen',
    columnWidths: [30, 18, 18, 18, 18, 18],
    frozenRows: 1,
    rows: [
      head(['Position', 'geplant', 'Rechnungen', 'zuwendungsfähig', 'bezahlt', 'offen zum Plan']),
      ...proof.positions.map((use, i): Cell[] => {
        const r = i + 2;
        const sum = (letter: string) => `SUMIF(${column('A')},A${r},${column(letter)})`;
        return [
          { value: POSITION_TITLES[use.position] },
          money(use.plannedCents),
          money(use.invoicedCents, sum('F')),
          money(use.eligibleCents, sum('G')),
          money(use.paidCents, `SUMIFS(${column('G')},${column('A')},A${r},${column('E')},"<>")`),
          money(use.leftCents, `B${r}-D${r}`),
        ];
      }),
      [
        { value: 'Summe', style: 'bold' },
        ...(
          [
            ['B', proof.plannedCents],
            ['C', proof.invoicedCents],
            ['D', proof.eligibleInvoicedCents],
            ['E', proof.paidCents],
            ['F', proof.plannedCents - proof.eligibleInvoicedCents],
          ] as const
        ).map(([letter, cents]) => money(cents, `SUM(${letter}2:${letter}${ends})`, 'boldMoney')),
      ],
    ],
  };
  const shares = [
    ['Förderfähige Summe', plan.eligibleCents, proof.finalEligibleCents],
    ['Zuwendung des Bundes', plan.federalCents, proof.federalCents],
    ['Zuwendung des Landes', plan.landCents, proof.landCents],
    ['Andere Zuschüsse', plan.otherCents, proof.otherCents],
    ['Eigenanteil', plan.ownCents, proof.ownCents],
  ] as const;
  const saved = `MAX(0,Positionen!$B$${ends + 1}-Positionen!$E$${ends + 1})`;
  const financing: Sheet = {
    name: 'Finanzierung',
    columnWidths: [30, 18, 18, 18],
    rows: [
      head(['Anteil', 'bewilligt', 'nach Nachweis', 'Differenz']),
      ...shares.map(([label, granted, final], i): Cell[] => {
        const r = i + 2;
        const formula =
          i === 0
            ? `MAX(0,B2-${saved})`
            : i === shares.length - 1
              ? 'C2-C3-C4-C5'
              : `IF($B$2=0,0,ROUNDDOWN(ROUND(B${r}*$C$2/$B$2,6),2))`;
        return [
          { value: label },
          money(granted),
          money(final, formula),
          money(final - granted, `C${r}-B${r}`),
        ];
      }),
      [
        {
          value:
            'Annahme: Minderausgaben senken die förderfähige Summe, alle Anteile im Verhältnis. Nicht verifiziert.',
          style: 'note',
        },
      ],
    ],
  };
  const list: Sheet = {
    name: 'Rechnungen',
    columnWidths: [30, 30, 18, 12, 12, 16, 16],
    frozenRows: 1,
    rows: [
      head(['Position', 'Firma', 'Nummer', 'vom', 'bezahlt am', 'netto', 'zuwendungsfähig']),
      ...invoices.map((invoice): Cell[] => [
        { value: POSITION_TITLES[invoice.position] },
        { value: invoice.supplier },
        { value: invoice.number },
        { value: invoice.invoiceDate },
        { value: invoice.paidOn },
        money(invoice.netCents),
        money(invoice.eligibleCents),
      ]),
    ],
  };
  const build: Sheet = {
    name: 'Bau',
    columnWidths: [8, 16, 12, 14, 14, 60],
    frozenRows: 1,
    rows: [
      head(['Gebiet', 'Stand', 'am', 'Trasse (m)', 'Anschlüsse', 'Bemerkung']),
      ...reports.map((report): Cell[] => [
        { value: report.area },
        { value: PHASES[report.phase] },
        { value: report.onDate },
        { value: report.trenchM, style: 'decimal' },
        { value: report.connections, style: 'whole' },
        { value: report.note },
      ]),
    ],
  };
  return xlsxBytes({
    title: `Verwendungsnachweis ${application.name}`,
    creator: application.applicant,
    day: application.inputs.onDate,
    sheets: [positions, financing, list, build],
    names: { nachgewiesen: `Positionen!$E$${ends + 1}`, foerderfaehig_endgueltig: 'Finanzierung!$C$2' },
  });
}
