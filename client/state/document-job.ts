import { useQuery } from '@tanstack/react-query';
import type { DocumentStep } from '#core/document-steps.ts';
import { get } from '../api.ts';

const ASK_AGAIN_MS = 1000;

/** A path with the word by which its work can be asked after. */
export const withJob = (path: string, job: string) => `${path}${path.includes('?') ? '&' : '?'}job=${job}`;

/** How far the documents of a job are; null before the server has begun and when it is done. */
export function useDocumentStep(job: string, isRunning: boolean): DocumentStep | null {
  const { data } = useQuery({
    queryKey: ['document-job', job],
    queryFn: () => get<{ step: DocumentStep | null }>(`/api/document-jobs/${job}`),
    enabled: isRunning,
    refetchInterval: isRunning ? ASK_AGAIN_MS : false,
    gcTime: 0,
  });
  return isRunning ? (data?.step ?? null) : null;
}
