import { type Kysely, sql } from 'kysely';
import { CLAIM_FLAG } from '#core/columns/address-table.ts';
import type { DataVersion, DossierAddress, DossierArea, DossierModel } from '#core/dossier/dossier-model.ts';
import type { OperatorAnswer } from '#core/dossier/survey-result.ts';
import { readGapInputs } from '#core/funding/gap-inputs.ts';
import { areaM2, outlineM } from '#core/geo/polygon.ts';
import { IssueError } from '#core/issue.ts';
import { CLASSES, ELIGIBILITY } from '#core/rulebook/rule-set.ts';
import { TECHNOLOGIES } from '#core/supply/technologies.ts';
import type { Database } from '../db/schema.ts';
import { networkOf } from '../features/funding/network-source.ts';
import type { Plan } from '../features/funding/plan-facts.ts';
import { scoreWithPlan } from '../features/funding/score-document.ts';
import { keptSurvey } from '../features/funding/survey-source.ts';
import { PRODUCT_VERSION } from '../version.ts';
import type { NamedApplication } from './read-application.ts';

/**
 * Everything a dossier is made of, from the database.
 * @throws IssueError `dossier-without-areas`, and as `scoreWithPlan` and `networkOf`
 */
export async function loadModel(db: Kysely<Database>, application: NamedApplication): Promise<DossierModel> {
  const { score, plan, entries } = await scoreWithPlan(application, async () => db);
  if (!plan)
    throw new IssueError({ code: 'dossier-without-areas', severity: 'error', where: 'areas', params: {} });
  const errors = score.issues.filter((issue) => issue.code === 'bad-field' || issue.code === 'sum-too-large');
  if (errors.length > 0) throw new IssueError(errors);
  const addresses = await loadAddresses(db, plan);
  const areas = plan.areas.map(({ name, polygons }, i): DossierArea => {
    const inside = addresses.filter(({ areaId }) => areaId === i + 1);
    return {
      id: i + 1,
      name,
      polygons,
      areaM2: round(areaM2(polygons), 1),
      outlineM: round(outlineM(polygons), 1),
      addresses: inside.length,
      eligible: inside.filter(({ eligible }) => eligible).length,
      households: inside.reduce((sum, { households }) => sum + households, 0),
    };
  });
  const { name, applicant, land, rules: _, inputs, procedures } = application;
  return {
    name,
    applicant,
    land,
    onDate: inputs.onDate,
    ruleSet: plan.chosen.ruleSet,
    landRules: inputs.landRules,
    engineVersion: PRODUCT_VERSION,
    preparedBy: application.preparedBy ?? null,
    releasedBy: application.releasedBy ?? null,
    procedures,
    score,
    entries,
    gapInputs: inputs.gap === null ? null : readGapInputs(inputs.gap).inputs,
    gapOrigin: inputs.gapOrigin,
    operatorInputs: inputs.operator,
    srid: plan.table.srid,
    areas,
    addresses,
    operators: operatorAnswers(plan),
    survey: await keptSurvey(db, inputs.survey),
    dataVersions: await loadVersions(db),
    network: await networkOf(db, application),
  };
}

const USES: Readonly<Record<string, string>> = {
  residential: 'privat',
  business: 'gewerbe',
  mixed: 'gemischt',
  school: 'schule',
  public: 'oeffentlich',
  unknown: 'unbekannt',
};

async function loadAddresses(db: Kysely<Database>, plan: Plan): Promise<DossierAddress[]> {
  const { table, codes } = plan;
  const areaOf = new Map<number, { areaId: number; index: number }>();
  plan.inside.forEach((indexes, area) => {
    for (const i of indexes) areaOf.set(table.id[i]!, { areaId: area + 1, index: i });
  });
  if (areaOf.size === 0) return [];
  const { rows } = await sql<{
    id: number;
    key: string;
    street: string | null;
    houseNumber: string | null;
    postcode: string | null;
    place: string | null;
    use: string;
  }>`
    select id, key, street, house_number as "houseNumber", postcode, place, use from address
    where id = any(string_to_array(${[...areaOf.keys()].join(',')}::text, ',')::int[])`.execute(db);
  const yes = ELIGIBILITY.indexOf('yes');
  const found = rows.map((row) => {
    const { areaId, index } = areaOf.get(row.id)!;
    const [, houseNumber = '', houseNumberSuffix = ''] = /^(\d*)\s*(.*)$/s.exec(row.houseNumber ?? '') ?? [];
    return {
      key: row.key,
      areaId,
      street: row.street ?? '',
      houseNumber,
      houseNumberSuffix,
      postcode: row.postcode ?? '',
      place: row.place ?? '',
      use: USES[row.use] ?? 'unbekannt',
      households: table.households[index]!,
      ...supplyOf(plan, index),
      supplyClass: CLASSES[codes.classCode[index]!]!,
      eligible: codes.eligibleCode[index] === yes,
      eastingM: round(table.eastingM[index]!, 2),
      northingM: round(table.northingM[index]!, 2),
    };
  });
  // Database ids differ from one database to the next; what is written does not depend on them.
  found.sort(
    (a, b) =>
      a.areaId - b.areaId ||
      compare(a.street, b.street) ||
      Number(a.houseNumber) - Number(b.houseNumber) ||
      compare(a.houseNumberSuffix, b.houseNumberSuffix) ||
      compare(a.key, b.key),
  );
  return found.map(({ key: _, ...address }, i) => ({ id: i + 1, ...address }));
}

