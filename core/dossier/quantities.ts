import type { GapInputs } from '../funding/gap-inputs.ts';
import { CLASSES } from '../rulebook/rule-set.ts';
import type { DossierAddress, DossierModel, DossierNetwork } from './dossier-model.ts';
import { type Cell, columnName, type Sheet, xlsxBytes } from './xlsx.ts';

/** Names of the cells that the check reads. */
export const QUANTITY_SUMS = {
  addresses: 'm_adressen',
  eligible: 'm_foerderfaehig',
  households: 'm_wohneinheiten',
  areaM2: 'm_flaeche',
  /** Only with a structural plan: its cost at the expected prices. */
  networkCost: 'm_netz_kosten',
} as const;

/** Quantities of the areas and of the network (Mengengerüst); every total is a formula over real numbers. */
export function quantityWorkbook(model: DossierModel): Uint8Array {
  const areas = areaSheet(model);
  const network = model.network ? planSheet(model.network, model.gapInputs) : null;
  return xlsxBytes({
    title: `Mengengerüst ${model.name}`,
    creator: model.applicant,
    day: model.onDate,
    sheets: [areas.sheet, network?.sheet ?? networkSheet(model)],
    names: { ...areas.names, ...network?.names },
  });
}

function areaSheet({ areas, addresses }: DossierModel) {
  const last = areas.length + 1;
  const total = last + 1;
  const inClass = (of: readonly DossierAddress[], name: string) =>
    of.filter(({ supplyClass }) => supplyClass === name).length;
  const columns = ['Fläche (m²)', 'Umfang (m)', 'Adressen', 'förderfähig', 'Wohneinheiten', ...CLASSES];
  const valuesOf = (id: number) => {
    const area = areas[id - 1]!;
    const inside = addresses.filter(({ areaId }) => areaId === id);
    return [
      area.areaM2,
      area.outlineM,
      area.addresses,
      area.eligible,
      area.households,
      ...CLASSES.map((name) => inClass(inside, name)),
    ];
  };
  const values = areas.map(({ id }) => valuesOf(id));
  const sumOf = (column: number) => Math.round(values.reduce((sum, row) => sum + row[column]!, 0) * 10) / 10;
  const style = (column: number): Cell['style'] => (column < 2 ? 'decimal' : 'whole');
  const rows: Cell[][] = [
    ['Nr.', 'Gebiet', ...columns].map((value) => ({ value, style: 'head' })),
    ...areas.map((area, i): Cell[] => [
      { value: area.id },
      { value: area.name },
      ...values[i]!.map((value, column): Cell => ({ value, style: style(column) })),
    ]),
    [
      { value: null },
      { value: 'Summe', style: 'bold' },
      ...columns.map((_, column): Cell => {
        const letter = columnName(column + 2);
        return { value: sumOf(column), formula: `SUM(${letter}2:${letter}${last})`, style: style(column)! };
      }),
    ],
  ];
  const cell = (column: number) => `Gebiete!$${columnName(column + 2)}$${total}`;
  const sheet: Sheet = {
    name: 'Gebiete',
    columnWidths: [6, 34, 14, 12, 10, 12, 15, ...CLASSES.map(() => 13)],
    rows,
    frozenRows: 1,
  };
  return {
    sheet,
    names: {
      [QUANTITY_SUMS.addresses]: cell(2),
      [QUANTITY_SUMS.eligible]: cell(3),
      [QUANTITY_SUMS.households]: cell(4),
      [QUANTITY_SUMS.areaM2]: cell(0),
    },
  };
}

