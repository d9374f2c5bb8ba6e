import { useTranslation } from 'react-i18next';
import type { CostDriver } from '#core/network/plan.ts';
import { formatEuro, formatPercent } from '../i18n/format.ts';
import { useItemTitle } from './item-title.ts';

/** Most of the uncertainty comes from the first few. */
const SHOWN = 6;

/** Which price moves the cost most between its low and its high. */
export function CostDrivers({ drivers }: { readonly drivers: readonly CostDriver[] }) {
  const { t } = useTranslation();
  const titleOf = useItemTitle();
  const list = drivers.filter(({ swingCents }) => swingCents > 0).slice(0, SHOWN);
  const most = list[0]?.swingCents ?? 1;
  if (list.length === 0) return null;
  return (
    <section className="stack">
      <h3>{t('network.drivers')}</h3>
      <ol className="drivers">
        {list.map(({ item, swingCents, share }) => (
          <li key={item}>
            <div className="row between">
              <span>{titleOf(item)}</span>
              <span className="muted small">
                ± {formatEuro(Math.round(swingCents / 2))} · {formatPercent(share, 0)}
              </span>
            </div>
            <div className="driver-bar" aria-hidden="true">
              <span style={{ width: `${(100 * swingCents) / most}%` }} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
