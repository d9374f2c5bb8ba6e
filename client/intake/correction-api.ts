import { get, send } from '../api.ts';

export type CellValue = string | number | boolean | null;

/** What can be corrected in a record of a layer, and the correction there is. */
export interface Correctable {
  readonly source: string;
  readonly isPoint: boolean;
  readonly columns: readonly {
    readonly name: string;
    readonly type: 'text' | 'integer' | 'double precision' | 'boolean' | 'date';
    readonly value: CellValue;
  }[];
  readonly correction: {
    readonly fields: Readonly<Record<string, CellValue>>;
    readonly was: Readonly<Record<string, CellValue>>;
    readonly moved: boolean;
    readonly reason: string;
    readonly decidedBy: string | null;
    readonly updatedAt: string;
  } | null;
}

const path = (layer: string, id: string) => `/api/hand-corrections/${layer}/${id}`;

export const correctionApi = {
  find: (layer: string, id: string) => get<Correctable>(path(layer, id)),
  correct: (
    layer: string,
    id: string,
    body: {
      readonly fields: Readonly<Record<string, CellValue>>;
      readonly place?: readonly [number, number];
      readonly reason: string;
    },
  ) => send<unknown>('PUT', path(layer, id), body),
  withdraw: (layer: string, id: string) => send<unknown>('DELETE', path(layer, id)),
};
