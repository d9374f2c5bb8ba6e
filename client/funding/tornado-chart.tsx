import { useTranslation } from 'react-i18next';
import type { TornadoBar } from '#core/funding/sensitivity.ts';
import { formatPercent } from '../i18n/format.ts';
import { formatEuro } from './format-euro.ts';

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
  return (
    <table className="table tornado">
      <caption className="small muted">{t('funding.tornado.caption')}</caption>
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
                {t(`funding.tornado.inputs.${bar.input}`)}{' '}
                <span className="small muted">
                  {formatPercent(bar.lowFactor - 1, 0)} / +{formatPercent(bar.highFactor - 1, 0)}
                </span>
              </th>
              <td className="number">{formatEuro(bar.gapAtLowCents)}</td>
              <td className="tornado-bar">
                <div className="tornado-track">
                  <div style={{ left: `${from}%`, width: `${Math.max(0.5, to! - from!)}%` }} />
                  <i style={{ left: `${place(gapCents)}%` }} />
                </div>
              </td>
              <td className="number">{formatEuro(bar.gapAtHighCents)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
