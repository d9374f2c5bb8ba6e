import { ADDRESS_USES, type AddressTable, CLAIM_FLAG } from '../columns/address-table.ts';
import type { Classification } from '../rulebook/classify.ts';
import { CLASSES, type SupplyClass } from '../rulebook/rule-set.ts';
import { TECHNOLOGIES, type Technology } from '../supply/technologies.ts';

/** Download classes of the Breitbandatlas in Mbit/s: what is offered reaches at least so much. */
export const SPEED_STEPS = [10, 16, 30, 50, 100, 200, 400, 1000] as const;

/**
 * Technologies as the Breitbandatlas groups them: `alle` is any, `ftthb` FTTH or FTTB. That lines by copper from the
 * exchange and by fixed radio fall under `sonst` is likely, not established.
 */
export const TECHNOLOGY_GROUPS = ['alle', 'ftthb', 'ftth', 'fttb', 'fttc', 'hfc', 'sonst'] as const;
export type TechnologyGroup = (typeof TECHNOLOGY_GROUPS)[number];

/** Who is counted: `hh` households, `gew` firms, as the Breitbandatlas names them; `schulen` it has none of. */
export const CUSTOMERS = ['hh', 'gew', 'schulen'] as const;
export type Customer = (typeof CUSTOMERS)[number];

/** A set of addresses by its name, e.g. a district. */
export interface StatisticsGroup {
  readonly name: string;
  /** Places in the table, each at most once. */
  readonly addresses: ArrayLike<number>;
}

export interface SupplyStatistics {
  readonly name: string;
  readonly addresses: number;
  readonly households: number;
  readonly businesses: number;
  /** Addresses whose use is a school. */
  readonly schools: number;
  readonly addressesByClass: Readonly<Record<SupplyClass, number>>;
  readonly householdsByClass: Readonly<Record<SupplyClass, number>>;
  readonly businessesByClass: Readonly<Record<SupplyClass, number>>;
  readonly schoolsByClass: Readonly<Record<SupplyClass, number>>;
  /** Customers with existing supply of at least each of `SPEED_STEPS` by a technology. */
  readonly reached: Readonly<Record<Customer, Readonly<Record<TechnologyGroup, readonly number[]>>>>;
}

/**
 * Counts each group by class, technology and speed. Only what exists counts, as in the Breitbandatlas; a claim without
 * a speed reaches none of the steps. Groups may overlap.
 */
export function supplyStatistics(
  table: AddressTable,
  codes: Classification,
  groups: readonly StatisticsGroup[],
): SupplyStatistics[] {
  const best = bestDownMbit(table);
  return groups.map((group) => countGroup(table, codes, best, group));
}

/** All customers of the group, those without any claim included. */
export const customersOf = (statistics: SupplyStatistics, customer: Customer): number =>
  ({ hh: statistics.households, gew: statistics.businesses, schulen: statistics.schools })[customer];

/** Percent of all customers of the group, those without any claim included; null where it has none. */
export function reachedPercent(
  statistics: SupplyStatistics,
  customer: Customer,
  technology: TechnologyGroup,
  step: number,
): number | null {
  const all = customersOf(statistics, customer);
  return all === 0 ? null : (100 * statistics.reached[customer][technology][step]!) / all;
}

const GROUPS_OF: Readonly<Record<Technology, readonly number[]>> = (() => {
  const at = (...names: TechnologyGroup[]) => names.map((name) => TECHNOLOGY_GROUPS.indexOf(name));
  return {
    ftth: at('alle', 'ftthb', 'ftth'),
    fttb: at('alle', 'ftthb', 'fttb'),
    fttc: at('alle', 'fttc'),
    hfc: at('alle', 'hfc'),
    dsl: at('alle', 'sonst'),
    fwa: at('alle', 'sonst'),
    sonst: at('alle', 'sonst'),
  };
})();

/** Fastest existing download of each address by each technology group, `[address × group]`; -1 where there is none. */
function bestDownMbit({ length, claims }: AddressTable): Float32Array {
  const width = TECHNOLOGY_GROUPS.length;
  const best = new Float32Array(length * width).fill(-1);
  const groupsOf = TECHNOLOGIES.map((name) => GROUPS_OF[name]);
  for (let i = 0; i < length; i++) {
    for (let c = claims.start[i]!; c < claims.start[i + 1]!; c++) {
      if (claims.flags[c]! & CLAIM_FLAG.planned) continue;
      const down = claims.downMbit[c]!;
      for (const group of groupsOf[claims.technology[c]!]!) {
        // Without a speed the comparison is false.
        if (down > best[i * width + group]!) best[i * width + group] = down;
      }
    }
  }
  return best;
}

function countGroup(
  table: AddressTable,
  codes: Classification,
  best: Float32Array,
  group: StatisticsGroup,
): SupplyStatistics {
  const classCounts = () => new Float64Array(CLASSES.length);
  const [addresses, households, businesses, schools] = [
    classCounts(),
    classCounts(),
    classCounts(),
    classCounts(),
  ];
  const width = TECHNOLOGY_GROUPS.length;
  const steps = SPEED_STEPS.length;
  const hh = new Float64Array(width * steps);
  const gew = new Float64Array(width * steps);
  const schulen = new Float64Array(width * steps);
  for (let k = 0; k < group.addresses.length; k++) {
    const i = group.addresses[k]!;
    const code = codes.classCode[i]!;
    const [homes, firms] = [table.households[i]!, table.businesses[i]!];
    addresses[code]!++;
    households[code]! += homes;
    businesses[code]! += firms;
    const school = table.use[i] === SCHOOL ? 1 : 0;
    schools[code]! += school;
    for (let g = 0; g < width; g++) {
      const down = best[i * width + g]!;
      for (let s = 0; s < steps && down >= SPEED_STEPS[s]!; s++) {
        hh[g * steps + s]! += homes;
        gew[g * steps + s]! += firms;
        schulen[g * steps + s]! += school;
      }
    }
  }
  const byGroup = (counts: Float64Array) =>
    Object.fromEntries(
      TECHNOLOGY_GROUPS.map((name, g) => [name, Array.from(counts.subarray(g * steps, (g + 1) * steps))]),
    ) as Record<TechnologyGroup, number[]>;
  return {
    name: group.name,
    addresses: group.addresses.length,
    households: sum(households),
    businesses: sum(businesses),
    schools: sum(schools),
    addressesByClass: named(addresses),
    householdsByClass: named(households),
    businessesByClass: named(businesses),
    schoolsByClass: named(schools),
    reached: { hh: byGroup(hh), gew: byGroup(gew), schulen: byGroup(schulen) },
  };
}

const SCHOOL = ADDRESS_USES.indexOf('school');
const sum = (counts: Float64Array) => counts.reduce((a, b) => a + b, 0);
const named = (counts: Float64Array) =>
  Object.fromEntries(CLASSES.map((name, i) => [name, counts[i]!])) as Record<SupplyClass, number>;
