import type { Geometry } from 'geojson';
import type { Kysely } from 'kysely';
import { NO_DISTRICT } from '#core/columns/address-table.ts';
import type { ApplicationBody } from '#core/funding/application.ts';
import { catalogueUnder } from '#core/funding/catalogue-under.ts';
import type { EstimateBasis } from '#core/funding/estimate-inputs.ts';
import { federalUnder } from '#core/funding/federal-under.ts';
import { areaM2 } from '#core/geo/polygon.ts';
import { projectGeometry } from '#core/geo/project.ts';
import { ELIGIBILITY } from '#core/rulebook/rule-set.ts';
import { FEDERAL_RULES, SCORING, SCORING_CATALOGUES } from '#data/funding/index.ts';
import type { Database } from '../../db/schema.ts';
import { type Plan, planOf } from './plan-facts.ts';

const YES = ELIGIBILITY.indexOf('yes');

/** The eligible addresses of a plan, their homes, and the size of its areas in km². */
export function estimateBasis({ areas, inside, codes, table }: Plan): EstimateBasis {
  let addresses = 0;
  let dwellings = 0;
  for (const i of inside.flatMap((indexes) => [...indexes])) {
    if (codes.eligibleCode[i] !== YES) continue;
    addresses++;
    dwellings += table.households[i]!;
  }
  const km2 = areas.reduce((sum, { polygons }) => sum + areaM2(polygons), 0) / 1e6;
  return { addresses, dwellings, areaKm2: Math.round(km2 * 1e6) / 1e6 };
}

/**
 * What the page shows of the areas of an application: each with its outline (EPSG:4326) and figures, the districts
 * it touches with the eligible addresses inside and left out, and the basis of an estimate.
 * @throws IssueError as `planOf`
 */
export async function planDocument(db: Kysely<Database>, { rules, areas, inputs }: ApplicationBody) {
  const plan = await planOf(db, { rules, areas, onDate: inputs.onDate });
  const { table, codes } = plan;
  return {
    // The federal rules with the limits, and the points, that the rule set states for the day.
    federal: federalUnder(plan.chosen.ruleSet, inputs.onDate, FEDERAL_RULES),
    ...catalogueUnder(plan.chosen.ruleSet, inputs.onDate, SCORING_CATALOGUES, SCORING),
    facts: plan.facts,
    basis: estimateBasis(plan),
    areas: plan.areas.map(({ name, polygons }, area) => {
      const indexes = plan.inside[area]!;
      const outline = { type: 'MultiPolygon', coordinates: polygons } as Geometry;
      return {
        name,
        areaM2: Math.round(areaM2(polygons)),
        addresses: indexes.length,
        eligible: indexes.filter((i) => codes.eligibleCode[i] === YES).length,
        households: indexes.reduce((sum, i) => sum + table.households[i]!, 0),
        geometry: projectGeometry(outline, table.srid, 4326),
      };
    }),
    districts: districtsOf(plan),
  };
}

/** Districts with eligible addresses of the plan: how many, and how many of theirs the plan leaves out. */
function districtsOf({ table, codes, inside }: Plan) {
  const taken = new Set(inside.flatMap((indexes) => [...indexes]));
  const counts = new Map<number, { eligible: number; leftOut: number }>();
  for (let i = 0; i < table.length; i++) {
    const district = table.districtIndex[i]!;
    if (codes.eligibleCode[i] !== YES || district === NO_DISTRICT) continue;
    const count = counts.get(district) ?? { eligible: 0, leftOut: 0 };
    counts.set(district, count);
    if (taken.has(i)) count.eligible++;
    else count.leftOut++;
  }
  return [...counts]
    .filter(([, { eligible }]) => eligible > 0)
    .map(([district, count]) => ({ name: table.districts[district]!, ...count }))
    .sort((a, b) => b.eligible - a.eligible || a.name.localeCompare(b.name, 'de'));
}
