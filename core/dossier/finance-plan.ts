import type { GapInputs, InvestmentPosition } from '../funding/gap-inputs.ts';
import { centsFromEuro } from '../funding/money.ts';
import { positionCents } from '../funding/plan-investment.ts';
import type { ViabilityGap } from '../funding/viability-gap.ts';
import type { DossierModel } from './dossier-model.ts';
import { unitText } from './quantities.ts';
import { type Cell, columnName, type Sheet, xlsxBytes } from './xlsx.ts';

/** Cost and financing plan: quantities, prices and shares, every sum a formula over the cells it is made of. */
export function financeWorkbook(model: DossierModel): Uint8Array {
  const { score, gapInputs, operatorInputs } = model;
  const gap = score.gap && gapInputs ? gapSheets(gapInputs, score.gap) : null;
  const operator =
    score.operator && operatorInputs
      ? operatorSheet(operatorInputs, score.operator, gap?.names.investition ?? null)
      : null;
  const financing = financingSheet(model, operator?.cell ?? gap?.gapCell ?? null);
  return xlsxBytes({
    title: `Kosten- und Finanzierungsplan ${model.name}`,
    creator: model.applicant,
    day: model.onDate,
    sheets: [
      financing.sheet,
      ...(operator ? [operator.sheet] : []),
      ...(gap?.sheets ?? []),
      sourceSheet(model),
    ],
    names: { ...financing.names, ...(gap?.names ?? {}) },
  });
}

function euro(cents: number): number {
  return cents / 100;
}

/** Operator model: investment less the present value of the lease, as formulas. */
function operatorSheet(
  inputs: NonNullable<DossierModel['operatorInputs']>,
  model: NonNullable<DossierModel['score']['operator']>,
  investmentCell: string | null,
) {
  const first = 4;
  const last = first + inputs.leaseCents.length - 1;
  const capex: Cell = {
    value: euro(model.passiveCapexCents),
    style: 'money',
    ...(inputs.passiveCapexCents === null && investmentCell ? { formula: investmentCell } : {}),
  };
  const rows: Cell[][] = [
    [
      { value: 'Kalkulationszins je Jahr', style: 'bold' },
      { value: inputs.discountPerYear, style: 'percent' },
      { value: 'nicht verifiziert: wie die Pacht abzuzinsen ist, ist nicht festgestellt', style: 'note' },
    ],
    [{ value: 'Investition in das passive Netz' }, capex],
    ['Jahr', 'Pacht', 'Abzinsung'].map((value) => ({ value, style: 'head' })),
    ...inputs.leaseCents.map((cents, i): Cell[] => [
      { value: i + 1 },
      { value: euro(cents), style: 'money' },
      {
        value: 1 / (1 + inputs.discountPerYear) ** (i + 1),
        formula: `1/(1+$B$1)^A${first + i}`,
        style: 'text',
      },
    ]),
    [
      { value: 'Barwert der Pacht' },
      {
        value: euro(model.leasePvCents),
        formula: `ROUND(SUMPRODUCT(B${first}:B${last},C${first}:C${last}),2)`,
        style: 'money',
      },
    ],
    [
      { value: 'Förderfähig', style: 'bold' },
      { value: euro(model.eligibleCents), formula: `MAX(0,B2-B${last + 1})`, style: 'boldMoney' },
    ],
  ];
  const sheet: Sheet = { name: 'Betreibermodell', columnWidths: [34, 18, 60], rows };
  return { sheet, cell: `Betreibermodell!$B$${last + 2}` };
}

