import type { Issue } from '../issue.ts';
import { PRICE_GROUPS, type PriceGroup } from '../network/price-catalogue.ts';

/** A position of a structural plan: `amount` metres or pieces at `eur` each; of unit `share` a part of all else. */
export interface InvestmentPosition {
  readonly position: string;
  /** Item of the price catalogue. */
  readonly item: string;
  readonly group: PriceGroup;
  readonly title: string;
  readonly unit: string;
  readonly amount: number;
  readonly eur: number;
}

/**
 * What the viability gap is calculated from. Key names are those of the exchange file: euros as decimal
 * numbers (`eur`), lengths in metres (`m`), rates as fractions of 1. Prices are net of VAT.
 */
export interface GapInputs {
  readonly premises: number;
  readonly dwellings: number;
  readonly years: number;
  /** Discount rate a year. No official default exists; it must be given. */
  readonly discount: number;
  readonly trench: readonly { readonly surface: string; readonly m: number; readonly eur_m: number }[];
  readonly duct_fibre_eur_m: number;
  readonly feeder_m: number;
  readonly feeder_eur_m: number;
  readonly pop: { readonly n: number; readonly eur: number };
  readonly nvt: { readonly homes_per: number; readonly eur: number };
  readonly drop: {
    readonly avg_m: number;
    readonly eur_m: number;
    readonly entry_eur: number;
    readonly share_connected_at_build: number;
  };
  readonly ont_eur: number;
  readonly planning_pct: number;
  readonly contingency_pct: number;
  /** Share of dwellings with an active line at the end of each year. */
  readonly takeup: readonly number[];
  readonly arpu_net_eur_month: number;
  /** Share of the income that may be counted: new and upgrading customers only. */
  readonly new_revenue_share: number;
  readonly opex_line_eur_month: number;
  readonly opex_home_passed_eur_year: number;
  readonly opex_fixed_pct_of_passive: number;
  /** Positions of a structural plan: the investment is their sum, and the quantities and prices above are not counted. */
  readonly investment?: readonly InvestmentPosition[];
}

/** At least so many years are counted (Nr. 3.1 of the federal guideline). */
export const MIN_YEARS = 7;
const MAX_YEARS = 50;
/** Upper bound of every count, length and price: keeps each product within exact cents. */
const MAX_NUMBER = 1e9;

const COUNT = { expected: 'a whole number from 1 to 1,000,000,000', min: 1, max: MAX_NUMBER, whole: true };
const WHOLE = { expected: 'a whole number from 0 to 1,000,000,000', min: 0, max: MAX_NUMBER, whole: true };
const AMOUNT = { expected: 'a number from 0 to 1,000,000,000', min: 0, max: MAX_NUMBER, whole: false };
const SHARE = { expected: 'a share from 0 to 1, e.g. 0.6', min: 0, max: 1, whole: false };
const YEARS = {
  expected: `a whole number of years from 1 to ${MAX_YEARS}`,
  min: 1,
  max: MAX_YEARS,
  whole: true,
};
const DISCOUNT = {
  expected: 'a rate from 0 to 1 a year, e.g. 0.04; there is no official default, so it must be given',
  min: 0,
  max: 1,
  whole: false,
};

type Range = typeof COUNT;

const SCALARS: Readonly<Record<string, Range>> = {
  premises: COUNT,
  dwellings: COUNT,
  years: YEARS,
  discount: DISCOUNT,
  duct_fibre_eur_m: AMOUNT,
  feeder_m: AMOUNT,
  feeder_eur_m: AMOUNT,
  'pop.n': WHOLE,
  'pop.eur': AMOUNT,
  'nvt.homes_per': COUNT,
  'nvt.eur': AMOUNT,
  'drop.avg_m': AMOUNT,
  'drop.eur_m': AMOUNT,
  'drop.entry_eur': AMOUNT,
  'drop.share_connected_at_build': SHARE,
  ont_eur: AMOUNT,
  planning_pct: SHARE,
  contingency_pct: SHARE,
  arpu_net_eur_month: AMOUNT,
  new_revenue_share: SHARE,
  opex_line_eur_month: AMOUNT,
  opex_home_passed_eur_year: AMOUNT,
  opex_fixed_pct_of_passive: SHARE,
};

