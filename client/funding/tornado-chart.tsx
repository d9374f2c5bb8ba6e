import { useTranslation } from 'react-i18next';
import type { TornadoBar } from '#core/funding/sensitivity.ts';
import { formatPercent } from '../i18n/format.ts';
import { formatSum } from './format-euro.ts';

interface Props {
  readonly bars: readonly TornadoBar[];
  readonly gapCents: number;
}

/** The gap when one input at a time falls and rises: a bar each, widest first, and the same as a table. */
export function TornadoChart({ bars, gapCents }: Props) {
  const { t } = useTranslation();
  const sums = [gapCents, ...bars.flatMap((bar) => [bar.gapAtLowCents, bar.gapAtHighCents])];
  const [least, most] = [Math.min(...sums), Math.max(...sums)];
  const place = (cents: number) => (most === least ? 50 : ((cents - least) / (most - least)) * 100);
  // Said once for all; an input with a range of its own says so itself.
  const range = bars[0] ? rangeOf(bars[0]) : '';
  return (
    <table className="table tight sums tornado">
      <caption className="small muted">
        {t('funding.tornado.caption')} ({range}; {t('funding.grant.inEuro')})
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('funding.tornado.input')}</th>
          <th scope="col" className="number">
            {t('funding.tornado.low')}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t('funding.tornado.bar')}</span>
          </th>
          <th scope="col" className="number">
            {t('funding.tornado.high')}
          </th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => {
          const [from, to] = [place(bar.gapAtLowCents), place(bar.gapAtHighCents)].sort((a, b) => a - b);
          return (
            <tr key={bar.input}>
              <th scope="row">
                {t(`funding.tornado.inputs.${bar.input}`)}
                {rangeOf(bar) === range ? null : <span className="small muted"> {rangeOf(bar)}</span>}
              </th>
              <td className="number">{formatSum(bar.gapAtLowCents)}</td>
              <td className="tornado-bar">
                <div className="tornado-track">
                  <div style={{ left: `${from}%`, width: `${Math.max(0.5, to! - from!)}%` }} />
                  <i style={{ left: `${place(gapCents)}%` }} />
                </div>
              </td>
              <td className="number">{formatSum(bar.gapAtHighCents)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const rangeOf = ({ lowFactor, highFactor }: TornadoBar) =>
  `${formatPercent(lowFactor - 1, 0)} / +${formatPercent(highFactor - 1, 0)}`;
