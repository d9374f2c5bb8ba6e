import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LevelCents } from '#core/network/plan.ts';
import { formatEuro } from '../i18n/format.ts';

/** A table of costs with the rows in it: what `first` names, and beside it what it costs. */
export function CostSection({
  title,
  first,
  children,
}: {
  readonly title: string;
  readonly first: string;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label={title}>
      <table className="table quantities">
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <th scope="col" className="number">
              {t('network.costExpected')}
            </th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

/** The expected cost, and the range it lies in below. */
export function Cost({ cents }: { readonly cents: LevelCents }) {
  const { t } = useTranslation();
  return (
    <td className="number">
      {formatEuro(cents.expected)}
      <div className="small muted">
        <span>{t('network.costFrom', { low: formatEuro(cents.low) })}</span>{' '}
        <span>{t('network.costTo', { high: formatEuro(cents.high) })}</span>
      </div>
    </td>
  );
}
