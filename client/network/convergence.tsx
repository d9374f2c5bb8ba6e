import { useTranslation } from 'react-i18next';
import { formatEuro, formatPercent } from '../i18n/format.ts';
import type { TracePoint } from './network-store.ts';

const WIDTH = 340;
const HEIGHT = 92;

/** Best plan (above) and proved bound (below) over time, on one scale; the band between them is what is not proved. */
export function Convergence({
  trace,
  seconds,
}: {
  readonly trace: readonly TracePoint[];
  readonly seconds: number;
}) {
  const { t } = useTranslation();
  const last = trace.at(-1);
  if (!last) return null;
  const end = Math.max(seconds * 0.05, last.seconds, 0.5);
  const values = trace.flatMap(({ value, lowerBound }) => [value, lowerBound]);
  // The first bound may lie far below; the scale shows where it comes together.
  const top = Math.max(...trace.map(({ value }) => value));
  const bottom = Math.max(
    Math.min(...values),
    last.value - 8 * Math.max(last.value - last.lowerBound, 0.002 * last.value),
  );
  const x = (point: TracePoint) => (WIDTH * point.seconds) / end;
  const y = (cents: number) =>
    6 + ((HEIGHT - 12) * (top - Math.max(bottom, cents))) / Math.max(1, top - bottom);
  /** Corners of a curve that stays until it jumps. */
  const corners = (of: (point: TracePoint) => number) => [
    ...trace.flatMap((point, i) => {
      const [at, high] = [x(point), y(of(point))];
      return i === 0
        ? [
            [0, high],
            [at, high],
          ]
        : [
            [at, y(of(trace[i - 1]!))],
            [at, high],
          ];
    }),
    [WIDTH, y(of(last))],
  ];
  const path = (list: number[][]) =>
    `M${list.map(([px, py]) => `${px!.toFixed(1)} ${py!.toFixed(1)}`).join('L')}`;
  const [above, below] = [corners((p) => p.value), corners((p) => p.lowerBound)];
  return (
    <svg
      className="convergence"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t('network.progress.chart', {
        best: formatEuro(last.value),
        bound: formatEuro(last.lowerBound),
        gap: formatPercent((last.value - last.lowerBound) / Math.max(1, last.value), 2),
      })}
    >
      <path className="band" d={`${path([...above, ...below.toReversed()])}Z`} />
      <path className="best" d={path(above)} />
      <path className="bound" d={path(below)} />
    </svg>
  );
}
