import type { FeatureCollection } from 'geojson';
import { ApiProblem, get, send } from '../api.ts';

/** Imports as the server describes them, see docs/intake-in-the-browser.md. */

export type ImportState = 'staging' | 'staged' | 'failed' | 'committing' | 'committed';
export type Severity = 'error' | 'warning' | 'info';

export interface Choices {
  readonly layer: string | null;
  readonly format: string | null;
  readonly srid: number | null;
  readonly source: string;
  readonly asOf: string | null;
  readonly licence: string | null;
  readonly layerInFile: string | null;
  readonly encoding?: string | null;
  readonly delimiter?: string | null;
  readonly decimal?: ',' | '.' | null;
  /** Codes, or `code@row` for single rows. */
  readonly accept: readonly string[];
  readonly repair: readonly string[];
  readonly refuse?: readonly string[];
  readonly corrections?: 'keep' | 'drop';
  readonly mapping: Readonly<Record<string, string>> | null;
}

export type Decision = 'accept' | 'repair' | 'refuse';

export interface IssueRow {
  readonly row: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly severity: Severity;
  readonly message: string;
  readonly place: readonly [number, number] | null;
  /** What was decided about this row alone. */
  readonly treatment: Decision | null;
}

export interface IssueGroup {
  readonly code: string;
  readonly severity: Severity;
  readonly count: number;
  readonly message: string;
  readonly repairable: boolean;
  readonly refuses: boolean;
  /** Its rows are taken, and can be left out. */
  readonly refusable: boolean;
  readonly treatment: Decision | null;
  readonly first: readonly IssueRow[];
}

export interface Difference {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly gone: number;
}

export interface ImportProgress {
  readonly phase: 'queued' | 'recognise' | 'read' | 'check' | 'swap' | 'done';
  readonly rows: number;
  readonly of: number | null;
  readonly share: number;
  readonly secondsLeft: number | null;
}

export interface ImportDocument {
  readonly id: string;
  readonly state: ImportState;
  readonly file: { readonly name: string; readonly bytes: number; readonly sha256: string | null };
  readonly request: Choices;
  readonly recognised: readonly {
    readonly layer: string;
    readonly format: string;
    readonly title: string;
    readonly sureness: number;
  }[];
  /** Fields of the file, and columns of the layer they can be mapped to. */
  readonly fields: readonly string[];
  readonly columns: readonly string[];
  /** Units that can be stated for a column, by column. */
  readonly units: Readonly<Record<string, readonly string[]>>;
  readonly layersInFile: readonly string[];
  /** The first records as they stand in the file, by `fields`. */
  readonly sample: readonly (readonly string[])[];
  readonly layer: string | null;
  readonly format: string | null;
  readonly formatTitle: string | null;
  readonly formatSureness: number | null;
  readonly srid: number | null;
  readonly sridFrom: 'stated' | 'file' | 'columns' | 'extent' | 'format' | null;
  readonly driver: string | null;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly read: number | null;
  readonly importable: number | null;
  readonly rejected: number | null;
  readonly undecided: number | null;
  readonly skipped: number | null;
  readonly issues: readonly IssueGroup[];
  readonly preview: {
    readonly columns: readonly string[];
    readonly rows: readonly { row: number; key: string; values: Readonly<Record<string, unknown>> }[];
    readonly geojson: FeatureCollection;
    readonly places: number;
  } | null;
  readonly diff: Difference | null;
  readonly samples: {
    readonly changed: readonly {
      readonly key: string;
      readonly name: string | null;
      readonly fields: readonly { column: string; before: string | null; after: string | null }[];
    }[];
    readonly gone: readonly { readonly key: string; readonly name: string | null }[];
  } | null;
  readonly demo: boolean;
  readonly progress: ImportProgress | null;
  readonly failure: readonly { readonly code: string; readonly message: string }[] | null;
  readonly result:
    | (Difference & { readonly source: string; readonly rejected: number; readonly sourceId: number })
    | null;
  readonly createdAt: string;
}

