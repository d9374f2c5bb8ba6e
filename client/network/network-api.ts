import type { MultiPolygon } from 'geojson';
import type { NetworkComparison } from '#core/network/compare-networks.ts';
import type { LevelCents } from '#core/network/plan.ts';
import type { PlanDocument } from '#core/network/plan-document.ts';
import type { PriceCatalogue } from '#core/network/price-catalogue.ts';
import { get, request, send } from '../api.ts';
import type { NetworkInputs } from '../workers/network-messages.ts';

/** What `/api/network` takes and answers. Lengths in metres, money in whole cents. */

export type NetworkFormat = 'gpkg' | 'geojson' | 'shp' | 'xlsx';

/** A plan as the list shows it. */
export interface SavedPlan {
  readonly id: string;
  readonly name: string;
  readonly areaId: string | null;
  readonly areaName: string;
  readonly origin: 'computed' | 'imported';
  readonly note: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly prices: PriceCatalogue;
  readonly figures: {
    readonly lines: number;
    readonly lengthM: number;
    readonly connected: number | null;
    readonly costCents: LevelCents | null;
    /** Plans made elsewhere: trenches with duct, for the metres whose surface the file names. */
    readonly trenchCents?: LevelCents | null;
    readonly pricedM?: number;
    readonly gap: number | null;
  };
  readonly version: number;
  readonly updatedAt: string;
  readonly geometry: MultiPolygon | null;
}

export interface PlanInput {
  readonly name: string;
  readonly areaId: string | null;
  readonly areaName: string;
  readonly note: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly prices: PriceCatalogue;
  readonly geometry: MultiPolygon | null;
  readonly document: PlanDocument;
}

export interface ComparedPlans extends NetworkComparison {
  readonly plans: readonly { readonly id: string; readonly name: string }[];
  readonly prices: string;
}

const PLANS = '/api/network/plans';

export const networkApi = {
  inputs: (geometry: MultiPolygon) => send<NetworkInputs>('POST', '/api/network/inputs', { geometry }),
  plans: () => get<SavedPlan[]>(PLANS),
  plan: (id: string) => get<SavedPlan & { readonly document: PlanDocument }>(`${PLANS}/${id}`),
  create: (plan: PlanInput) => send<SavedPlan>('POST', PLANS, plan),
  update: (id: string, version: number, plan: PlanInput) =>
    send<SavedPlan>('PUT', `${PLANS}/${id}`, plan, { 'if-match': `"${version}"` }),
  remove: (id: string, version: number) =>
    send<void>('DELETE', `${PLANS}/${id}`, undefined, { 'if-match': `"${version}"` }),
  compare: (id: string, other: string) => get<ComparedPlans>(`${PLANS}/${id}/comparison?with=${other}`),

  async importFile(file: File, areaId: string | null): Promise<SavedPlan> {
    const query = new URLSearchParams({ name: file.name, ...(areaId ? { area: areaId } : {}) });
    const response = await request('POST', `${PLANS}/import?${query}`, file);
    return (await response.json()) as SavedPlan;
  },
  file: (id: string, format: NetworkFormat, lang: string) =>
    fileOf(request('GET', `${PLANS}/${id}/file?format=${format}&lang=${lang}`)),
  fileOfUnsaved: (plan: PlanInput, format: NetworkFormat, lang: string) =>
    fileOf(request('POST', '/api/network/export', { plan, format, lang })),
};

async function fileOf(answer: Promise<Response>): Promise<{ blob: Blob; fileName: string }> {
  const response = await answer;
  const disposition = response.headers.get('content-disposition') ?? '';
  return {
    blob: await response.blob(),
    fileName: /filename="?([^";]+)"?/.exec(disposition)?.[1] ?? 'strukturplan',
  };
}
