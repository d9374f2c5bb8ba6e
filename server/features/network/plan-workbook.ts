import { type Cell, type Sheet, xlsxBytes } from '#core/dossier/xlsx.ts';
import type { Language } from '#core/issue-texts.ts';
import type { NetworkPlan } from '#core/network/plan.ts';
import { lineLengthM, type PlanDocument } from '#core/network/plan-document.ts';
import { PRICE_LEVELS } from '#core/network/price-catalogue.ts';
import type { NetworkPlanBody } from './body.ts';

const TEXTS = {
  de: {
    overview: 'Übersicht',
    quantities: 'Mengen',
    phases: 'Jahre',
    areas: 'Bezirke',
    noArea: 'ohne Bezirk',
    perPassed: 'je erreichbare Wohnung, erwartet',
    perConnected: 'je angeschlossene Wohnung, erwartet',
    points: 'Verteiler',
    prices: 'Preise',
    trenches: 'Trassen',
    name: 'Plan',
    area: 'Fläche',
    targets: 'Gebäude',
    connected: 'davon angeschlossen',
    trenchM: 'Trassen in m',
    dropM: 'Hausanschlüsse in m',
    cost: 'Kosten netto',
    low: 'niedrig',
    expected: 'erwartet',
    high: 'hoch',
    value: 'Trassenbaum mit Rohr, erwarteter Preis',
    bound: 'bewiesene untere Schranke dazu',
    gap: 'Lücke',
    certificate:
      'Die Schranke gilt für die Trassen mit Rohr allein. Anschlüsse, Verteiler, Kabel und Planung sind nicht Teil des Beweises.',
    position: 'Position',
    item: 'Leistung',
    unit: 'Einheit',
    amount: 'Menge',
    included: 'enthalten in',
    year: 'Jahr',
    homes: 'Wohnungen und Betriebe',
    capacity: 'Gehäuse',
    fibres: 'Fasern',
    splitters: 'Splitter',
    feederM: 'Weg vom POP in m',
    confidence: 'Sicherheit',
    source: 'Quelle',
    length: 'Länge in m',
    surface: 'Oberfläche',
    demo: 'Demodaten',
    sum: 'Summe',
    units: { m: 'm', piece: 'Stück', share: 'Anteil' } as Readonly<Record<string, string>>,
  },
  en: {
    overview: 'Overview',
    quantities: 'Quantities',
    phases: 'Years',
    areas: 'Boroughs',
    noArea: 'outside any borough',
    perPassed: 'per home passed, expected',
    perConnected: 'per home connected, expected',
    points: 'Distribution points',
    prices: 'Prices',
    trenches: 'Trenches',
    name: 'Plan',
    area: 'Area',
    targets: 'Buildings',
    connected: 'of them connected',
    trenchM: 'Trenches in m',
    dropM: 'Drops in m',
    cost: 'Cost, net',
    low: 'low',
    expected: 'expected',
    high: 'high',
    value: 'Trench tree with duct, expected price',
    bound: 'proved lower bound of it',
    gap: 'Gap',
    certificate:
      'The bound is about the trenches with duct alone. Drops, distribution points, cables and planning are not part of the proof.',
    position: 'Position',
    item: 'Item',
    unit: 'Unit',
    amount: 'Amount',
    included: 'included in',
    year: 'Year',
    homes: 'Dwellings and businesses',
    capacity: 'Cabinets',
    fibres: 'Fibres',
    splitters: 'Splitters',
    feederM: 'Way from the POP in m',
    confidence: 'Confidence',
    source: 'Source',
    length: 'Length in m',
    surface: 'Surface',
    demo: 'Demo data',
    sum: 'Sum',
    units: { m: 'm', piece: 'pieces', share: 'share' } as Readonly<Record<string, string>>,
  },
} as const;
type Texts = (typeof TEXTS)[Language];

const head = (...values: string[]): Cell[] => values.map((value) => ({ value, style: 'head' }));
const text = (value: string | number | null): Cell => ({ value });
const euro = (value: number): Cell => ({ value: value / 100, style: 'money' });
const metres = (value: number): Cell => ({ value: Math.round(value * 10) / 10, style: 'decimal' });
const whole = (value: number): Cell => ({ value, style: 'whole' });

