import * as Plot from '@observablehq/plot';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { Swatch } from '../layers/swatch.tsx';
import { toneLook } from '../map/class-look.ts';
import { paletteOf } from '../map/palette.ts';
import { useTheme } from '../state/theme.ts';
import type { ClassCount } from '../workers/messages.ts';
import type { DistrictRow } from './district-rows.ts';

interface Props {
  readonly rows: readonly DistrictRow[];
  readonly classes: readonly ClassCount[];
}

/** Bars per district in the order of the table: classes of addresses for planners, households for everybody. */
export default function DistrictChart({ rows, classes }: Props) {
  const { t, i18n } = useTranslation();
  const theme = useTheme((state) => state.theme);
  const frame = useRef<HTMLDivElement>(null);
  const language = i18n.language as Language;

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const names = rows.map((row) => row.name || t('statistics.outside'));
    const shown = classes.map((c, index) => ({ ...c, index })).filter((c) => c.addresses > 0);
    const name = (row: DistrictRow) => row.name || t('statistics.outside');
    const bars =
      shown.length > 0
        ? rows.flatMap((row) =>
            shown.map((c) => ({
              name: name(row),
              what: c.title[language],
              count: row.byClass[c.index] ?? 0,
            })),
          )
        : rows.map((row) => ({ name: name(row), what: t('statistics.households'), count: row.households }));
    const draw = () => {
      const chart = Plot.plot({
        width: Math.max(280, element.clientWidth),
        height: rows.length * 17 + 40,
        marginLeft: 132,
        marginRight: 12,
        marginTop: 24,
        style: { fontFamily: 'inherit', fontSize: '11px', background: 'transparent', color: 'currentColor' },
        x: {
          axis: 'top',
          ticks: 4,
          grid: true,
          label: null,
          tickFormat: (value: number) => formatNumber(value),
        },
        y: { domain: names, label: null, tickSize: 0 },
        color:
          shown.length > 0
            ? {
                domain: shown.map((c) => c.title[language]),
                range: shown.map((c) => toneLook(c.tone, theme).colour),
              }
            : { range: [paletteOf(theme).cells[3]] },
        marks: [
          Plot.barX(bars, {
            x: 'count',
            y: 'name',
            fill: 'what',
            insetTop: 1.5,
            insetBottom: 1.5,
            title: (bar: (typeof bars)[number]) => `${bar.name}: ${bar.what} ${formatNumber(bar.count)}`,
          }),
        ],
      });
      // The page's policy takes no style sheet made by a script; ours has the same rules.
      for (const sheet of chart.querySelectorAll('style')) sheet.remove();
      chart.classList.add('district-plot');
      chart.setAttribute('role', 'img');
      chart.setAttribute('aria-label', t('statistics.chart'));
      element.replaceChildren(chart);
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    return () => observer.disconnect();
  }, [rows, classes, theme, language, t]);

  return (
    <figure className="chart">
      <figcaption className="label">
        {t(
          classes.some(({ addresses }) => addresses > 0)
            ? 'statistics.chartClasses'
            : 'statistics.chartHouseholds',
        )}
      </figcaption>
      <ul className="chart-legend small">
        {classes
          .filter((c) => c.addresses > 0)
          .map((c) => (
            <li key={c.title[language]}>
              <Swatch colour={toneLook(c.tone, theme).colour} shape="square" /> {c.title[language]}
            </li>
          ))}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section ref={frame} className="chart-scroll" tabIndex={0} aria-label={t('statistics.chart')} />
    </figure>
  );
}