const TOP_LEVEL = new Set([
  ...Object.keys(SCALARS).map((path) => path.split('.')[0]),
  'trench',
  'takeup',
  'investment',
]);

/** Checks unknown content; every fault is reported, each with field, value and what is expected. */
export function readGapInputs(content: unknown): { inputs: GapInputs | null; issues: Issue[] } {
  if (!isRecord(content)) {
    return { inputs: null, issues: [badField('inputs', content, 'an object with the inputs')] };
  }
  const issues: Issue[] = [];
  for (const [path, range] of Object.entries(SCALARS)) check(path, valueAt(content, path), range, issues);
  checkTrench(content.trench, issues);
  checkTakeup(content.takeup, content.years, issues);
  if (content.investment !== undefined) checkInvestment(content.investment, issues);
  for (const key of Object.keys(content)) {
    if (!TOP_LEVEL.has(key)) issues.push(badField(key, content[key], 'no such field; remove it'));
  }
  return { inputs: issues.length === 0 ? (content as unknown as GapInputs) : null, issues };
}

function checkTrench(trench: unknown, issues: Issue[]): void {
  if (!Array.isArray(trench)) {
    issues.push(badField('trench', trench, 'a list of { surface, m, eur_m }'));
    return;
  }
  trench.forEach((row: unknown, index) => {
    const where = `trench[${index}]`;
    if (!isRecord(row)) {
      issues.push(badField(where, row, 'an object { surface, m, eur_m }'));
      return;
    }
    if (typeof row.surface !== 'string')
      issues.push(badField(`${where}.surface`, row.surface, 'the surface as text'));
    check(`${where}.m`, row.m, AMOUNT, issues);
    check(`${where}.eur_m`, row.eur_m, AMOUNT, issues);
  });
}

function checkInvestment(positions: unknown, issues: Issue[]): void {
  if (!Array.isArray(positions) || positions.length === 0 || positions.length > 1000) {
    const expected = 'a list of { position, item, group, title, unit, amount, eur }';
    issues.push(badField('investment', positions, expected));
    return;
  }
  positions.forEach((row: unknown, index) => {
    const where = `investment[${index}]`;
    if (!isRecord(row)) {
      issues.push(badField(where, row, 'an object { position, item, group, title, unit, amount, eur }'));
      return;
    }
    for (const key of ['position', 'item', 'title', 'unit'])
      if (typeof row[key] !== 'string' || row[key].length > 500)
        issues.push(badField(`${where}.${key}`, row[key], 'a text of at most 500 characters'));
    if (!PRICE_GROUPS.some((group) => group === row.group))
      issues.push(badField(`${where}.group`, row.group, `one of ${PRICE_GROUPS.join(', ')}`));
    check(`${where}.amount`, row.amount, AMOUNT, issues);
    check(`${where}.eur`, row.eur, row.unit === 'share' ? SHARE : AMOUNT, issues);
  });
}

function checkTakeup(takeup: unknown, years: unknown, issues: Issue[]): void {
  if (!Array.isArray(takeup)) {
    issues.push(badField('takeup', takeup, 'a list with one share a year'));
    return;
  }
  takeup.forEach((share: unknown, index) => {
    check(`takeup[${index}]`, share, SHARE, issues);
  });
  if (typeof years === 'number' && takeup.length !== years) {
    issues.push(badField('takeup', `${takeup.length} values`, `one value for each of the ${years} years`));
  }
}

function check(path: string, value: unknown, range: Range, issues: Issue[]): void {
  const good =
    typeof value === 'number' &&
    value >= range.min &&
    value <= range.max &&
    (!range.whole || Number.isInteger(value));
  if (!good) issues.push(badField(path, value, range.expected));
}

function badField(name: string, value: unknown, expected: string): Issue {
  const shown = value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
  return {
    code: 'bad-field',
    severity: 'error',
    where: name,
    params: { name, value: shown.slice(0, 80), expected },
  };
}

function valueAt(content: Record<string, unknown>, path: string): unknown {
  const [first, second] = path.split('.');
  const outer = content[first!];
  if (second === undefined) return outer;
  return isRecord(outer) ? outer[second] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
