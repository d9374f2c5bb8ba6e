import { planInputs } from '#core/funding/plan-investment.ts';
import { viabilityGap } from '#core/funding/viability-gap.ts';
import type { NetworkPlan } from '#core/network/plan.ts';
import { planNetwork } from '#core/network/plan-network.ts';
import { ESTIMATE_RULES } from '#data/funding/index.ts';
import { DIMENSIONING, PRICES } from '#data/network/index.ts';
import { parseApplication } from '../../server/dossier/read-application.ts';
import { networkSource } from '../../server/features/funding/network-source.ts';
import { networkInputs } from '../../server/features/network/inputs.ts';
import { insertNetworkPlan } from '../../server/features/network/store.ts';
import type { TestDatabase } from '../fixtures/databases.ts';
import { loadSmallCity } from '../fixtures/small-city.ts';
import { GAP_INPUTS, sampleApplication } from './sample-application.ts';

/** The small city with underserved addresses in the West and a binding promise for one of them. */
export async function loadFundingCity(database: TestDatabase): Promise<void> {
  await loadSmallCity(database);
  await database.sql`delete from supply_claim where operator = 'Netz B'
    and address_id in (select id from address where key in ('a1', 'a2', 'a4'))`;
  await database.sql`insert into supply_claim
      (address_id, source_id, operator, technology, down_mbit, up_mbit, planned, binding, milestones, ready_by)
    select id, source_id, 'Netz C', 'ftth', 1000, 500, true, true, true, '2027-12-31' from address where key = 'a5'`;
}

const OST = {
  name: 'Ost, „Müllerweg“ & Gasse',
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [9.7482, 52.351],
        [9.758, 52.351],
        [9.758, 52.3562],
        [9.7482, 52.3562],
        [9.7482, 52.351],
      ],
    ],
  },
};

/** An application whose procedures were all held in time and which two people have seen. */
export function readyApplication(inputs: object = {}, change: object = {}) {
  const base = sampleApplication(
    {},
    { onDate: '2025-06-01', gap: { ...GAP_INPUTS, feeder_m: 1500 }, ...inputs },
  );
  return {
    ...base,
    areas: [...base.areas, OST],
    preparedBy: 'A. Muster',
    releasedBy: 'B. Beispiel',
    procedures: {
      branchendialog: {
        kind: 'branchendialog',
        state: 'dokumentiert',
        dates: {
          entwurf: '2024-12-01',
          angekuendigt: '2024-12-02',
          durchgefuehrt: '2025-01-08',
          dokumentiert: '2025-01-10',
        },
      },
      markterkundung: {
        kind: 'markterkundung',
        state: 'abgeschlossen',
        dates: {
          entwurf: '2025-01-12',
          veroeffentlicht: '2025-01-20',
          ende: '2025-03-20',
          auswertung: '2025-03-21',
          abgeschlossen: '2025-04-10',
        },
      },
    },
    ...change,
  };
}

/** A structural plan of the West, saved, and the application whose investment it is. */
export async function networkApplication({ db, sql }: TestDatabase) {
  const west = [
    [550000, 5800000],
    [551000, 5800000],
    [551000, 5801000],
    [550000, 5801000],
    [550000, 5800000],
  ];
  const inputs = await networkInputs(db, [[west]]);
  // Rounds, not seconds, so that every machine finds the same plan.
  const plan: NetworkPlan = {
    ...planNetwork({ ...inputs, prices: PRICES, rules: DIMENSIONING.rules, seconds: 20, workLimit: 3 }),
    seconds: 0,
  };
  const saved = await insertNetworkPlan(db, {
    name: 'Ausbau West',
    areaId: null,
    areaName: 'West',
    note: '',
    parameters: {},
    prices: PRICES as never,
    geometry: null,
    document: { kind: 'computed', plan, wishes: { locked: [], forbidden: [], preferred: [] } } as never,
  });
  // Both databases hold it under one id.
  const id = '00000000-0000-4000-8000-00000000a11e';
  await sql`alter table network_plan_document drop constraint network_plan_document_plan_id_fkey`;
  await sql`update network_plan set id = ${id} where id = ${saved.id}`;
  await sql`update network_plan_document set plan_id = ${id} where plan_id = ${saved.id}`;
  const base = readyApplication();
  const source = await networkSource(db, parseApplication(structuredClone(base)), id);
  const levels = planInputs(source, 0.04, ESTIMATE_RULES);
  const application = readyApplication({
    gap: levels.expected,
    gapOrigin: {
      kind: 'network',
      of: source.name,
      asOf: '2025-05-20',
      gapLowCents: viabilityGap(levels.low).gapCents,
      gapHighCents: viabilityGap(levels.high).gapCents,
      plan: { id, documentSha256: source.documentSha256 },
    },
  });
  return { application, plan, source };
}