export interface ImportList {
  readonly imports: readonly ImportDocument[];
  readonly layers: readonly string[];
  readonly formats: readonly {
    readonly id: string;
    readonly title: string;
    readonly layers: readonly string[];
  }[];
  readonly limitBytes: number;
}

export interface EarlierState {
  readonly id: number;
  readonly asOf: string | null;
  readonly fileName: string | null;
  readonly featureCount: number;
  readonly importedAt: string;
}

export interface DataSet {
  readonly id: number;
  readonly layer: string;
  readonly name: string;
  readonly asOf: string | null;
  readonly licence: string | null;
  readonly fileName: string | null;
  readonly fileSha256: string | null;
  readonly format: string | null;
  readonly featureCount: number;
  readonly isDemo: boolean;
  readonly importedAt: string;
  readonly takeBack: 'restore' | 'remove' | 'not-kept' | 'demo';
  readonly earlier: readonly EarlierState[];
}

/** A layer on two days; of the changes up to 500 are named. */
export interface Comparison extends FeatureCollection {
  readonly counts: Difference;
  readonly from: string;
  readonly to: string;
}

/** The answer comes at once and says how far the work is. */
const LATER = { prefer: 'respond-async' };

export const importApi = {
  list: () => get<ImportList>('/api/imports'),
  find: (id: string) => get<ImportDocument>(`/api/imports/${id}`),
  change: (id: string, change: Partial<Choices>) =>
    send<ImportDocument>('PATCH', `/api/imports/${id}`, change, LATER),
  commit: (id: string, replaceDemo: boolean) =>
    send<ImportDocument>('POST', `/api/imports/${id}/commit`, { replaceDemo }, LATER),
  remove: (id: string) => send<void>('DELETE', `/api/imports/${id}`),
  issuesUrl: (id: string) => `/api/imports/${id}/issues.csv`,
  rejectedUrl: (id: string) => `/api/imports/${id}/rejected.csv`,
  dataSets: () => get<{ dataSources: readonly DataSet[] }>('/api/data-sources'),
  stateUrl: (id: number, state: number | null) =>
    `/api/data-sources/${id}/features${state === null ? '' : `?state=${state}`}`,
  compare: (layer: string, from: string, to: string) =>
    get<Comparison>(`/api/data-sources/comparison?${new URLSearchParams({ layer, from, to })}`),
  takeBack: (id: number, remove: boolean) =>
    send<{ restored: EarlierState | null }>(
      'DELETE',
      `/api/data-sources/${id}${remove ? '?remove=true' : ''}`,
    ),
};

/** What a file is to be read as, where that is known before it is looked at. */
export interface UploadChoices {
  readonly layer?: string;
  readonly source?: string;
  readonly asOf?: string;
}

/** Sends a file; the share that is sent is told, which `fetch` cannot do. */
export function uploadFile(
  file: File,
  onShare: (share: number) => void,
  choices: UploadChoices = {},
): { readonly done: Promise<ImportDocument>; readonly abort: () => void } {
  const request = new XMLHttpRequest();
  const done = new Promise<ImportDocument>((resolve, reject) => {
    request.open('POST', `/api/imports?${new URLSearchParams({ name: file.name, ...choices })}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept-language', document.documentElement.lang || 'de');
    request.setRequestHeader('prefer', LATER.prefer);
    request.responseType = 'json';
    request.upload.onprogress = (event) => onShare(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => {
      if (request.status < 300) resolve(request.response as ImportDocument);
      else {
        const problem = request.response as { detail?: string; title?: string } | null;
        reject(new ApiProblem(request.status, problem?.detail ?? problem?.title ?? request.statusText));
      }
    };
    request.onerror = () => reject(new ApiProblem(0, 'network'));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.send(file);
  });
  return { done, abort: () => request.abort() };
}