function financingSheet({ score, landRules, operatorInputs }: DossierModel, gapCell: string | null) {
  const eligible = score.eligibleCents ?? 0;
  const { shares } = score;
  const rate = Number(shares?.federal.inputs.rateBp ?? 0) / 10_000;
  const landRate = Number(shares?.land.inputs.rateBp ?? 0) / 10_000;
  const money = (value: number, formula?: string, style: Cell['style'] = 'money'): Cell =>
    formula === undefined ? { value, style } : { value, formula, style };
  const row = (label: string, cell: Cell, ratio: number | null, note: string): Cell[] => [
    { value: label },
    cell,
    ratio === null ? { value: null } : { value: ratio, style: 'percent' },
    { value: note, style: 'note' },
  ];
  const sum = shares
    ? shares.federal.valueCents + shares.land.valueCents + shares.other.valueCents + shares.own.valueCents
    : 0;
  const rows: Cell[][] = [
    ['Position', 'Betrag', 'Satz', 'Herkunft'].map((value) => ({ value, style: 'head' })),
    row(
      'Förderfähige Summe',
      money(euro(eligible), gapCell ?? undefined, 'boldMoney'),
      null,
      operatorInputs
        ? 'Betreibermodell, siehe Blatt Betreibermodell'
        : gapCell
          ? 'Wirtschaftlichkeitslücke, siehe Blätter Investition und Betrieb'
          : 'eingegeben',
    ),
    row(
      'Zuwendung des Bundes',
      money(euro(shares?.federal.valueCents ?? 0)),
      rate,
      shares?.federal.source ?? '',
    ),
    row(
      'Zuwendung des Landes',
      money(euro(shares?.land.valueCents ?? 0)),
      landRate,
      landRules ?? 'keine Landesförderung gewählt',
    ),
    row('Andere Zuschüsse', money(euro(shares?.other.valueCents ?? 0)), null, 'vom Antragsteller angegeben'),
    row(
      'Eigenanteil',
      money(euro(shares?.own.valueCents ?? 0), 'B2-B3-B4-B5'),
      null,
      shares?.own.source ?? '',
    ),
    row('Summe der Finanzierung', money(euro(sum), 'SUM(B3:B6)', 'boldMoney'), null, ''),
    row(
      'Differenz (muss 0 sein)',
      money(euro(shares ? eligible - sum : 0), 'ROUND(B2-B7,2)'),
      null,
      shares?.fundable === false ? 'nicht förderfähig, siehe Antragsdatenblatt' : '',
    ),
  ];
  const sheet: Sheet = { name: 'Finanzierung', columnWidths: [30, 18, 10, 70], rows, frozenRows: 1 };
  const names = {
    foerderfaehige_summe: 'Finanzierung!$B$2',
    bund: 'Finanzierung!$B$3',
    land: 'Finanzierung!$B$4',
    andere: 'Finanzierung!$B$5',
    eigenanteil: 'Finanzierung!$B$6',
  };
  return { sheet, names };
}

function gapSheets(inputs: GapInputs, gap: ViabilityGap) {
  if (inputs.investment) return plannedSheets(inputs, inputs.investment, gap);
  const rows: Cell[][] = [
    ['Position', 'Menge', 'Einheit', 'Preis', 'Betrag'].map((value) => ({ value, style: 'head' })),
  ];
  const line = (label: string, quantity: number, unit: string, price: number, cents: number) => {
    const r = rows.length + 1;
    rows.push([
      { value: label },
      { value: quantity, style: 'decimal' },
      { value: unit },
      { value: price, style: 'money' },
      { value: euro(cents), formula: `ROUND(B${r}*D${r},2)`, style: 'money' },
    ]);
  };
  for (const { surface, m, eur_m } of inputs.trench)
    line(`Trasse ${surface}`, m, 'm', eur_m, centsFromEuro(m * eur_m));
  line('Leerrohr und Faser', gap.trenchM + inputs.feeder_m, 'm', inputs.duct_fibre_eur_m, gap.ductFibreCents);
  line('Zuführung', inputs.feeder_m, 'm', inputs.feeder_eur_m, gap.feederCivilCents);
  line(
    'Netzverteiler',
    Math.ceil(inputs.dwellings / inputs.nvt.homes_per),
    'Stück',
    inputs.nvt.eur,
    gap.nvtCents,
  );
  line('Hauptverteiler (PoP)', inputs.pop.n, 'Stück', inputs.pop.eur, gap.popCents);
  const drop = inputs.drop.avg_m * inputs.drop.eur_m + inputs.drop.entry_eur;
  line('Hausanschlüsse', gap.connectedPremises, 'Stück', drop, gap.dropsCents);
  const total = (label: string, value: number, formula: string, style: Cell['style'] = 'money') => {
    rows.push([
      { value: label },
      { value: null },
      { value: null },
      { value: null },
      { value: euro(value), formula, style },
    ]);
    return rows.length;
  };
  const passive = total('Passives Netz', gap.passiveCents, `SUM(E2:E${rows.length})`, 'boldMoney');
  const planning = total('Planung', gap.planningCents, `ROUND(E${passive}*${inputs.planning_pct},2)`);
  const reserve = total(
    'Unvorhergesehenes',
    gap.contingencyCents,
    `ROUND(E${passive}*${inputs.contingency_pct},2)`,
  );
  const capex = total('Investition', gap.capexCents, `E${passive}+E${planning}+E${reserve}`, 'boldMoney');
  const operation = operationSheet(inputs, gap, `Investition!$E$${capex}`);
  return {
    sheets: [
      { name: 'Investition', columnWidths: [34, 14, 10, 16, 18], rows, frozenRows: 1 } satisfies Sheet,
      operation.sheet,
    ],
    names: { investition: `Investition!$E$${capex}`, ...operation.names },
    gapCell: operation.gapCell,
  };
}

