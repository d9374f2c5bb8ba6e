import { describe, expect, it } from 'vitest';
import {
  groupOf,
  inOrderOfUrgency,
  judgeBuilding,
  type RolloutBuilding,
  type RolloutFigures,
  readFigures,
  rolloutGroups,
  rolloutHistory,
  stateOfFigures,
} from './rollout.ts';

const figures = (areas: number, done: number, targetDate: string | null = null): RolloutFigures => ({
  publicAreas: areas,
  publicAreasDone: done,
  meetingRooms: 2,
  meetingRoomsDone: done > 0 ? 2 : 0,
  targetDate,
});
const building = (id: number, more: Partial<RolloutBuilding> = {}): RolloutBuilding => ({
  id,
  name: `Haus ${id}`,
  department: null,
  district: null,
  figures: null,
  listedState: 'unknown',
  listedTargetDate: null,
  ...more,
});
const TODAY = '2026-11-24';

describe('the roll-out in public buildings', () => {
  it('takes the state from the figures', () => {
    const states = [figures(3, 3), figures(3, 1), figures(3, 0, TODAY), figures(3, 0)].map(stateOfFigures);
    expect(states).toEqual(['complete', 'partial', 'planned', 'none']);
    expect(stateOfFigures({ ...figures(0, 0), meetingRooms: 0 })).toBe('complete');
  });

  it('is overdue from the day after the target date, unless it is complete', () => {
    const days = (targetDate: string, done = 1) =>
      judgeBuilding(building(1, { figures: figures(3, done, targetDate) }), TODAY).overdueDays;
    expect([days('2026-11-25'), days('2026-11-24'), days('2026-11-23'), days('2026-11-23', 3)]).toEqual([
      0, 0, 1, 0,
    ]);
    const listed = building(2, { listedState: 'planned', listedTargetDate: '2026-11-14' });
    expect(judgeBuilding(listed, TODAY)).toMatchObject({ state: 'planned', overdueDays: 10 });
  });

  it('puts the longest overdue first and the complete last', () => {
    const all = [
      building(1, { figures: figures(3, 3, '2020-01-01') }),
      building(2),
      building(3, { figures: figures(3, 1, '2027-06-01') }),
      building(4, { figures: figures(3, 1, '2026-11-20') }),
      building(5, { figures: figures(3, 0, '2026-01-01') }),
      building(6, { figures: figures(3, 0, '2027-01-01') }),
    ].map((each) => judgeBuilding(each, TODAY));
    expect(inOrderOfUrgency(all).map(({ id }) => id)).toEqual([5, 4, 6, 3, 2, 1]);
  });

  it('counts by department, with what nobody has counted', () => {
    const all = [
      building(1, { department: 'Bildung', figures: figures(3, 1, '2026-01-01') }),
      building(2, { department: 'Bildung', figures: figures(4, 4) }),
      building(3, { department: 'Ämter' }),
      building(4),
    ].map((each) => judgeBuilding(each, TODAY));
    const groups = rolloutGroups(all, ({ department }) => department);
    expect(groups.map(({ name }) => name)).toEqual(['Bildung', 'Ämter', null]);
    expect(groups[0]).toEqual({
      name: 'Bildung',
      buildings: 2,
      complete: 1,
      overdue: 1,
      uncounted: 0,
      places: 11,
      placesDone: 9,
    });
    const total = groupOf('all', all);
    for (const key of ['buildings', 'complete', 'overdue', 'uncounted', 'places', 'placesDone'] as const)
      expect(groups.reduce((sum, group) => sum + group[key], 0)).toBe(total[key]);
  });

  it('has a history in which a later entry replaces the earlier one', () => {
    const entry = (day: string, name: string, areas: number, done: number) => ({
      day,
      building: name,
      ...figures(areas, done),
    });
    expect(
      rolloutHistory([
        entry('2026-02-01', 'a', 3, 1),
        entry('2026-01-01', 'a', 3, 0),
        entry('2026-02-01', 'b', 5, 0),
      ]),
    ).toEqual([
      { day: '2026-01-01', places: 5, placesDone: 0 },
      { day: '2026-02-01', places: 12, placesDone: 3 },
    ]);
  });

  const good = {
    publicAreas: '3',
    publicAreasDone: 3,
    meetingRooms: '0',
    meetingRoomsDone: '0',
    targetDate: '',
  };
  it.each([
    [{ publicAreas: '-1' }, 'publicAreas'],
    [{ publicAreas: '1.5' }, 'publicAreas'],
    [{ meetingRooms: 10_001 }, 'meetingRooms'],
    [{ meetingRooms: undefined }, 'meetingRooms'],
    [{ publicAreasDone: 4 }, 'publicAreasDone'],
    [{ meetingRoomsDone: 1 }, 'meetingRoomsDone'],
    [{ targetDate: '31.12.2026' }, 'targetDate'],
    [{ targetDate: '2026-02-30' }, 'targetDate'],
    [{ note: 'x'.repeat(501) }, 'note'],
  ])('refuses %j and names the field', (change, where) => {
    const read = readFigures({ ...good, ...change });
    expect('issues' in read && read.issues.map((each) => each.where)).toEqual([where]);
  });
  it('takes the edges', () => {
    expect(
      readFigures({ ...good, publicAreas: 10_000, targetDate: '2028-02-29', note: 'x'.repeat(500) }),
    ).toMatchObject({ figures: { publicAreas: 10_000, targetDate: '2028-02-29' } });
  });
});
