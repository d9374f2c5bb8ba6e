import type { Kysely } from 'kysely';
import {
  groupOf,
  inOrderOfUrgency,
  judgeBuilding,
  rolloutGroups,
  rolloutHistory,
} from '#core/wlan/rollout.ts';
import type { Database } from '../../../db/schema.ts';
import { type NotedBuilding, rolloutBuildings, rolloutEntries } from './rollout-store.ts';

/** What the city has set itself: every public area and meeting room of its buildings. */
export const AIM = {
  de: 'WLAN in allen öffentlichen Bereichen und Besprechungsräumen der städtischen Gebäude',
  en: "WLAN in all public areas and meeting rooms of the city's buildings",
  share: 1,
} as const;

/** How far the roll-out is on a day: in all, by department, by district, building by building, over time. */
export async function rolloutDocument(db: Kysely<Database>, today: string) {
  const [buildings, entries] = await Promise.all([rolloutBuildings(db), rolloutEntries(db)]);
  const notes = new Map(buildings.map(({ id, note }: NotedBuilding) => [id, note]));
  const judged = inOrderOfUrgency(buildings.map((each) => judgeBuilding(each, today)));
  return {
    aim: AIM,
    onDate: today,
    total: groupOf(null, judged),
    byDepartment: rolloutGroups(judged, ({ department }) => department),
    byDistrict: rolloutGroups(judged, ({ district }) => district),
    buildings: judged.map((each) => ({ ...each, note: notes.get(each.id)! })),
    history: rolloutHistory(entries),
  };
}

export type RolloutDocument = Awaited<ReturnType<typeof rolloutDocument>>;