/** Bill of quantities, years, distribution points and prices of a plan as a workbook; money in euro, net. */
export function planWorkbook(
  {
    name,
    areaName,
    document,
    prices,
  }: Pick<NetworkPlanBody, 'name' | 'areaName' | 'prices'> & {
    readonly document: PlanDocument;
  },
  language: Language,
  isDemo: boolean,
  day: string,
): Uint8Array {
  const t = TEXTS[language];
  const titles = new Map(prices.items.map((item) => [item.id, item.title[language]]));
  const titleOf = (item: string) => titles.get(item) ?? item;
  const shown = isDemo ? `${name} (${t.demo})` : name;
  const sheets =
    document.kind === 'computed'
      ? [
          overview(document.plan, shown, areaName, t),
          quantities(document.plan, titleOf, t),
          ...(document.plan.areas?.length > 0 ? [areas(document.plan, t)] : []),
          ...(document.plan.phases.length > 0 ? [phases(document.plan, t)] : []),
          ...(document.plan.distributionPoints.length > 0 ? [points(document.plan, t)] : []),
        ]
      : [
          {
            name: t.trenches,
            columnWidths: [12, 40, 14],
            frozenRows: 1,
            rows: [
              head(t.position, t.surface, t.length),
              ...document.lines.map(({ line, surface }, i) => [
                whole(i + 1),
                text(surface === null ? '–' : titleOf(surface)),
                metres(lineLengthM(line)),
              ]),
            ],
          },
        ];
  const priceSheet: Sheet = {
    name: t.prices,
    columnWidths: [24, 48, 10, 14, 14, 14, 14, 70],
    frozenRows: 1,
    rows: [
      head('ID', t.item, t.unit, t.low, t.expected, t.high, t.confidence, t.source),
      ...prices.items.map((item) => [
        text(item.id),
        text(item.title[language]),
        text(t.units[item.unit] ?? item.unit),
        ...PRICE_LEVELS.map(
          (level): Cell =>
            item.unit === 'share'
              ? { value: item[level], style: 'percent' }
              : { value: item[level], style: 'money' },
        ),
        text(item.confidence),
        text(typeof item.source === 'string' ? item.source : ''),
      ]),
    ],
  };
  return xlsxBytes({
    title: shown,
    creator: 'Lückenlos',
    day,
    sheets: [...sheets, priceSheet],
    names: {},
  });
}

function overview(plan: NetworkPlan, name: string, area: string, t: Texts): Sheet {
  const { costCents, certificate } = plan;
  const row = (label: string, ...cells: Cell[]): Cell[] => [{ value: label, style: 'bold' }, ...cells];
  return {
    name: t.overview,
    columnWidths: [44, 22, 18, 18],
    rows: [
      row(t.name, text(name)),
      row(t.area, text(area)),
      row(t.targets, whole(plan.targets)),
      row(t.connected, whole(plan.connected)),
      row(t.trenchM, metres(plan.trenchM)),
      row(t.dropM, metres(plan.dropM)),
      head('', t.low, t.expected, t.high),
      row(t.cost, euro(costCents.low), euro(costCents.expected), euro(costCents.high)),
      row(t.value, euro(certificate.valueCents)),
      row(t.bound, euro(certificate.lowerBoundCents)),
      row(t.gap, { value: certificate.gap, style: 'percent' }),
      [{ value: t.certificate, style: 'note' }],
    ],
  };
}

function quantities(plan: NetworkPlan, titleOf: (item: string) => string, t: Texts): Sheet {
  const last = plan.quantities.length + 1;
  return {
    name: t.quantities,
    columnWidths: [12, 52, 10, 14, 18, 18, 18, 30],
    frozenRows: 1,
    rows: [
      head(t.position, t.item, t.unit, t.amount, t.low, t.expected, t.high, t.included),
      ...plan.quantities.map((one) => [
        text(one.position),
        text(titleOf(one.item)),
        text(t.units[one.unit] ?? one.unit),
        one.unit === 'share' ? text(null) : metres(one.amount),
        ...PRICE_LEVELS.map((level) => euro(one.costCents[level])),
        text(one.includedIn === null ? null : titleOf(one.includedIn)),
      ]),
      [
        { value: t.sum, style: 'bold' },
        text(null),
        text(null),
        text(null),
        ...PRICE_LEVELS.map((level, i): Cell => {
          const column = 'EFG'[i]!;
          return {
            value: plan.costCents[level] / 100,
            formula: `SUM(${column}2:${column}${last})`,
            style: 'boldMoney',
          };
        }),
      ],
    ],
  };
}

/** The parts add up to the cost: each trench is shared by the homes behind it. */
function areas(plan: NetworkPlan, t: Texts): Sheet {
  const cents = (value: { readonly expected: number } | null) => (value ? euro(value.expected) : text('–'));
  return {
    name: t.areas,
    columnWidths: [30, 12, 26, 18, 18, 18, 34, 36],
    frozenRows: 1,
    rows: [
      head(t.area, t.targets, t.homes, t.low, t.expected, t.high, t.perPassed, t.perConnected),
      ...plan.areas.map((one) => [
        text(one.area ?? t.noArea),
        whole(one.targets),
        whole(one.homesPassed),
        ...PRICE_LEVELS.map((level) => euro(one.costCents[level])),
        cents(one.perHomePassedCents),
        cents(one.perHomeConnectedCents),
      ]),
    ],
  };
}

function phases(plan: NetworkPlan, t: Texts): Sheet {
  return {
    name: t.phases,
    columnWidths: [10, 16, 14, 26, 18, 18, 18],
    frozenRows: 1,
    rows: [
      head(t.year, t.trenchM, t.targets, t.homes, t.low, t.expected, t.high),
      ...plan.phases.map((phase) => [
        text(phase.year),
        metres(phase.trenchM),
        whole(phase.targets),
        whole(phase.homes),
        ...PRICE_LEVELS.map((level) => euro(phase.costCents[level])),
      ]),
    ],
  };
}

function points(plan: NetworkPlan, t: Texts): Sheet {
  return {
    name: t.points,
    columnWidths: [14, 26, 12, 12, 12, 20, 10],
    frozenRows: 1,
    rows: [
      head('ID', t.homes, t.capacity, t.fibres, t.splitters, t.feederM, t.year),
      ...plan.distributionPoints.map((one) => [
        text(one.id),
        whole(one.homes),
        whole(one.cabinets),
        whole(one.fibres),
        whole(one.splitters),
        metres(one.feederM),
        text(one.year),
      ]),
    ],
  };
}
