import { Worker } from 'node:worker_threads';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { lonLatToUtm32 } from '#core/geo/utm.ts';
import { type Issue, IssueError } from '#core/issue.ts';
import type { NetworkPlan, NetworkRequest } from '#core/network/plan.ts';
import type { PriceCatalogue } from '#core/network/price-catalogue.ts';
import { DIMENSIONING, PRICES } from '#data/network/index.ts';
import type { Database } from '../../db/schema.ts';
import { areaGeometry } from '../areas/body.ts';
import { priceCatalogue, wishes } from './body.ts';
import { areaPolygons, networkInputs, polygonsOf } from './inputs.ts';

/** Searches at once; each takes a core. */
const MOST_AT_ONCE = 1;

/** What a plan is worked out for and with. */
export const solveBody = z
  .strictObject({
    /** Id of a saved area, or an outline in EPSG:4326. */
    areaId: z.uuid().optional(),
    geometry: areaGeometry.optional(),
    /** Feeding points in degrees; without one a place is proposed. */
    pops: z
      .array(z.strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-84).max(84) }))
      .max(50)
      .default([]),
    fibresPerHome: z.number().int().min(1).max(24).default(DIMENSIONING.rules.fibresPerHome),
    fibreReserve: z.number().min(0).max(2).default(DIMENSIONING.rules.fibreReserve),
    topology: z.enum(['splitter', 'point-to-point']).default(DIMENSIONING.rules.topology),
    homesPerDistributionPoint: z
      .number()
      .int()
      .min(4)
      .max(2000)
      .default(DIMENSIONING.rules.homesPerDistributionPoint),
    bothSides: z.boolean().default(false),
    maxDropM: z.number().min(5).max(500).default(150),
    prices: priceCatalogue.optional(),
    wishes: wishes.default({ locked: [], forbidden: [], preferred: [] }),
    phases: z
      .strictObject({
        firstYear: z.number().int().min(2000).max(2150),
        years: z.number().int().min(1).max(20),
        budgetCentsPerYear: z.number().int().min(1).nullable().default(null),
      })
      .nullable()
      .default(null),
    seconds: z.number().min(0.1).max(120).default(10),
    seed: z.number().int().min(0).max(2147483647).default(1),
  })
  .refine((body) => (body.areaId === undefined) !== (body.geometry === undefined), {
    path: ['areaId'],
    message: 'either areaId or geometry',
  });

let running = 0;

/**
 * Works a plan out on the server, in a thread of its own that ends when the caller goes away.
 * @throws IssueError `not-a-feature`, `network-busy`, those of `planNetwork`
 */
export async function solvePlan(
  db: Kysely<Database>,
  body: z.infer<typeof solveBody>,
  signal: AbortSignal,
): Promise<NetworkPlan> {
  const area = body.areaId ? await areaPolygons(db, body.areaId) : polygonsOf(body.geometry!);
  const inputs = await networkInputs(db, area);
  const { fibresPerHome, fibreReserve, topology, homesPerDistributionPoint } = body;
  const request: NetworkRequest = {
    ...inputs,
    ...body.wishes,
    prices: (body.prices as unknown as PriceCatalogue | undefined) ?? PRICES,
    rules: { ...DIMENSIONING.rules, fibresPerHome, fibreReserve, topology, homesPerDistributionPoint },
    pops: body.pops.map(({ lon, lat }) => {
      const [eastingM, northingM] = lonLatToUtm32(lon, lat);
      return { eastingM, northingM };
    }),
    bothSides: body.bothSides,
    maxDropM: body.maxDropM,
    phases: body.phases,
    seconds: body.seconds,
    seed: body.seed,
  };
  if (running >= MOST_AT_ONCE) throw new IssueError({ code: 'network-busy', severity: 'error' });
  running++;
  try {
    return await inThread(request, signal);
  } finally {
    running--;
  }
}

async function inThread(request: NetworkRequest, signal: AbortSignal): Promise<NetworkPlan> {
  const worker = new Worker(new URL('./solve-worker.ts', import.meta.url), { workerData: request });
  const end = () => void worker.terminate();
  signal.addEventListener('abort', end, { once: true });
  try {
    const answer = await new Promise<{ plan: NetworkPlan } | { issues: readonly Issue[] }>((done, fail) => {
      worker.once('message', done);
      worker.once('error', fail);
      worker.once('exit', () => fail(new IssueError({ code: 'network-busy', severity: 'error' })));
    });
    if ('issues' in answer) throw new IssueError([...answer.issues]);
    return answer.plan;
  } finally {
    signal.removeEventListener('abort', end);
    await worker.terminate();
  }
}
