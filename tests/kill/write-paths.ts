import type postgres from 'postgres';
import { PRICES } from '../../data/network/index.ts';
import { findRuleSet } from '../../data/rulebook/index.ts';
import { sampleApplication, WEST } from '../funding/sample-application.ts';

/** What an answer says; null where none came. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: documents of the API, looked at field by field
  readonly json: any;
}
export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer | null>;

/** One way to write: what it sends, when that is acknowledged, and how the database shows that it is there. */
export interface WritePath {
  readonly name: string;
  /** Rest between two writes, where the program limits them. */
  readonly pauseMs?: number;
  /** Writes something that carries `marker`; whether every step of it was acknowledged. */
  write(call: Call, marker: string): Promise<boolean>;
  /** The markers of this path that are there in full. */
  present(sql: postgres.Sql): Promise<string[]>;
}

const RULES = findRuleSet('gigabit-rl-2025');
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const has = (answer: Answer | null, ...statuses: number[]) =>
  answer !== null && statuses.includes(answer.status);
const markersOf = async (rows: PromiseLike<readonly { marker: string }[]>) =>
  (await rows).map(({ marker }) => marker);
const idsOf = async (call: Call, message: string): Promise<number[]> => {
  const found = await call('GET', '/api/wlan/reports?state=new');
  const reports = (found?.json.reports ?? []) as { id: number; message: string }[];
  return reports.filter((report) => report.message === message).map(({ id }) => id);
};
/** Rows of one imported file: more than one part of a swap would hold, few enough to be quick. */
export const IMPORTED_ROWS = 40;

