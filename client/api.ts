import type { Feature, FeatureCollection, MultiPolygon } from 'geojson';
import type { Technology } from '#core/supply/technologies.ts';

/** The only file of the client that names what the server sends and takes. */

export type Role = 'public' | 'planner' | 'admin';

/** What the page offers or hides; `server/trust/abilities.ts` says which route each comes down to. */
export type Ability =
  | 'areas'
  | 'plan-areas'
  | 'assessment'
  | 'needs'
  | 'network'
  | 'plan-network'
  | 'funding'
  | 'edit-funding'
  | 'release'
  | 'review'
  | 'decide'
  | 'import'
  | 'wlan'
  | 'audit'
  | 'administer'
  | 'own-claims';

/** Role of an account, by its name in `docs/roles.md`. */
export type AccountRole =
  | 'operator'
  | 'wlan-officer'
  | 'planner'
  | 'funding-officer'
  | 'releaser'
  | 'administrator';

export interface Account {
  readonly name: string;
  readonly email: string;
  readonly role: AccountRole;
  /** The network operator an account of the role operator speaks for. */
  readonly operator: string | null;
}

export interface Session {
  readonly role: Role;
  readonly account: Account | null;
  /** Signed in with the link from the terminal, without an account. */
  readonly fromTerminal: boolean;
  readonly may: readonly Ability[];
  readonly version: string;
  /** The database holds the generated demo city. */
  readonly demo: boolean;
  readonly place: string;
  /** Smallest count of households, people or buildings the public is told. */
  readonly publicCountFloor: number;
  readonly basemapStyleUrl: string | null;
}

export interface LayerSource {
  readonly id: number;
  readonly name: string;
  readonly asOf: string | null;
  readonly licence: string | null;
  readonly isDemo: boolean;
  readonly featureCount: number;
  readonly importedAt: string;
}

export interface Layer {
  readonly id: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly access: Role;
  readonly geometry: 'point' | 'line' | 'polygon';
  readonly count: number;
  readonly revision: number;
  /** West, south, east, north in degrees. */
  readonly bounds: readonly [number, number, number, number] | null;
  readonly sources: readonly LayerSource[];
}

export interface Claim {
  readonly operator: string;
  readonly technology: Technology;
  readonly downMbit: number | null;
  readonly upMbit: number | null;
  readonly peakTime: boolean;
  readonly planned: boolean;
  readonly binding: boolean;
  readonly milestones: boolean;
  readonly fundedElsewhere: boolean;
  readonly readyBy: string | null;
  /** Of existing supply: homes connected or homes passed, where an answer says so. */
  readonly homes: 'connected' | 'passed' | null;
  readonly remark: string | null;
  /** A correction stands in its place; it is shown, but does not count. */
  readonly replaced: boolean;
  /** A promise that its market survey does not consider; it is shown, but does not count. */
  readonly setAside: boolean;
  readonly source: { readonly name: string; readonly asOf: string | null };
}

export interface AddressDetail {
  readonly id: number;
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly postcode: string | null;
  readonly place: string | null;
  readonly use: string;
  readonly households: number;
  readonly businesses: number;
  readonly district: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly claims: readonly Claim[];
}

export interface SearchHit {
  readonly kind: string;
  readonly id: string | number | null;
  readonly label: string;
  readonly detail: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly bbox?: readonly [number, number, number, number];
}

export interface DistrictStatistics {
  readonly name: string;
  readonly level: string;
  readonly parentName: string | null;
  readonly areaKm2: number;
  readonly households: number;
  readonly schools: number;
  readonly hotspots: number;
  readonly businessParks: number;
  readonly publicBuildings: number;
  readonly streetsKm: number;
}

export type AreaOrigin = 'proposed' | 'drawn' | 'imported';

/** What an area is sent as. Geometry in EPSG:4326. */
export interface AreaInput {
  readonly name: string;
  readonly rules: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly figures: Readonly<Record<string, number>>;
  readonly origin: AreaOrigin;
  readonly note: string;
  readonly geometry: MultiPolygon;
}

