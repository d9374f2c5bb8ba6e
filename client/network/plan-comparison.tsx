import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatEuro, formatLength, formatNumber, formatPercent } from '../i18n/format.ts';
import type { ComparedPlans } from './network-api.ts';
import { DifferenceLegend } from './network-legend.tsx';
import { useNetwork } from './network-store.ts';

/** Two plans in aligned columns, with the difference; on the map where they part. */
export function PlanComparison({ comparison }: { readonly comparison: ComparedPlans }) {
  const { t } = useTranslation();
  const { a, b, plans, targets, toleranceM, maxDropM, prices } = comparison;
  const share = (part: number, whole: number) => formatPercent(whole > 0 ? part / whole : 0, 0);
  const difference = (from: number, to: number, format: (value: number) => string) =>
    `${to > from ? '+' : to < from ? '−' : '±'}${format(Math.abs(to - from))}`;
  const rows: readonly [string, string, string, string][] = [
    [
      t('network.figures.trench'),
      formatLength(a.lengthM),
      formatLength(b.lengthM),
      difference(a.lengthM, b.lengthM, formatLength),
    ],
    [
      t('network.compare.trenchCost'),
      formatEuro(a.trenchCents.expected),
      formatEuro(b.trenchCents.expected),
      difference(a.trenchCents.expected, b.trenchCents.expected, formatEuro),
    ],
    [
      t('network.compare.dropCost'),
      // Without buildings nothing is known of their drops.
      targets > 0 ? formatEuro(a.dropCents.expected) : '–',
      targets > 0 ? formatEuro(b.dropCents.expected) : '–',
      targets > 0 ? difference(a.dropCents.expected, b.dropCents.expected, formatEuro) : '–',
    ],
    [
      t('network.compare.cost'),
      formatEuro(a.costCents.expected),
      formatEuro(b.costCents.expected),
      difference(a.costCents.expected, b.costCents.expected, formatEuro),
    ],
    [
      t('network.compare.inReach', { metres: formatNumber(maxDropM) }),
      targets > 0 ? formatNumber(a.inReach) : '–',
      targets > 0 ? formatNumber(b.inReach) : '–',
      targets > 0 ? difference(a.inReach, b.inReach, formatNumber) : '–',
    ],
    [
      t('network.compare.shared'),
      share(a.sharedM, a.lengthM),
      share(b.sharedM, b.lengthM),
      difference(a.sharedM, b.sharedM, formatLength),
    ],
    [
      t('network.compare.pieces'),
      formatNumber(a.pieces),
      formatNumber(b.pieces),
      difference(a.pieces, b.pieces, formatNumber),
    ],
  ];
  return (
    <section className="stack" aria-label={t('network.compare.title')}>
      <div className="row between">
        <h3>{t('network.compare.title')}</h3>
        <Button className="button small" onPress={() => useNetwork.setState({ comparison: null })}>
          {t('network.compare.close')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={t('network.compare.title')}>
        <table className="table compared">
          <thead>
            <tr>
              {[plans[0]?.name, plans[1]?.name, t('network.compare.difference')].map((name, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed
                <th key={i} scope="col" className="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          {rows.map(([label, ...cells]) => (
            <tbody key={label}>
              <tr>
                <th scope="rowgroup" colSpan={3}>
                  {label}
                </th>
              </tr>
              <tr>
                {cells.map((cell, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed
                  <td key={i} className="number">
                    {cell}
                  </td>
                ))}
              </tr>
            </tbody>
          ))}
        </table>
      </section>
      <DifferenceLegend a={plans[0]?.name ?? ''} b={plans[1]?.name ?? ''} />
      <p className="small muted">
        {t('network.compare.basis', { tolerance: formatNumber(toleranceM), prices })}{' '}
        {b.assumedSurfaceM > 0 || a.assumedSurfaceM > 0
          ? t('network.compare.assumed', { length: formatLength(a.assumedSurfaceM + b.assumedSurfaceM) })
          : ''}{' '}
        {targets === 0 ? t('network.compare.noTargets') : ''}
      </p>
    </section>
  );
}
