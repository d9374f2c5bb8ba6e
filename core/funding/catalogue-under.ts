import { IssueError } from '../issue.ts';
import { isInForce } from '../rulebook/in-force.ts';
import type { RuleSet } from '../rulebook/rule-set.ts';
import type { ScoringCatalogue } from './score.ts';

/**
 * The catalogue of points that a rule set names for a day (ISO date), with its maximum and its minimum score of the fast
 * lane: so new points are a new rule set, not a new program. A rule set that names none is scored by `otherwise`, and
 * knows no fast lane; whether that catalogue applies is then not established.
 * @throws IssueError `unknown-scoring-catalogue`, naming those there are
 */
export function catalogueUnder(
  ruleSet: RuleSet,
  isoDate: string,
  catalogues: readonly ScoringCatalogue[],
  otherwise: ScoringCatalogue,
): { readonly catalogue: ScoringCatalogue; readonly isStated: boolean } {
  const stated = (ruleSet.scoring ?? []).find((scoring) => isInForce(scoring, isoDate));
  if (!stated) return { catalogue: { ...otherwise, fastLane: [] }, isStated: false };
  const catalogue = catalogues.find(({ id }) => id === stated.catalogue);
  if (!catalogue)
    throw new IssueError({
      code: 'unknown-scoring-catalogue',
      severity: 'error',
      where: 'rules',
      params: {
        value: stated.catalogue,
        rules: ruleSet.id,
        known: catalogues.map(({ id }) => id).join(', '),
      },
    });
  const { source, confidence, paragraph, validFrom, validTo, maxPoints, fastLanePoints } = stated;
  const value = (points: number) => ({ value: points, source, confidence, paragraph });
  return {
    isStated: true,
    catalogue: {
      ...catalogue,
      maxPoints: maxPoints === catalogue.maxPoints.value ? catalogue.maxPoints : value(maxPoints),
      fastLane: fastLanePoints === null ? [] : [{ validFrom, validTo, points: value(fastLanePoints) }],
    },
  };
}
