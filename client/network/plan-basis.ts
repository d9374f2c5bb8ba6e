import type { Layer } from '../api.ts';
import { queryClient, useLayers } from '../state/queries.ts';

/** Layers a plan is worked out from. */
const LAYERS = ['streets', 'addresses', 'schools', 'business-parks', 'buildings', 'existing-lines'];

/** Tells two states of the layers a plan rests on apart; null while they are not known. */
const basisOf = (layers: readonly Layer[] | undefined): string | null =>
  layers?.flatMap(({ id, revision }) => (LAYERS.includes(id) ? [`${id} ${revision}`] : [])).join(', ') ??
  null;

export const planBasis = () => basisOf(queryClient.getQueryData<Layer[]>(['layers']));
export const usePlanBasis = () => basisOf(useLayers().data);
