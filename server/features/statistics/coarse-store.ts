import { type Kysely, sql } from 'kysely';
import {
  agsOf,
  belowThreshold,
  type CoarseShares,
  expectedBelow,
  type ShareRange,
} from '#core/rulebook/coarse-shares.ts';
import { countLayer } from '../../cli/count-layer.ts';
import type { Database } from '../../db/schema.ts';
import type { ChosenRules } from '../assessment/choose-rules.ts';

/**
 * That a municipality `d` of the districts is the one a table of shares `c` speaks of: by AGS, also out of a 12-digit
 * ARS, else by name.
 */
export const SAME_MUNICIPALITY = sql`(d.level = 'gemeinde' and c.scope = 'municipality' and (d.key = c.ags
  or (length(d.key) = 12 and c.ags = left(d.key, 5) || right(d.key, 3)) or d.name = c.name))`;

/** What shares of a municipality say of it under a rule set: shares and expected numbers, no verdict on anything. */
export interface CoarsePlace {
  /** AGS. */
  readonly key: string;
  readonly name: string;
  readonly source: string;
  readonly asOf: string | null;
  /** Percent of households offered 1,000 Mbit/s down; null where it is not published. */
  readonly gigabitPercent: number | null;
  readonly belowPercent: ShareRange;
  /** Households (or dwellings) of the cells inside; null where none are loaded. */
  readonly households: number | null;
  readonly expectedBelow: ShareRange | null;
}

/** Every loaded municipality with shares of the Breitbandatlas, the newest release of each; least gigabit first. */
export async function coarsePlaces(
  db: Kysely<Database>,
  { ruleSet }: ChosenRules,
): Promise<readonly CoarsePlace[]> {
  const { rows } = await sql<{
    key: string;
    name: string;
    ags: string | null;
    source: string;
    asOf: string | null;
    shares: Record<string, number>;
  }>`
    select d.key, d.name, c.ags, s.name as source, s.as_of::text as "asOf", c.shares
    from coverage_area c join data_source s on s.id = c.source_id
    join district d on ${SAME_MUNICIPALITY}
    order by d.name collate "C", s.as_of desc nulls last, s.name`.execute(db);
  const [homes, names] = [await householdsByMunicipality(db), await namesByAgs(db)];
  const seen = new Set<string>();
  return rows
    .flatMap(({ key, name, ags, source, asOf, shares }): CoarsePlace[] => {
      if (seen.has(name)) return [];
      seen.add(name);
      const coarse = sharesOf(key, shares);
      if (coarse.atLeast.length === 0) return [];
      const below = belowThreshold(ruleSet, coarse);
      const households = homes.get(name) ?? null;
      return [
        {
          key: agsOf(key) || key,
          name: /^\d+$/.test(name) ? (names.get(ags ?? '') ?? name) : name,
          source,
          asOf,
          gigabitPercent: coarse.atLeast.find((step) => step.downMbit === 1000)?.percent ?? null,
          belowPercent: below,
          households,
          expectedBelow: households === null ? null : expectedBelow(below, households),
        },
      ];
    })
    .sort((a, b) => (a.gigabitPercent ?? 101) - (b.gigabitPercent ?? 101) || (a.name < b.name ? -1 : 1));
}

/**
 * Names of municipalities as the loaded tables of shares give them, by AGS, of the newest table that names it: boundaries
 * and tables come without names as often as with them.
 */
export async function namesByAgs(db: Kysely<Database>): Promise<Map<string, string>> {
  const { rows } = await sql<{ ags: string; name: string }>`
    select distinct on (c.ags) c.ags, c.name
    from coverage_area c join data_source s on s.id = c.source_id
    where c.scope = 'municipality' and c.name ~ '[^0-9]'
    order by c.ags, s.as_of desc nulls last, s.name`.execute(db);
  return new Map(rows.map(({ ags, name }) => [ags, name]));
}

/** Names of the municipalities whose boundaries came with a key alone, by what stands in their place. */
export async function namesOfKeys(db: Kysely<Database>): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`
    select distinct name from district where level = 'gemeinde' and name !~ '[^0-9]'`.execute(db);
  if (rows.length === 0) return {};
  const names = await namesByAgs(db);
  return Object.fromEntries(
    rows.flatMap(({ name }) => {
      const known = names.get(agsOf(name));
      return known ? [[name, known]] : [];
    }),
  );
}

/** Steps of all technologies of households, slowest first. */
function sharesOf(key: string, shares: Readonly<Record<string, number>>): CoarseShares {
  const atLeast = Object.entries(shares)
    .flatMap(([name, percent]) => {
      const step = /^hh_alle_(\d+)$/.exec(name)?.[1];
      return step === undefined ? [] : [{ downMbit: Number(step), percent: Math.min(100, percent) }];
    })
    .sort((a, b) => a.downMbit - b.downMbit);
  return { key, atLeast };
}

async function householdsByMunicipality(db: Kysely<Database>): Promise<Map<string, number>> {
  const { rows } = await sql`
    select from district where level = 'gemeinde' and exists (select from household_cell) limit 1`.execute(
    db,
  );
  if (rows.length === 0) return new Map();
  const { by } = await countLayer(db, 'households', { byDistricts: true, level: 'gemeinde', source: null });
  return new Map(Object.entries(by ?? {}));
}
