import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import { restoreKeptPlan } from './kept-plan.ts';
import { useNetwork } from './network-store.ts';
import { PlanActions } from './plan-actions.tsx';
import { PlanComparison } from './plan-comparison.tsx';
import { PlanProgress } from './plan-progress.tsx';
import { PlanResult } from './plan-result.tsx';
import { PlanSetup } from './plan-setup.tsx';
import { startPlan } from './run-plan.ts';
import { SavedPlans } from './saved-plans.tsx';
import { useFocusKept } from './use-focus-kept.ts';
import './network.css';

/** The structural plan: choose an area, work it out while watching, correct it by hand, take it away. */
export default function NetworkPanel() {
  const { t } = useTranslation();
  const { phase, failure, plan, comparison } = useNetwork();
  useEffect(() => void restoreKeptPlan(), []);
  useFocusKept();
  return (
    <div className="stack network-panel">
      <PlanSetup />
      {phase === 'loading' ? <Loading text={t('network.loadingInputs')} /> : null}
      {phase === 'solving' ? <PlanProgress /> : null}
      {failure ? (
        <Failed
          error={failure}
          {...(failure instanceof ApiProblem ? { onRetry: () => void startPlan() } : {})}
        />
      ) : null}
      {plan && phase !== 'solving' && phase !== 'loading' ? (
        <>
          <PlanActions />
          {comparison ? <PlanComparison comparison={comparison} /> : <PlanResult plan={plan} />}
        </>
      ) : null}
      {!plan && comparison ? <PlanComparison comparison={comparison} /> : null}
      <SavedPlans />
    </div>
  );
}
