import type { Technology } from '../supply/technologies.ts';

/** Whether a line reaches into the building or only past it. */
export type Homes = 'connected' | 'passed';

/** One line of an operator's answer, as it was read: supply that is there, or planned. Null where it does not say. */
export interface AnswerClaim {
  /** Database id of the address. */
  readonly addressId: number;
  /** As the answer names it. */
  readonly operator: string;
  readonly technology: Technology;
  readonly downMbit: number | null;
  readonly upMbit: number | null;
  readonly peakTime: boolean;
  readonly planned: boolean;
  readonly binding: boolean;
  readonly milestones: boolean;
  /** ISO date. */
  readonly readyBy: string | null;
  /** Of existing supply: homes connected or homes passed; null where the answer does not say. */
  readonly homes: Homes | null;
  readonly remark: string | null;
}

/** A promise of the same operator from before this answer. */
export interface EarlierPromise {
  readonly addressId: number;
  readonly technology: Technology;
  readonly downMbit: number | null;
  readonly readyBy: string | null;
  /** Data set, or state of a data set, it was made in. */
  readonly origin: string;
}
