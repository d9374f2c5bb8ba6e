import { type Kysely, sql } from 'kysely';
import type { DossierArea } from '#core/dossier/dossier-model.ts';
import { areaM2, outlineM } from '#core/geo/polygon.ts';
import { IssueError } from '#core/issue.ts';
import type { AskedAddress } from '#core/survey/operator-list.ts';
import type { Database } from '../../db/schema.ts';
import { type Plan, planOf } from '../funding/plan-facts.ts';
import type { StoredSurvey } from './survey-store.ts';

/** The areas of a survey with the addresses in them, judged on the first day of the survey. */
export interface SurveyPlan {
  readonly plan: Plan;
  readonly onDate: string;
  readonly areas: readonly DossierArea[];
  /** Indexes of all addresses that are asked about, ascending. */
  readonly asked: Uint32Array;
  /** Database ids of the same. */
  readonly askedIds: ReadonlySet<number>;
}

/** @throws IssueError `survey-without-areas`, and as `planOf` */
export async function surveyPlan(db: Kysely<Database>, survey: StoredSurvey): Promise<SurveyPlan> {
  const { rules, areas, terms } = survey;
  if (areas.length === 0)
    throw new IssueError({ code: 'survey-without-areas', severity: 'error', where: 'areas', params: {} });
  const onDate = terms.startsOn ?? new Date().toISOString().slice(0, 10);
  const plan = await planOf(db, { rules, areas, onDate, horizonYears: terms.horizonYears });
  const asked = Uint32Array.from(plan.inside.flatMap((inside) => [...inside])).sort();
  return {
    plan,
    onDate,
    asked,
    askedIds: new Set(Array.from(asked, (i) => plan.table.id[i]!)),
    areas: plan.areas.map(({ name, polygons }, i) => ({
      id: i + 1,
      name,
      polygons,
      areaM2: round(areaM2(polygons)),
      outlineM: round(outlineM(polygons)),
      addresses: plan.inside[i]!.length,
      // Operators are not told which addresses are eligible: it would tell of others' networks.
      eligible: 0,
      households: 0,
    })),
  };
}

/** The addresses that are asked about, by area, street and number, each with its database id. */
export async function askedAddresses(
  db: Kysely<Database>,
  { plan, areas }: SurveyPlan,
): Promise<(AskedAddress & { readonly id: number })[]> {
  const { table } = plan;
  const placeOf = new Map<number, { area: number; index: number }>();
  plan.inside.forEach((indexes, area) => {
    for (const index of indexes) placeOf.set(table.id[index]!, { area, index });
  });
  if (placeOf.size === 0) return [];
  const { rows } = await sql<{
    id: number;
    key: string;
    street: string | null;
    houseNumber: string | null;
    postcode: string | null;
    place: string | null;
  }>`
    select id, key, street, house_number as "houseNumber", postcode, place from address
    where id = any(string_to_array(${[...placeOf.keys()].join(',')}::text, ',')::int[])`.execute(db);
  const found = rows.map((row) => {
    const { area, index } = placeOf.get(row.id)!;
    const [, houseNumber = '', houseNumberSuffix = ''] = /^(\d*)\s*(.*)$/s.exec(row.houseNumber ?? '') ?? [];
    return {
      id: row.id,
      areaIndex: area,
      key: row.key,
      area: areas[area]!.name,
      street: row.street ?? '',
      houseNumber,
      houseNumberSuffix,
      postcode: row.postcode ?? '',
      place: row.place ?? '',
      eastingM: round(table.eastingM[index]!),
      northingM: round(table.northingM[index]!),
    };
  });
  found.sort(
    (a, b) =>
      a.areaIndex - b.areaIndex ||
      compare(a.street, b.street) ||
      Number(a.houseNumber) - Number(b.houseNumber) ||
      compare(a.houseNumberSuffix, b.houseNumberSuffix) ||
      compare(a.key, b.key),
  );
  return found.map(({ areaIndex: _, ...address }) => address);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
