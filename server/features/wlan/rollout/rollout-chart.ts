import { dateInWords, type PageLanguage } from '#core/wlan/page/texts.ts';
import type { RolloutPoint } from '#core/wlan/rollout.ts';

const WIDTH = 640;
const HEIGHT = 180;
const LEFT = 44;
const BOTTOM = 24;

/** Places equipped and places in all over time, as steps; the table beside it says the same in words. */
export function rolloutChart(points: readonly RolloutPoint[], today: string, language: PageLanguage): string {
  const first = points[0];
  // On its first day there is no time yet to draw.
  if (!first || first.day === today) return '';
  const start = Date.parse(first.day);
  const span = Math.max(1, Date.parse(today) - start);
  const most = Math.max(1, ...points.map(({ places }) => places));
  const x = (day: string) => LEFT + ((Date.parse(day) - start) / span) * (WIDTH - LEFT - 8);
  const y = (count: number) => 8 + (1 - count / most) * (HEIGHT - BOTTOM - 8);
  const steps = (value: (point: RolloutPoint) => number) =>
    `${points
      .map(
        (point, i) =>
          `${i === 0 ? 'M' : 'H'}${x(point.day).toFixed(1)}${i === 0 ? ' ' : 'V'}${y(value(point)).toFixed(1)}`,
      )
      .join('')}H${x(today).toFixed(1)}`;
  return `<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false">
<path class="axis" d="M${LEFT} 8V${HEIGHT - BOTTOM}H${WIDTH - 8}"/>
<text x="${LEFT - 6}" y="${y(most) + 5}" text-anchor="end">${most}</text>
<text x="${LEFT - 6}" y="${y(0) + 4}" text-anchor="end">0</text>
<text x="${LEFT}" y="${HEIGHT - 6}">${dateInWords(first.day, language)}</text>
<text x="${WIDTH - 8}" y="${HEIGHT - 6}" text-anchor="end">${dateInWords(today, language)}</text>
<path class="all" d="${steps(({ places }) => places)}"/>
<path class="done" d="${steps(({ placesDone }) => placesDone)}"/>
</svg>`;
}
