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
