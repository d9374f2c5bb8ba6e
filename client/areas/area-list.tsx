import { useMemo } from 'react';
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { bboxOf } from '../cards/geometry-bbox.ts';
import { formatArea, formatNumber } from '../i18n/format.ts';
import { useAnalysis } from '../state/analysis.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { useView } from '../state/view-store.ts';
import type { AreaFigures } from '../workers/messages.ts';
import type { PlanArea } from './plan.ts';
import { sameArea } from './plan.ts';
import { usePlan } from './plan-store.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly figures: AreaFigures | undefined;
  readonly unsaved: boolean;
}

const layout = new ListLayout({ rowSize: 56, estimatedRowSize: 56 });

/** Proposals or kept areas; only the rows in sight are in the page. */
export function AreaList({ kind }: { readonly kind: 'proposal' | 'area' }) {
  const { t } = useTranslation();
  const rows = useRows(kind);
  const selection = useView((view) => view.selection);
  const select = (id: string) => {
    useView.getState().select({ kind, collection: kind, id });
    const bbox =
      kind === 'proposal'
        ? useAnalysis.getState().proposals?.areas.find((p) => p.key === id)?.bbox
        : bboxOf(usePlan.getState().areas[id]!.geometry);
    if (bbox) useMapHandle.getState().map?.fit(bbox);
  };
  if (rows.length === 0) return null;
  return (
    <Virtualizer layout={layout}>
      <ListBox
        className="area-list"
        style={{ height: Math.min(rows.length, 6) * 56 }}
        aria-label={t(kind === 'proposal' ? 'proposals.title' : 'kept.title')}
        items={rows}
        selectionMode="single"
        selectedKeys={selection?.kind === kind ? [selection.id] : []}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : [...keys];
          if (key !== undefined) select(String(key));
        }}
      >
        {(row: Row) => (
          <ListBoxItem id={row.id} textValue={row.name} className={`area-row ${kind}`}>
            <div className="area-name">
              {row.name}
              {row.unsaved ? (
                <span
                  className="unsaved-dot"
                  role="img"
                  aria-label={t('kept.unsaved')}
                  title={t('kept.unsaved')}
                />
              ) : null}
            </div>
            <div className="area-figures small muted">
              {row.figures
                ? t('figures.line', {
                    addresses: formatNumber(row.figures.addresses),
                    households: formatNumber(row.figures.households),
                    area: formatArea(row.figures.areaM2),
                  })
                : t('figures.measuring')}
            </div>
          </ListBoxItem>
        )}
      </ListBox>
    </Virtualizer>
  );
}

function useRows(kind: 'proposal' | 'area'): Row[] {
  const { t } = useTranslation();
  const proposals = useAnalysis((state) => state.proposals);
  const areas = usePlan((state) => state.areas);
  const stored = usePlan((state) => state.stored);
  const figures = usePlan((state) => state.figures);
  return useMemo(() => {
    if (kind === 'proposal') {
      return (proposals?.areas ?? []).map((p, index) => ({
        id: p.key,
        name: `${index + 1}. ${p.district ?? t('proposals.one')}`,
        detail: '',
        figures: p.figures,
        unsaved: false,
      }));
    }
    return Object.values<PlanArea>(areas)
      .sort((a, b) => a.name.localeCompare(b.name, 'de', { numeric: true }))
      .map((area) => ({
        id: area.key,
        name: area.name,
        detail: area.note,
        figures: figures[area.key],
        unsaved: !stored[area.key] || !sameArea(area, stored[area.key]!.area),
      }));
  }, [kind, proposals, areas, stored, figures, t]);
}