/** Best existing supply, and the earliest binding self-build. */
function supplyOf({ table: { claims } }: Plan, index: number) {
  let best = -1;
  let selfBuild = false;
  let byDay = 0;
  for (let c = claims.start[index]!; c < claims.start[index + 1]!; c++) {
    const flags = claims.flags[c]!;
    if (flags & CLAIM_FLAG.planned) {
      if (!(flags & CLAIM_FLAG.binding)) continue;
      selfBuild = true;
      const day = claims.readyByDay[c]!;
      if (day !== 0 && (byDay === 0 || day < byDay)) byDay = day;
    } else if (best < 0 || better(claims, c, best)) best = c;
  }
  const speed = (value: number) => (Number.isNaN(value) ? null : round(value, 2));
  return {
    downMbit: best < 0 ? null : speed(claims.downMbit[best]!),
    upMbit: best < 0 ? null : speed(claims.upMbit[best]!),
    technology: best < 0 ? '' : TECHNOLOGIES[claims.technology[best]!]!,
    selfBuild,
    selfBuildBy: byDay === 0 ? null : new Date(byDay * 86_400_000).toISOString().slice(0, 10),
  };
}

/** What each operator says about the addresses of the plan, counted in addresses; by name. */
function operatorAnswers({ table: { claims }, inside }: Plan): OperatorAnswer[] {
  const answers = new Map<
    string,
    { existing: number; planned: number; binding: number; withMilestones: number }
  >();
  for (const i of inside.flatMap((indexes) => [...indexes])) {
    // Several lines of one operator at an address are one address.
    const said = new Map<string, number>();
    for (let c = claims.start[i]!; c < claims.start[i + 1]!; c++) {
      const flags = claims.flags[c]!;
      const name = claims.operators[claims.operatorIndex[c]!]!;
      const bits =
        flags & CLAIM_FLAG.planned
          ? 2 | (flags & CLAIM_FLAG.binding ? 4 : 0) | (flags & CLAIM_FLAG.milestones ? 8 : 0)
          : 1;
      said.set(name, (said.get(name) ?? 0) | bits);
    }
    for (const [name, bits] of said) {
      const answer = answers.get(name) ?? { existing: 0, planned: 0, binding: 0, withMilestones: 0 };
      answers.set(name, answer);
      if (bits & 1) answer.existing++;
      if (bits & 2) answer.planned++;
      if (bits & 4) answer.binding++;
      if ((bits & 12) === 12) answer.withMilestones++;
    }
  }
  return [...answers]
    .map(([operator, answer]) => ({ operator, ...answer }))
    .sort((a, b) => compare(a.operator, b.operator));
}

/** Faster downstream, then upstream, then the lower technology code: no order of rows decides. */
function better(claims: Plan['table']['claims'], a: number, b: number): boolean {
  const order = (values: ArrayLike<number>) => (values[a]! || 0) - (values[b]! || 0);
  return (order(claims.downMbit) || order(claims.upMbit) || -order(claims.technology)) > 0;
}

export async function loadVersions(db: Kysely<Database>): Promise<DataVersion[]> {
  const { rows } = await sql<DataVersion>`
    select layer, name, as_of as "asOf", licence, file_sha256 as sha256, feature_count as features
    from data_source where layer in ('addresses', 'districts', 'streets')
    order by layer collate "C", name collate "C"`.execute(db);
  return rows.map(({ layer, name, asOf, licence, sha256, features }) => ({
    layer,
    name,
    asOf,
    licence,
    sha256,
    features,
  }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function round(value: number, places: number): number {
  const factor = 10 ** places;
  return Math.round(value * factor) / factor;
}
