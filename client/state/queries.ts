import { QueryClient, useQuery } from '@tanstack/react-query';
import { ApiProblem, api } from '../api.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      // What the server refused will be refused again; a dead network may come back.
      retry: (count, error) =>
        count < 2 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500),
    },
  },
});

export const useSession = () => useQuery({ queryKey: ['session'], queryFn: api.session, staleTime: 300_000 });
export const useLayers = () => useQuery({ queryKey: ['layers'], queryFn: api.layers });
export const useDistrictStatistics = () =>
  useQuery({ queryKey: ['statistics', 'districts'], queryFn: api.districtStatistics });
export const useFeature = (collection: string, id: string) =>
  useQuery({ queryKey: ['feature', collection, id], queryFn: () => api.feature(collection, id) });
export const useAddress = (id: string) =>
  useQuery({ queryKey: ['address', id], queryFn: () => api.address(id) });