export interface SavedArea extends AreaInput {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type ExportFormat = 'geojson' | 'gpkg' | 'shp';

/** A problem document (RFC 9457) the server answered with, or a failure of the network (`status` 0). */
export class ApiProblem extends Error {
  readonly status: number;
  /** The stored state, with a refused stale save. */
  readonly current: SavedArea | undefined;
  constructor(status: number, message: string, current?: SavedArea) {
    super(message);
    this.name = 'ApiProblem';
    this.status = status;
    this.current = current;
  }
}

export const api = {
  session: () => get<Session>('/api/session'),
  layers: () => get<Layer[]>('/api/layers'),
  address: (id: number | string) => get<AddressDetail>(`/api/addresses/${encodeURIComponent(id)}`),
  search: (query: string, signal?: AbortSignal) =>
    get<SearchHit[]>(`/api/search?q=${encodeURIComponent(query)}`, signal),
  placeNames: () => get<{ names: Readonly<Record<string, string>> }>('/api/statistics/place-names'),
  districtStatistics: () => get<{ districts: DistrictStatistics[] }>('/api/statistics/districts'),
  feature: (collection: string, id: string | number) =>
    get<Feature>(`/ogc/collections/${encodeURIComponent(collection)}/items/${encodeURIComponent(id)}`),
  items: (collection: string, query: string) =>
    get<FeatureCollection>(`/ogc/collections/${encodeURIComponent(collection)}/items?${query}`),

  areas: () => get<SavedArea[]>('/api/areas'),
  createAreas: (areas: readonly AreaInput[]) =>
    send<SavedArea[]>('POST', '/api/areas', { areas }).then(asList),
  updateArea: (id: string, version: number, area: AreaInput) =>
    send<SavedArea>('PUT', `/api/areas/${id}`, area, { 'if-match': `"${version}"` }),
  deleteArea: (id: string, version: number) =>
    send<void>('DELETE', `/api/areas/${id}`, undefined, { 'if-match': `"${version}"` }),

  /** The file and the name the server gives it. */
  async exportAreas(
    format: ExportFormat,
    areas: readonly Pick<AreaInput, 'name' | 'geometry' | 'figures' | 'rules'>[],
  ): Promise<{ blob: Blob; fileName: string }> {
    const response = await request('POST', '/api/areas/export', { format, srid: 25832, areas });
    return fileOf(response, `areas.${format === 'shp' ? 'zip' : format}`);
  },
};

/** A file and the name the server gives it. */
export async function fetchFile(path: string): Promise<{ blob: Blob; fileName: string }> {
  return fileOf(await request('GET', path), path.split('/').at(-1)!.split('?')[0]!);
}

async function fileOf(response: Response, otherwise: string): Promise<{ blob: Blob; fileName: string }> {
  const disposition = response.headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  const plain = /filename="?([^";]+)"?/.exec(disposition)?.[1];
  return {
    blob: await response.blob(),
    fileName: encoded ? decodeURIComponent(encoded) : (plain ?? otherwise),
  };
}

/** The server may answer one, a list, or a list in an envelope. */
function asList(answer: unknown): SavedArea[] {
  if (Array.isArray(answer)) return answer as SavedArea[];
  const envelope = answer as { areas?: SavedArea[] };
  return envelope.areas ?? [answer as SavedArea];
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await request('GET', path, undefined, {}, signal)).json()) as T;
}

export async function send<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const response = await request(method, path, body, headers);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Every request of the page goes through here; a file goes as it is, all else as JSON. @throws ApiProblem */
export async function request(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        accept: 'application/json, application/geo+json, */*;q=0.5',
        'accept-language': document.documentElement.lang || 'de',
        ...(body === undefined || body instanceof Blob ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      // A file is sent as it is.
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new ApiProblem(0, 'network');
  }
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as {
    title?: string;
    detail?: string;
    current?: SavedArea;
  };
  throw new ApiProblem(
    response.status,
    problem.detail ?? problem.title ?? response.statusText,
    problem.current,
  );
}
