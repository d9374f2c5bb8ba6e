import { PRICES } from '../../data/network/index.ts';
import { WRITE_PATHS } from '../fixtures/write-paths/index.ts';
import { type Answer, type Call, has, type WritePath } from '../fixtures/write-paths/write-path.ts';
import { WEST } from '../funding/sample-application.ts';
import type { FuzzWorld } from './fuzz-world.ts';

const SAVED_AREA = 'saved area';
const SAVED_PLAN = 'saved plan';

/** What computes and writes nothing, with a plan that is worked out and saved. */
const COMPUTING: WritePath = {
  name: 'computing',
  async write(call, marker, kept) {
    const { geometry } = WEST;
    const area = await call('POST', '/api/areas', { name: marker, geometry });
    if (!has(area)) return false;
    const areaId = area.json.id as string;
    const solved = await call('POST', '/api/network/solve', { areaId, seconds: 1 });
    if (!has(solved)) return false;
    const wishes = { locked: [], forbidden: [], preferred: [] };
    const plan = { name: marker, prices: PRICES, document: { kind: 'computed', plan: solved.json, wishes } };
    const saved = await call('POST', '/api/network/plans', { ...plan, areaId, areaName: marker });
    if (!has(saved)) return false;
    kept.set(SAVED_AREA, areaId);
    kept.set(SAVED_PLAN, saved.json.id);
    const areas = [{ name: marker, geometry }];
    const accessPoint = { band: '2.4', channel: 6, eirpDbm: 20, outdoor: false };
    const rest = [
      await call('POST', '/api/network/inputs', { geometry }),
      await call('POST', '/api/network/export', { format: 'geojson', plan }),
      await call('POST', '/api/areas/export', { format: 'geojson', areas }),
      await call('POST', '/api/wlan/access-points/check', accessPoint),
    ];
    return rest.every((answer) => has(answer));
  },
  present: async () => [],
};

export const LIFE: readonly WritePath[] = [...WRITE_PATHS, COMPUTING];

/** Goes along every write path once, and then asks every reading operation about what is there; what failed. */
export async function liveThrough(
  world: FuzzWorld,
  call: Call,
  kept: Map<string, string>,
): Promise<string[]> {
  const { known, operations } = world;
  const failed: string[] = [];
  for (const { name, write } of LIFE)
    if (!(await write(call, `whole-${name.replaceAll(' ', '-')}`, kept))) failed.push(name);
  await learnFromAnswers(world, call, kept);
  for (const operation of operations.filter(({ method }) => method === 'get')) {
    const query = known.inQuery.get(operation.path);
    const values = known.inPath(operation);
    let answer: Answer | null = null;
    // What is newest may have been taken away again.
    for (let i = 0; i < 8 && !(answer && answer.status < 400); i++) {
      let at = 0;
      const path = operation.path.replace(/\{\w+\}/g, () => {
        const there = values[at++]!;
        return there[Math.min(i, there.length - 1)] ?? '1';
      });
      answer = await call('GET', query ? `${path}?${query}` : path);
    }
    if (answer && answer.status < 400) world.note(operation);
  }
  return failed;
}

/** What only answers tell: the code of a report, the key of an operator's view, a survey with its operators. */
async function learnFromAnswers({ known }: FuzzWorld, call: Call, kept: Map<string, string>): Promise<void> {
  const report = await call('POST', '/wlan/reports', { kind: 'other', message: 'kein Empfang' });
  known.add('/wlan/reports/{code}', report!.json.code);
  known.inQuery.set('/wlan/reports', `code=${report!.json.code}`);
  for (const { id, name } of (await call('GET', '/api/surveys'))!.json) {
    const operators = `/api/surveys/${id}/operators`;
    for (const operator of (await call('GET', operators))!.json) {
      const made = await call('POST', `${operators}/${operator.id}/links`, { days: 7 });
      const query = made!.json.path.split('?')[1];
      for (const path of ['/survey-view', '/survey-view/claims.csv', '/survey-view/package.zip'])
        known.inQuery.set(path, query);
    }
    if (name === 'Fertig') known.add('/api/surveys/{id}', id);
  }
  known.inQuery.set('/api/network/inputs', `area=${kept.get(SAVED_AREA)}`);
  known.inQuery.set('/api/network/plans/{id}/comparison', `with=${kept.get(SAVED_PLAN)}`);
  known.add('/api/applications/{id}/network-plans/{plan}', kept.get(SAVED_PLAN)!);
  known.add('/api/network/plans/{id}', kept.get(SAVED_PLAN)!);
  known.add('/ogc/collections/areas/items/{featureId}', kept.get(SAVED_AREA)!);
  known.add('/api/applications/{id}', kept.get('granted application')!.split('/').at(-1)!);
}
