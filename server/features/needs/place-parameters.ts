import { z } from 'zod';
import { PLACE_KINDS } from '#core/needs/place-need.ts';
import { MAX_DISTANCE_M } from './store.ts';

/** Path parameter: what kind of place is asked about. */
export const PLACE_KIND = { kind: z.enum(PLACE_KINDS).describe('Kind of place') };

/** Query parameter of the distance within which an address speaks for a place. */
export const DISTANCE_QUERY = {
  distance: z.coerce
    .number()
    .min(MAX_DISTANCE_M.min)
    .max(MAX_DISTANCE_M.max)
    .default(MAX_DISTANCE_M.start)
    .describe('Metres within which the nearest address speaks for a place'),
};
