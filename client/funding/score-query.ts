import { useQuery } from '@tanstack/react-query';
import type { Alternative, NotVerified } from '#core/funding/application-score.ts';
import type { ProgrammeId } from '#core/funding/programmes.ts';
import type { CriterionScore } from '#core/funding/score.ts';
import type { Issue } from '#core/issue.ts';
import { get } from '../api.ts';
import type { Application } from './application.ts';

type Worded = Issue & { readonly message: string };

/** What `/api/applications/:id/score` answers, in the language of the page. */
export interface ScoreAnswer {
  readonly onDate: string;
  readonly points: {
    readonly sure: number;
    readonly assumed: number;
    readonly possible: number;
    readonly max: number;
    readonly fastLane: number | null;
    readonly criteria: readonly (CriterionScore & { readonly name: string; readonly notVerified: boolean })[];
  };
  readonly raises: readonly {
    readonly key: string;
    readonly name: string;
    readonly missingPoints: number;
    readonly fullAt: number;
  }[];
  readonly programme: ProgrammeId | 'none' | null;
  readonly verdict: string;
  readonly verdicts: readonly {
    readonly programme: ProgrammeId;
    readonly fits: 'yes' | 'no' | 'unknown';
    readonly reasons: readonly Worded[];
  }[];
  readonly alternatives: readonly Alternative[];
  readonly money: { readonly eligibleCents: number } | null;
  readonly notVerified: readonly NotVerified[];
}

export const useScore = ({ id, version }: Application, language: string) =>
  useQuery({
    queryKey: ['application-figures', id, 'score', version, language],
    queryFn: () => get<ScoreAnswer>(`/api/applications/${id}/score`),
  });
