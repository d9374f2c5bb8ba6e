import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api.ts';
import { announce } from '../ui/announce.ts';
import { Failed, Loading } from '../ui/state-message.tsx';
import { type Choices, type ImportDocument, importApi } from './import-api.ts';
import { ImportProgressBar } from './import-progress.tsx';
import {
  discardImport,
  goTo,
  layersChanged,
  openImport,
  STEPS,
  type Step,
  seen,
  useImports,
} from './import-store.ts';
import { StepDifference } from './step-difference.tsx';
import { StepDone } from './step-done.tsx';
import { StepProblems } from './step-problems.tsx';
import { StepWhat } from './step-what.tsx';
import { usePreviewOnMap } from './use-preview-on-map.ts';

const isBusy = (state: ImportDocument['state'] | undefined) => state === 'staging' || state === 'committing';

/** One file on its way into a layer: what it is, its problems, the difference, done. */
export function ImportWizard({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const document = useQuery({
    queryKey: ['import', id],
    queryFn: () => importApi.find(id),
    staleTime: 0,
    refetchInterval: (query) => (isBusy(query.state.data?.state) ? 400 : false),
  });
  const chosen = useImports((state) => state.step);
  const [failure, setFailure] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const data = document.data;
  const state = data?.state;
  const step: Step = state === 'committed' ? 'done' : chosen === 'done' ? 'difference' : chosen;
  usePreviewOnMap(state === 'committed' ? null : (data ?? null));
  useStateNews(state, t);

  if (document.isError && !data) {
    const gone = document.error instanceof ApiProblem && document.error.status === 404;
    return (
      <div className="stack intake">
        <Failed error={document.error} onRetry={document.refetch} />
        <Button className="button" onPress={() => openImport(null)}>
          {t(gone ? 'imports.back' : 'imports.toList')}
        </Button>
      </div>
    );
  }
  if (!data) return <Loading text={t('imports.loading')} />;

  const attempt = async (action: Promise<ImportDocument>) => {
    setFailure(null);
    setSending(true);
    try {
      seen(await action);
    } catch (error) {
      setFailure(error);
    } finally {
      setSending(false);
    }
  };
  const change = (choices: Partial<Choices>) => attempt(importApi.change(id, choices));
  const discard = () => discardImport(id).catch(setFailure);
  // What was sent counts at once: nobody goes on with what is about to be read anew.
  const current: ImportDocument = sending && state === 'staged' ? { ...data, state: 'staging' } : data;
  const props = { document: current, change };
  return (
    <div className="stack intake wizard">
      <h3 className="file-title">{data.file.name}</h3>
      <StepList step={step} document={current} />
      {document.isError ? <Failed error={document.error} onRetry={document.refetch} /> : null}
      {failure ? <Failed error={failure} /> : null}
      {isBusy(state) ? <ImportProgressBar document={data} /> : null}
      <StepHeading step={step} />
      {state === 'committing' ? null : step === 'what' ? (
        <StepWhat {...props} />
      ) : step === 'problems' ? (
        <StepProblems {...props} />
      ) : step === 'difference' ? (
        <StepDifference {...props} commit={(demo) => attempt(importApi.commit(id, demo))} />
      ) : (
        <StepDone document={data} />
      )}
      {step === 'done' ? null : (
        <div className="row between wizard-foot">
          <Button className="button" onPress={() => openImport(null)}>
            {t('imports.toList')}
          </Button>
          <Button className="button danger" onPress={discard}>
            {t(isBusy(state) ? 'imports.cancel' : 'imports.discard')}
          </Button>
        </div>
      )}
    </div>
  );
}

function StepList({ step, document }: { readonly step: Step; readonly document: ImportDocument }) {
  const { t } = useTranslation();
  const ready = document.state === 'staged';
  const done = document.state === 'committed';
  return (
    <ol className="steps" aria-label={t('imports.steps')}>
      {STEPS.map((each, index) => (
        <li key={each} data-past={STEPS.indexOf(step) > index || undefined}>
          <Button
            className="step"
            aria-current={each === step ? 'step' : undefined}
            isDisabled={done || each === 'done' || (each !== 'what' && !ready)}
            onPress={() => goTo(each)}
          >
            <span className="step-number">{index + 1}</span>
            {t(`imports.step.${each}`)}
          </Button>
        </li>
      ))}
    </ol>
  );
}

/** Takes the focus when the step changes, so that keyboard and screen reader go on there. */
function StepHeading({ step }: { readonly step: Step }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef<Step | null>(null);
  useEffect(() => {
    if (shown.current !== null && shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);
  return (
    <h4 ref={heading} tabIndex={-1} className="step-heading no-ring">
      {t(`imports.heading.${step}`)}
    </h4>
  );
}

function useStateNews(state: ImportDocument['state'] | undefined, t: (key: string) => string): void {
  const before = useRef(state);
  useEffect(() => {
    if (!state || before.current === state) return;
    if (before.current !== undefined) {
      announce(t(`imports.news.${state}`));
      if (state === 'committed') layersChanged();
    }
    before.current = state;
  }, [state, t]);
}
