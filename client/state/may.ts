import type { Ability, Session } from '../api.ts';
import { queryClient, useSession } from './queries.ts';

/** Whether who is signed in may do something; false while that is not known. The server asks again in any case. */
export const may = (ability: Ability): boolean =>
  queryClient.getQueryData<Session>(['session'])?.may.includes(ability) ?? false;

/** As `may`, following the session. */
export const useMay = (ability: Ability): boolean => useSession().data?.may.includes(ability) ?? false;
