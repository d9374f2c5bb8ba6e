import { lazy, Suspense, useMemo, useState } from 'react';
import { Button, type SortDescriptor } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { saveFile } from '../areas/save-file.ts';
import type { Language } from '../i18n/index.ts';
import { FloorNote } from '../layers/floor-note.tsx';
import { useAnalysis } from '../state/analysis.ts';
import { useDistrictStatistics } from '../state/queries.ts';
import { Choice } from '../ui/choice.tsx';
import { Icon } from '../ui/icon.tsx';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import { CoarseSection } from './coarse-section.tsx';
import { toCsv } from './csv.ts';
import { districtRows, levelsOf } from './district-rows.ts';
import { columnsOf, DistrictTable, sortedRows } from './district-table.tsx';
import { SupplySection } from './supply-section.tsx';

const DistrictChart = lazy(() => import('./district-chart.tsx'));

/** Figures per district, as a chart and as a table; planners also see the classes under the chosen rules. */
export default function StatisticsPanel({ planner }: { readonly planner: boolean }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const statistics = useDistrictStatistics();
  const classification = useAnalysis((state) => state.classification);
  const classes = useAnalysis((state) => state.statistics);
  const ruleSets = useAnalysis((state) => state.ruleSets);
  const [chosenLevel, setLevel] = useState<string | null>(null);
  const [sort, setSort] = useState<SortDescriptor>({ column: 'name', direction: 'ascending' });
  const districts = statistics.data?.districts;
  const levels = useMemo(() => levelsOf(districts ?? []), [districts]);
  const level = chosenLevel ?? levels[0] ?? '';
  const rows = useMemo(
    () => districtRows(districts ?? [], level, planner ? classes : null),
    [districts, level, classes, planner],
  );
  if (statistics.isPending) return <Loading text={t('statistics.loading')} />;
  if (statistics.isError) return <Failed error={statistics.error} onRetry={statistics.refetch} />;
  if (rows.length === 0) return <Empty>{t('statistics.empty')}</Empty>;
  const columns = columnsOf(planner ? (classification?.classes ?? []) : [], language, t);
  const sorted = sortedRows(rows, columns, sort);
  const rules = ruleSets.find((r) => r.id === classification?.rules);
  const download = () => {
    const csv = toCsv(
      columns.map((c) => c.title),
      sorted.map((row) => columns.map((c) => c.value(row))),
    );
    saveFile(new Blob([csv], { type: 'text/csv;charset=utf-8' }), `${t('statistics.fileName')}-${level}.csv`);
  };
  return (
    <div className="stack">
      <Choice
        label={t('statistics.level')}
        value={level}
        options={levels.map((id) => ({ id, label: t(`level.${id}`) }))}
        onChange={setLevel}
      />
      <Suspense fallback={<Loading text={t('loading')} />}>
        <DistrictChart rows={sorted} classes={planner ? (classification?.classes ?? []) : []} />
      </Suspense>
      <p className="small muted">
        {planner
          ? rules
            ? t('statistics.under', { rules: rules.title[language] })
            : t('classes.loading')
          : t('statistics.public')}
      </p>
      <FloorNote cells districts />
      <div className="row between">
        <h3>{t('statistics.table')}</h3>
        <Button className="button small" onPress={download}>
          <Icon name="download" /> CSV
        </Button>
      </div>
      <DistrictTable rows={sorted} columns={columns} sort={sort} onSort={setSort} />
      {planner ? <SupplySection /> : null}
      {planner && classification ? <CoarseSection rules={classification.rules} /> : null}
    </div>
  );
}
