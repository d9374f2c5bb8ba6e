import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { toneLook } from '../map/class-look.ts';
import { lookOf } from '../map/layer-styles.ts';
import { paletteOf } from '../map/palette.ts';
import { useAnalysis } from '../state/analysis.ts';
import { useTheme } from '../state/theme.ts';
import { FloorNote } from './floor-note.tsx';
import { Swatch } from './swatch.tsx';

/** What the signs of a drawn layer mean; made of the same looks as the map itself. */
export function Legend({ layerId, planner }: { readonly layerId: string; readonly planner: boolean }) {
  if (layerId === 'addresses') return planner ? <ClassLegend /> : null;
  if (layerId === 'areas') return <AreaLegend />;
  return <PlainLegend layerId={layerId} />;
}

function PlainLegend({ layerId }: { readonly layerId: string }) {
  const { t } = useTranslation();
  const theme = useTheme((state) => state.theme);
  const look = lookOf(layerId, theme);
  if (!look) return null;
  return (
    <>
      <ul className="legend">
        {look.legend.map((entry) => (
          <li key={entry.label}>
            <Swatch {...entry} />
            <span>{t(entry.label)}</span>
          </li>
        ))}
      </ul>
      {layerId === 'households' ? <FloorNote cells /> : null}
      {layerId === 'districts' ? <FloorNote districts /> : null}
    </>
  );
}

/** Classes of addresses under the chosen rules, with their counts. */
export function ClassLegend() {
  const { t, i18n } = useTranslation();
  const theme = useTheme((state) => state.theme);
  const classification = useAnalysis((state) => state.classification);
  const phase = useAnalysis((state) => state.phase);
  if (!classification)
    return <p className="small muted">{phase === 'failed' ? t('classes.failed') : t('classes.loading')}</p>;
  return (
    <ul className="legend">
      {classification.classes
        .filter((c) => c.addresses > 0)
        .map((c) => (
          <li key={c.id}>
            <Swatch {...toneLook(c.tone, theme)} />
            <span>{c.title[i18n.language as Language]}</span>
            <span className="legend-count">{formatNumber(c.addresses)}</span>
          </li>
        ))}
    </ul>
  );
}

function AreaLegend() {
  const { t } = useTranslation();
  const c = paletteOf(useTheme((state) => state.theme));
  return (
    <ul className="legend">
      <li>
        <svg className="swatch" viewBox="0 0 18 18" aria-hidden="true">
          <rect
            x="2"
            y="2"
            width="14"
            height="14"
            fill={c.proposal}
            fillOpacity="0.12"
            stroke={c.proposal}
            strokeWidth="1.6"
            strokeDasharray="3 2"
          />
        </svg>
        <span>{t('legend.proposal')}</span>
      </li>
      <li>
        <svg className="swatch" viewBox="0 0 18 18" aria-hidden="true">
          <rect
            x="2"
            y="2"
            width="14"
            height="14"
            fill={c.accent}
            fillOpacity="0.2"
            stroke={c.accent}
            strokeWidth="2.2"
          />
        </svg>
        <span>{t('legend.kept')}</span>
      </li>
    </ul>
  );
}
