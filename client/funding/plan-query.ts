import { useQuery } from '@tanstack/react-query';
import type { MultiPolygon } from 'geojson';
import type { PlanFacts } from '#core/funding/application.ts';
import type { EstimateBasis } from '#core/funding/estimate-inputs.ts';
import type { FederalRules } from '#core/funding/funding-rules.ts';
import type { ScoringCatalogue } from '#core/funding/score.ts';
import { get } from '../api.ts';
import type { Application } from './application.ts';

export interface PlannedArea {
  readonly name: string;
  readonly areaM2: number;
  readonly addresses: number;
  readonly eligible: number;
  readonly households: number;
  readonly geometry: MultiPolygon;
}

/** What `/api/applications/:id/plan` answers. */
export interface PlannedAreas {
  readonly federal: FederalRules;
  /** The points that the rule set names for the day; another catalogue stands in where it names none. */
  readonly catalogue: ScoringCatalogue;
  readonly isStated: boolean;
  readonly facts: PlanFacts;
  readonly basis: EstimateBasis;
  readonly areas: readonly PlannedArea[];
  readonly districts: readonly {
    readonly name: string;
    readonly eligible: number;
    readonly leftOut: number;
  }[];
}

/** The areas of an application under its rule set, anew after every change of it. */
export const usePlan = ({ id, version }: Application) =>
  useQuery({
    queryKey: ['application-figures', id, 'plan', version],
    queryFn: () => get<PlannedAreas>(`/api/applications/${id}/plan`),
  });
