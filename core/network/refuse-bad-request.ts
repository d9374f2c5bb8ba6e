import { type Issue, IssueError } from '../issue.ts';
import type { DimensioningRules } from './dimensioning-rules.ts';
import type { NetworkRequest } from './plan.ts';

interface Range {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
}

const SHARE: Range = { min: 0, max: 1, whole: false };
const METRES: Range = { min: 1, max: 1_000_000, whole: false };
const RULES: Readonly<Partial<Record<keyof DimensioningRules, Range>>> = {
  fibresPerHome: { min: 1, max: 96, whole: true },
  fibreReserve: { min: 0, max: 2, whole: false },
  splitterPorts: { min: 1, max: 256, whole: true },
  homesPerDistributionPoint: { min: 1, max: 100_000, whole: true },
  tubeReserve: SHARE,
  cableSlack: SHARE,
  dropTubeMaxFibres: { min: 0, max: 10_000, whole: true },
  maxDropWayM: METRES,
  maxReachM: METRES,
};
const HOMES: Range = { min: 0, max: 1_000_000, whole: false };
const YEAR: Range = { min: 1990, max: 2200, whole: true };
const YEARS: Range = { min: 1, max: 20, whole: true };
/** Planning coordinates in metres: far beyond Germany, far below what would lose centimetres. */
const COORDINATE: Range = { min: -10_000_000, max: 20_000_000, whole: false };

/**
 * Refuses what no plan can be made from, naming every field with its value and what is expected.
 * @throws IssueError `network-bad-value`, `network-target-twice`
 */
export function refuseBadRequest(request: NetworkRequest): void {
  const issues: Issue[] = [];
  const check = (where: string, value: unknown, range: Range): void => {
    const isGood =
      typeof value === 'number' &&
      value >= range.min &&
      value <= range.max &&
      (!range.whole || Number.isInteger(value));
    if (!isGood)
      refuse(
        where,
        value,
        `${range.whole ? 'a whole number' : 'a number'} from ${range.min} to ${range.max}`,
      );
  };
  const refuse = (where: string, value: unknown, expected: string): void => {
    const params = { field: where, value: String(value), expected };
    issues.push({ code: 'network-bad-value', severity: 'error', where, params });
  };
  const { rules, phases } = request;
  for (const [name, range] of Object.entries(RULES))
    check(`rules.${name}`, rules[name as keyof DimensioningRules], range);
  if (!['splitter', 'point-to-point'].includes(rules.topology))
    refuse('rules.topology', rules.topology, 'one of splitter, point-to-point');
  const isAscending = rules.cableFibres.every((size, i) => size > (rules.cableFibres[i - 1] ?? 0));
  if (rules.cableFibres.length === 0 || !isAscending)
    refuse('rules.cableFibres', rules.cableFibres, 'numbers of fibres, ascending');
  if (!rules.ducts.some(({ dropTubes }) => dropTubes > 0)) refuse('rules.ducts', 0, 'a duct for drops');
  if (!rules.ducts.some(({ feederTubes }) => feederTubes > 0))
    refuse('rules.ducts', 0, 'a duct for feeder cables');
  rules.ducts.forEach((duct, i) => {
    if (!request.prices.items.some(({ id }) => id === duct.item))
      refuse(`rules.ducts[${i}].item`, duct.item, 'an item of the price catalogue');
  });
  for (const fibres of rules.cableFibres)
    if (!request.prices.items.some(({ id }) => id === `cable-${fibres}`))
      refuse('rules.cableFibres', fibres, `an item cable-${fibres} in the price catalogue`);
  if (phases) {
    check('phases.firstYear', phases.firstYear, YEAR);
    check('phases.years', phases.years, YEARS);
    if (phases.budgetCentsPerYear != null)
      check('phases.budgetCentsPerYear', phases.budgetCentsPerYear, { min: 1, max: 1e15, whole: true });
  }
  if (request.maxDropM !== undefined)
    check('maxDropM', request.maxDropM, { min: 0, max: 10_000, whole: false });
  if (request.preferredDiscount !== undefined) check('preferredDiscount', request.preferredDiscount, SHARE);
  const seen = new Set<string>();
  request.targets.forEach(({ id, homes, eastingM, northingM }, i) => {
    check(`targets[${i}].homes`, homes, HOMES);
    check(`targets[${i}].eastingM`, eastingM, COORDINATE);
    check(`targets[${i}].northingM`, northingM, COORDINATE);
    if (seen.has(id))
      issues.push({
        code: 'network-target-twice',
        severity: 'error',
        where: 'targets',
        params: { value: id },
      });
    seen.add(id);
  });
  (request.pops ?? []).forEach(({ eastingM, northingM }, i) => {
    check(`pops[${i}].eastingM`, eastingM, COORDINATE);
    check(`pops[${i}].northingM`, northingM, COORDINATE);
  });
  if (issues.length > 0) throw new IssueError(issues);
}