/** Every part of the program that writes has at least one; `every-fault.test.ts` holds that against the features. */
export const WRITE_PATHS: readonly WritePath[] = [
  {
    name: 'areas',
    async write(call, marker) {
      const area = { name: marker, geometry: WEST.geometry };
      const made = await call('POST', '/api/areas', area);
      if (!has(made, 201)) return false;
      const path = `/api/areas/${made!.json.id}`;
      const changed = await call('PUT', path, { ...area, note: marker }, { 'if-match': '"1"' });
      if (!has(changed, 200)) return false;
      const gone = await call('POST', '/api/areas', { ...area, name: `${marker} gone` });
      if (!has(gone, 201)) return false;
      return has(await call('DELETE', `/api/areas/${gone!.json.id}`, undefined, { 'if-match': '"1"' }), 204);
    },
    present: (sql) =>
      markersOf(sql`select name as marker from area a where note = name and not exists
        (select from area g where g.name = a.name || ' gone')`),
  },
  {
    name: 'corrections',
    async write(call, marker) {
      const body = { addressId: 1, operator: marker, technology: 'hfc', downMbit: 30, evidence: marker };
      const made = await call('POST', '/api/corrections', body);
      if (!has(made, 201)) return false;
      const path = `/api/corrections/${made!.json.id}/decision`;
      return has(await call('POST', path, { decision: 'accepted', note: 'seen on site' }), 200);
    },
    present: (sql) =>
      markersOf(sql`select evidence as marker from supply_correction s where state = 'accepted'
        and exists (select from supply_claim c where c.id = s.claim_id and c.replaces and c.operator = s.operator)`),
  },
  {
    name: 'wlan',
    async write(call, marker) {
      const entered = await call('PUT', '/api/wlan/rollout/1', {
        publicAreas: 4,
        publicAreasDone: 1,
        meetingRooms: 2,
        meetingRoomsDone: 0,
        targetDate: null,
        note: marker,
      });
      return has(entered, 200);
    },
    present: (sql) => markersOf(sql`select note as marker from wlan_rollout_entry`),
  },
  {
    name: 'wlan reports',
    // 120 a minute are taken.
    pauseMs: 500,
    async write(call, marker) {
      const made = await call('POST', '/wlan/reports', { kind: 'other', message: marker });
      if (!has(made, 201)) return false;
      const [id] = await idsOf(call, marker);
      if (id === undefined) return false;
      return has(await call('PATCH', `/api/wlan/reports/${id}`, { state: 'done', answer: marker }), 200);
    },
    present: (sql) =>
      markersOf(sql`select message as marker from wlan_report where state = 'done' and answer = message`),
  },
  {
    name: 'hand-corrections',
    async write(call, marker) {
      const path = '/api/hand-corrections/schools/1';
      return has(await call('PUT', path, { fields: { name: marker }, reason: marker }), 200);
    },
    // The record holds the last one only; each is in the trail, which is written with it or not at all.
    present: (sql) =>
      markersOf(sql`select content::jsonb->'after'->>'reason' as marker from audit_entry
        where content::jsonb->>'table' = 'hand_correction'`),
  },
  {
    name: 'rule-sets',
    async write(call, marker) {
      const content = { ...RULES, id: marker, supersedes: null };
      return has(await call('POST', '/api/rule-sets', { content, copiedFrom: RULES.id }), 201);
    },
    present: (sql) => markersOf(sql`select id as marker from rule_set`),
  },
  {
    name: 'surveys',
    async write(call, marker) {
      const terms = { startsOn: '2025-06-02', endsOn: '2025-07-28' };
      const body = { name: marker, issuer: 'Stadt', rules: RULES.id, areas: [WEST], terms };
      const made = await call('POST', '/api/surveys', body);
      if (!has(made, 201)) return false;
      return has(await call('POST', `/api/surveys/${made!.json.id}/operators`, { name: marker }), 201, 200);
    },
    present: (sql) =>
      markersOf(sql`select s.name as marker from market_survey s
        where exists (select from survey_operator o where o.survey_id = s.id and o.name = s.name)`),
  },
  {
    name: 'funding',
    async write(call, marker) {
      const body = sampleApplication({ name: marker });
      const made = await call('POST', '/api/applications', body);
      if (!has(made, 201)) return false;
      const path = `/api/applications/${made!.json.id}`;
      return has(
        await call('PUT', path, { ...body, applicant: marker }, { 'if-match': `"${made!.json.version}"` }),
        200,
      );
    },
    present: (sql) => markersOf(sql`select name as marker from application where applicant = name`),
  },
  {
    name: 'network',
    async write(call, marker) {
      const lines = [
        {
          line: [
            [550000, 5800000],
            [550100, 5800000],
          ],
          surface: null,
        },
      ];
      const body = { name: marker, prices: PRICES, document: { kind: 'imported', lines } };
      const made = await call('POST', '/api/network/plans', body);
      if (!has(made, 201)) return false;
      const path = `/api/network/plans/${made!.json.id}`;
      return has(
        await call('PUT', path, { ...body, note: marker }, { 'if-match': `"${made!.json.version}"` }),
        200,
      );
    },
    // A plan without its drawing, or the other way round, is none.
    present: (sql) =>
      markersOf(sql`select name as marker from network_plan p where note = name
        and exists (select from network_plan_document d where d.plan_id = p.id)`),
  },
  {
    name: 'accounts',
    async write(call, marker) {
      const form = new URLSearchParams({
        action: 'add',
        name: marker,
        email: `${marker}@example.org`,
        role: 'planner',
      });
      return has(await call('POST', '/administration/users', form.toString(), FORM), 200);
    },
    present: (sql) =>
      markersOf(sql`select name as marker from login_user u
        where exists (select from login_link l where l.user_id = u.id)`),
  },
  {
    name: 'imports',
    async write(call, marker) {
      const rows = Array.from(
        { length: IMPORTED_ROWS },
        (_, n) => `${n};${marker};GS;52,3${10 + n};9,7${10 + n}`,
      );
      const file = ['schulnr;name;schulform;lat;lon', ...rows, ''].join('\n');
      const made = await call('POST', `/api/imports?name=schulen.csv&source=${marker}`, file, {
        'content-type': 'application/octet-stream',
      });
      if (!has(made, 201) || made!.json.state !== 'staged') return false;
      const done = await call('POST', `/api/imports/${made!.json.id}/commit`, {});
      return has(done, 200) && done!.json.state === 'committed';
    },
    present: (sql) =>
      markersOf(sql`select d.name as marker from data_source d
        where d.layer = 'schools' and d.feature_count = ${IMPORTED_ROWS}
        and (select count(*) from school s where s.source_id = d.id and s.name = d.name) = d.feature_count`),
  },
];
