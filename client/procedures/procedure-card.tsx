import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { dutiesOf } from '#core/funding/procedure-duties.ts';
import { TAKE_BACK } from '#core/funding/procedure-step.ts';
import { nextSteps, type Procedure } from '#core/funding/procedures.ts';
import { DUTIES } from '#data/funding/index.ts';
import { Editing } from '../funding/editing.tsx';
import { NumberInput } from '../funding/number-input.tsx';
import { formatDate } from '../i18n/format.ts';
import { today } from '../state/analysis.ts';
import { DayField } from '../ui/day-field.tsx';
import { Failed } from '../ui/state-message.tsx';
import { type DutyNote, DutyRow } from './duty-row.tsx';
import { kindKey, stateKey, stepKey } from './procedure-labels.ts';

export interface StepAsked {
  readonly procedure: Procedure['kind'];
  readonly step: string;
  readonly onDate: string;
  readonly endDate?: string;
  readonly horizonYears?: number;
}

interface Props {
  readonly procedure: Procedure;
  readonly land: string | null;
  /** What publishing asks for beside its day; the Markterkundung of a survey has its own end and horizon. */
  readonly asks: readonly ('end' | 'horizon')[];
  /** Day the next step is most likely taken on; today when not given. */
  readonly likelyDay?: string | null;
  readonly onStep: (step: StepAsked) => Promise<unknown>;
  readonly onDuty: (note: DutyNote) => Promise<unknown>;
}

/** One procedure: where it stands, what was reached when, the steps that lead on, duties and documents. */
export function ProcedureCard({ procedure, land, asks, likelyDay, onStep, onDuty }: Props) {
  const { t } = useTranslation();
  const { kind, state, dates } = procedure;
  const { ende, entwurf: _, ...reached } = dates;
  const duties = dutiesOf(procedure, DUTIES, land);
  const open = duties.filter((duty) => duty.state === 'open').length;
  return (
    <section className="funding-box procedure" aria-label={t(kindKey(kind))}>
      <div className="row between">
        <h4>{t(kindKey(kind))}</h4>
        <span className={state === 'entwurf' ? 'chip' : 'chip accent'}>{t(stateKey(state))}</span>
      </div>
      {Object.keys(reached).length > 0 ? (
        <ol className="timeline">
          {Object.entries(reached)
            .sort(([, a], [, b]) => (a < b ? -1 : 1))
            .map(([name, day]) => (
              <li key={name}>
                <span className="muted">{formatDate(day)}</span> {t(stateKey(name))}
              </li>
            ))}
          {ende ? (
            <li>
              <span className="muted">{formatDate(ende)}</span> {t('procedures.end')}
            </li>
          ) : null}
        </ol>
      ) : null}
      <Editing>
        <Steps key={state} procedure={procedure} asks={asks} likelyDay={likelyDay ?? null} onStep={onStep} />
      </Editing>
      <details open={open > 0 && state !== 'entwurf'}>
        <summary>
          {t('procedures.duties')}{' '}
          <span className={open > 0 ? 'chip warn' : 'chip'}>
            {t('procedures.openDuties', { count: open })}
          </span>
        </summary>
        <ul className="duties">
          {duties.map((duty) => (
            <DutyRow key={duty.id} duty={duty} onNote={onDuty} />
          ))}
        </ul>
      </details>
    </section>
  );
}

function Steps({ procedure, asks, likelyDay, onStep }: Omit<Props, 'land' | 'onDuty'>) {
  const { t } = useTranslation();
  const [onDate, setOnDate] = useState(likelyDay ?? today());
  const [endDate, setEndDate] = useState(today());
  const [horizonYears, setHorizonYears] = useState(3);
  const steps = nextSteps(procedure);
  const publishes = steps.includes('veroeffentlichen');
  const withEnd = publishes && asks.includes('end');
  const withHorizon = publishes && asks.includes('horizon');
  const take = useMutation({
    mutationFn: (step: string) =>
      onStep({
        procedure: procedure.kind,
        step,
        onDate,
        ...(withEnd ? { endDate } : {}),
        ...(withHorizon ? { horizonYears } : {}),
      }),
  });
  return (
    <div className="stack">
      {steps.length > 0 ? (
        <div className="step-fields">
          <DayField
            label={t('procedures.onDate')}
            value={onDate}
            onChange={setOnDate}
            remedy={t('rules.badDate')}
          />
          {withEnd ? (
            <DayField
              label={t('procedures.end')}
              value={endDate}
              onChange={setEndDate}
              remedy={t('rules.badDate')}
            />
          ) : null}
          {withHorizon ? (
            <NumberInput
              label={t('survey.horizon')}
              unit={t('survey.years')}
              value={horizonYears}
              onChange={(years) => setHorizonYears(years ?? 3)}
              digits={0}
              min={1}
              max={20}
            />
          ) : null}
        </div>
      ) : null}
      <div className="row">
        {steps.map((step, i) => (
          <Button
            key={step}
            className={i === 0 ? 'button small primary' : 'button small'}
            isDisabled={take.isPending}
            onPress={() => take.mutate(step)}
          >
            {t(stepKey(step))}
          </Button>
        ))}
        {procedure.state === 'entwurf' ? null : (
          <Button
            className="button small plain"
            isDisabled={take.isPending}
            onPress={() => take.mutate(TAKE_BACK)}
          >
            {t('procedures.takeBack')}
          </Button>
        )}
      </div>
      {take.isError ? <Failed error={take.error} /> : null}
    </div>
  );
}
