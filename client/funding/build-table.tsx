import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { BUILD_PHASES, type ProgressReport } from '#core/funding/build-progress.ts';
import { formatDate, formatLength, formatNumber } from '../i18n/format.ts';
import { BUILD_LOOKS } from '../map/build-look.ts';
import { today } from '../state/analysis.ts';
import { Choice } from '../ui/choice.tsx';
import { DayField } from '../ui/day-field.tsx';
import { FormFoot } from '../ui/form-foot.tsx';
import { Failed, Loading } from '../ui/state-message.tsx';
import type { Application } from './application.ts';
import { Editing } from './editing.tsx';
import { type Grant, reportProgress } from './grant-query.ts';
import { NumberInput } from './number-input.tsx';
import { usePlan } from './plan-query.ts';
import { showArea } from './planned-area-table.tsx';
import { TextInput } from './text-input.tsx';
import { useBuildOnMap } from './use-build-on-map.ts';

interface Props {
  readonly application: Application;
  readonly grant: Grant;
  readonly onChanged: (grant: Grant) => void;
}

/** Phase and progress of each area, also on the map; a report for one area at a time. */
export function BuildTable({ application, grant, onChanged }: Props) {
  const { t } = useTranslation();
  const plan = usePlan(application);
  const [reporting, setReporting] = useState<number | null>(null);
  useBuildOnMap(
    plan.data?.areas,
    grant.progress.map((report) => report?.phase ?? null),
  );
  if (plan.isPending) return <Loading text={t('funding.planLoading')} />;
  if (plan.isError) return <Failed error={plan.error} onRetry={plan.refetch} />;
  return (
    <section className="stack">
      <h4>{t('funding.grant.build')}</h4>
      <ul className="row build-legend small" aria-label={t('funding.grant.legend')}>
        {(['none', ...BUILD_PHASES] as const).map((phase) => (
          <li key={phase}>
            <span
              className={`build-swatch${BUILD_LOOKS[phase].dash ? ' dashed' : ''}`}
              style={{ '--tint': `${BUILD_LOOKS[phase].tint * 100}%` } as React.CSSProperties}
            />{' '}
            {t(`funding.phase.${phase}`)}
          </li>
        ))}
      </ul>
      <div className="table-scroll">
        <table className="table tight">
          <caption className="visually-hidden">{t('funding.grant.build')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('funding.area.name')}</th>
              <th scope="col">{t('funding.grant.phase')}</th>
              <th scope="col" className="number">
                {t('funding.grant.trench')}
              </th>
              <th scope="col" className="number">
                {t('funding.grant.connections')}
              </th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {plan.data.areas.map((area, i) => {
              const report = grant.progress[i];
              return (
                <tr key={area.name}>
                  <th scope="row">
                    <Button className="link" onPress={() => showArea(area)}>
                      {area.name}
                    </Button>
                  </th>
                  <td>
                    {t(`funding.phase.${report?.phase ?? 'none'}`)}
                    {report ? <span className="muted on-day">{formatDate(report.onDate)}</span> : null}
                  </td>
                  <td className="number">{report ? formatLength(report.trenchM) : '–'}</td>
                  <td className={`number${(report?.connections ?? 0) > area.eligible ? ' over' : ''}`}>
                    {t('funding.grant.ofEligible', {
                      built: formatNumber(report?.connections ?? 0),
                      eligible: formatNumber(area.eligible),
                    })}
                  </td>
                  <td>
                    <Editing>
                      <Button className="button small" onPress={() => setReporting(i + 1)}>
                        {t('funding.grant.report')}
                      </Button>
                    </Editing>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {reporting === null ? null : (
        <ReportForm
          key={reporting}
          application={application.id}
          title={plan.data.areas[reporting - 1]?.name ?? ''}
          last={grant.progress[reporting - 1] ?? null}
          area={reporting}
          onClose={() => setReporting(null)}
          onChanged={onChanged}
        />
      )}
    </section>
  );
}

interface FormProps {
  readonly application: string;
  readonly title: string;
  readonly area: number;
  readonly last: ProgressReport | null;
  readonly onClose: () => void;
  readonly onChanged: (grant: Grant) => void;
}

function ReportForm({ application, title, area, last, onClose, onChanged }: FormProps) {
  const { t } = useTranslation();
  const [report, setReport] = useState<ProgressReport>({
    area,
    phase: last?.phase ?? 'planung',
    onDate: today(),
    trenchM: last?.trenchM ?? 0,
    connections: last?.connections ?? 0,
    note: '',
  });
  const set = (change: Partial<ProgressReport>) => setReport({ ...report, ...change });
  const save = useMutation({
    mutationFn: () => reportProgress(application, report),
    onSuccess: (grant) => {
      onChanged(grant);
      onClose();
    },
  });
  return (
    <form
      className="funding-box"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h4>{t('funding.grant.reportOf', { area: title })}</h4>
      <div className="field-grid">
        <Choice
          label={t('funding.grant.phase')}
          value={report.phase}
          options={BUILD_PHASES.map((id) => ({ id, label: t(`funding.phase.${id}`) }))}
          onChange={(phase) => set({ phase })}
        />
        <DayField
          label={t('funding.grant.onDate')}
          value={report.onDate}
          onChange={(onDate) => set({ onDate })}
          remedy={t('rules.badDate')}
        />
        <NumberInput
          label={t('funding.grant.trench')}
          unit="m"
          value={report.trenchM}
          onChange={(value) => set({ trenchM: value ?? 0 })}
          max={1e8}
        />
        <NumberInput
          label={t('funding.grant.connections')}
          value={report.connections}
          onChange={(value) => set({ connections: value ?? 0 })}
          digits={0}
          max={1e7}
        />
      </div>
      <TextInput label={t('funding.grant.note')} value={report.note} onChange={(note) => set({ note })} />
      <FormFoot sending={save} submit={t('funding.save')} onCancel={onClose} />
    </form>
  );
}