/** The bill of quantities of the structural plan: amounts, prices and the span of its cost; sums are formulas. */
function planSheet({ plan, name, updatedOn, prices }: DossierNetwork, inputs: GapInputs | null) {
  const priced = new Map(inputs?.investment?.map((position) => [position.position, position]));
  const head = ['Pos.', 'Leistung', 'Menge', 'Einheit', 'Preis', 'niedrig', 'erwartet', 'hoch'];
  const rows: Cell[][] = [head.map((value) => ({ value, style: 'head' }))];
  for (const { position, item, amount, unit, costCents } of plan.quantities) {
    const isShare = unit === 'share';
    const { title, eur } = priced.get(position) ?? { title: item, eur: null };
    rows.push([
      { value: position },
      { value: title },
      { value: isShare ? null : Math.round(amount * 100) / 100, style: 'decimal' },
      { value: unitText(unit) },
      { value: eur, style: isShare ? 'percent' : 'money' },
      ...(['low', 'expected', 'high'] as const).map(
        (level): Cell => ({ value: costCents[level] / 100, style: 'money' }),
      ),
    ]);
  }
  const last = rows.length;
  rows.push([
    { value: null },
    { value: 'Summe netto', style: 'bold' },
    { value: null },
    { value: null },
    { value: null },
    ...(['low', 'expected', 'high'] as const).map((level, i): Cell => {
      const letter = columnName(5 + i);
      const formula = `SUM(${letter}2:${letter}${last})`;
      return { value: plan.costCents[level] / 100, formula, style: 'boldMoney' };
    }),
  ]);
  const count = (label: string, value: number, unit: string, style: Cell['style'] = 'whole'): Cell[] => [
    { value: null },
    { value: label },
    { value, style },
    { value: unit },
  ];
  const built = plan.drops.filter((drop) => drop.built).length;
  rows.push(
    [],
    count('Trassen zusammen', plan.trenchM, 'm', 'decimal'),
    count('davon ohne Graben, in vorhandenen Rohren', plan.existingDuctM, 'm', 'decimal'),
    count('Hausanschlüsse gebaut', built, 'Stück'),
    count('Leitungslänge der Hausanschlüsse', plan.dropM, 'm', 'decimal'),
    count('Netzverteiler', plan.distributionPoints.length, 'Stück'),
    count('Hauptverteiler (PoP)', plan.pops.length, 'Stück'),
    [
      {
        value: `Mengen des Netzplans „${name}“ vom ${updatedOn}, Preise ${prices}; Spanne aus niedrigen und hohen Preisen`,
        style: 'note',
      },
    ],
  );
  const sheet: Sheet = {
    name: 'Netz',
    columnWidths: [8, 44, 14, 10, 14, 18, 18, 18],
    rows,
    frozenRows: 1,
  };
  return { sheet, names: { [QUANTITY_SUMS.networkCost]: `Netz!$G$${last + 1}` } };
}

const UNITS: Readonly<Record<string, string>> = { piece: 'Stück', share: 'Anteil' };

/** A unit of the price catalogue as documents name it. */
export const unitText = (unit: string): string => UNITS[unit] ?? unit;

/** Lengths and pieces of the network, from the inputs of the calculator; says when they are an estimate. */
function networkSheet({ gapInputs: inputs, gapOrigin, score }: DossierModel): Sheet {
  const head: Cell[] = ['Position', 'Menge', 'Einheit'].map((value) => ({ value, style: 'head' }));
  const sheet = { name: 'Netz', columnWidths: [40, 16, 12], frozenRows: 1 };
  if (!inputs || !score.gap) {
    const note = 'Keine Mengen des Netzes: Die förderfähige Summe wurde eingegeben.';
    return { ...sheet, rows: [head, [{ value: note, style: 'note' }]] };
  }
  const line = (label: string, value: number, unit: string, style: Cell['style'] = 'whole'): Cell[] => [
    { value: label },
    { value, style },
    { value: unit },
  ];
  const first = 2;
  const trench = inputs.trench.map(({ surface, m }) => line(`Trasse ${surface}`, m, 'm', 'decimal'));
  const lastTrench = first + trench.length - 1;
  const sum: Cell[] = [
    { value: 'Trasse zusammen', style: 'bold' },
    trench.length === 0
      ? { value: 0, style: 'decimal' }
      : { value: score.gap.trenchM, formula: `SUM(B${first}:B${lastTrench})`, style: 'decimal' },
    { value: 'm' },
  ];
  const connected = lastTrench + 5;
  const origin =
    gapOrigin?.kind === 'estimate'
      ? `Schätzung (${gapOrigin.of}, Stand ${gapOrigin.asOf}), kein Netzplan; nicht verifiziert`
      : gapOrigin?.kind === 'network'
        ? `aus dem Netzplan ${gapOrigin.of}`
        : 'vom Antragsteller eingegeben';
  return {
    ...sheet,
    rows: [
      head,
      ...trench,
      sum,
      line('Zuführung', inputs.feeder_m, 'm', 'decimal'),
      line('Netzverteiler', Math.ceil(inputs.dwellings / inputs.nvt.homes_per), 'Stück'),
      line('Hauptverteiler (PoP)', inputs.pop.n, 'Stück'),
      line('Hausanschlüsse beim Bau', score.gap.connectedPremises, 'Stück'),
      [
        { value: 'Leitungslänge der Hausanschlüsse' },
        {
          value: Math.round(score.gap.connectedPremises * inputs.drop.avg_m * 100) / 100,
          formula: `B${connected}*${inputs.drop.avg_m}`,
          style: 'decimal',
        },
        { value: 'm' },
      ],
      [{ value: origin, style: 'note' }],
    ],
  };
}