/** The positions of a structural plan: amount times price, shares of the sum of all else. */
function plannedSheets(inputs: GapInputs, positions: readonly InvestmentPosition[], gap: ViabilityGap) {
  const cents = positionCents(positions);
  const rows: Cell[][] = [
    ['Pos.', 'Leistung', 'Menge', 'Einheit', 'Preis', 'Betrag'].map((value) => ({ value, style: 'head' })),
  ];
  const line = (
    { position, title, amount, unit, eur }: InvestmentPosition,
    value: number,
    formula: string,
  ) => {
    const isShare = unit === 'share';
    rows.push([
      { value: position },
      { value: title },
      { value: isShare ? null : amount, style: 'decimal' },
      { value: unitText(unit) },
      { value: eur, style: isShare ? 'percent' : 'money' },
      { value: euro(value), formula, style: 'money' },
    ]);
  };
  positions.forEach((position, i) => {
    if (position.unit === 'share') return;
    line(position, cents[i]!, `ROUND(C${rows.length + 1}*E${rows.length + 1},2)`);
  });
  const total = (label: string, value: number, formula: string) => {
    rows.push([
      { value: null },
      { value: label, style: 'bold' },
      { value: null },
      { value: null },
      { value: null },
      { value: euro(value), formula, style: 'boldMoney' },
    ]);
    return rows.length;
  };
  const passive = total('Passives Netz', gap.passiveCents, `SUM(F2:F${rows.length})`);
  positions.forEach((position, i) => {
    if (position.unit === 'share') line(position, cents[i]!, `ROUND(F$${passive}*E${rows.length + 1},2)`);
  });
  const capex = total('Investition', gap.capexCents, `SUM(F${passive}:F${rows.length})`);
  const operation = operationSheet(inputs, gap, `Investition!$F$${capex}`);
  return {
    sheets: [
      { name: 'Investition', columnWidths: [8, 44, 14, 10, 14, 18], rows, frozenRows: 1 } satisfies Sheet,
      operation.sheet,
    ],
    names: { investition: `Investition!$F$${capex}`, ...operation.names },
    gapCell: operation.gapCell,
  };
}

function operationSheet(inputs: GapInputs, gap: ViabilityGap, capexCell: string) {
  const first = 3;
  const last = first + gap.years.length - 1;
  const rows: Cell[][] = [
    [
      { value: 'Kalkulationszins je Jahr', style: 'bold' },
      { value: inputs.discount, style: 'percent' },
      { value: 'nicht verifiziert: kein amtlicher Zinssatz festgestellt', style: 'note' },
    ],
    ['Jahr', 'Anschlüsse im Mittel', 'Einnahmen', 'Betrieb', 'Anschaltung', 'Abzinsung'].map((value) => ({
      value,
      style: 'head',
    })),
    ...gap.years.map((year, i): Cell[] => [
      { value: year.year },
      { value: year.averageLines, style: 'decimal' },
      { value: euro(year.revenueCents), style: 'money' },
      { value: euro(year.opexCents), style: 'money' },
      { value: euro(year.activationCents), style: 'money' },
      { value: year.discountFactor, formula: `1/(1+$B$1)^A${first + i}`, style: 'text' },
    ]),
  ];
  const present = (label: string, column: number, value: number) => {
    const letter = columnName(column);
    const cells: Cell[] = Array.from({ length: column }, (_, i) => ({ value: i === 0 ? label : null }));
    cells.push({
      value: euro(value),
      formula: `ROUND(SUMPRODUCT(${letter}${first}:${letter}${last},$F$${first}:$F$${last}),2)`,
      style: 'money',
    });
    rows.push(cells);
    return `${letter}${rows.length}`;
  };
  const revenue = present('Barwert der Einnahmen', 2, gap.revenuePvCents);
  const opex = present('Barwert des Betriebs', 3, gap.opexPvCents);
  const activation = present('Barwert der Anschaltung', 4, gap.activationPvCents);
  rows.push([
    { value: 'Wirtschaftlichkeitslücke', style: 'bold' },
    { value: null },
    {
      value: euro(gap.gapCents),
      formula: `MAX(0,${capexCell}+${activation}+${opex}-${revenue})`,
      style: 'boldMoney',
    },
  ]);
  const gapCell = `Betrieb!$C$${rows.length}`;
  const sheet: Sheet = { name: 'Betrieb', columnWidths: [30, 20, 18, 18, 18, 14], rows, frozenRows: 2 };
  return { sheet, gapCell, names: { wirtschaftlichkeitsluecke: gapCell } };
}

function sourceSheet({ score }: DossierModel): Sheet {
  return {
    name: 'Nicht verifiziert',
    columnWidths: [34, 14, 90],
    frozenRows: 1,
    rows: [
      ['Eintrag', 'Sicherheit', 'Quelle'].map((value) => ({ value, style: 'head' })),
      ...score.notVerified.map(({ entry, confidence, source }): Cell[] => [
        { value: entry },
        { value: confidence },
        { value: source },
      ]),
    ],
  };
}
