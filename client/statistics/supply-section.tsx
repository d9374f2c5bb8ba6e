import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import {
  CUSTOMERS,
  type Customer,
  customersOf,
  reachedPercent,
  SPEED_STEPS,
  type SupplyStatistics,
  TECHNOLOGY_GROUPS,
  type TechnologyGroup,
} from '#core/statistics/supply-statistics.ts';
import { formatDate, formatNumber } from '../i18n/format.ts';
import { useAnalysis, useReferenceDate } from '../state/analysis.ts';
import { Choice } from '../ui/choice.tsx';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import { loadSupply, SUPPLY_BY, type Supply, type SupplyBy, supplyFile } from './supply-query.ts';
import './supply.css';

/** Steps shown on the screen; the files hold all of them. */
const SHOWN = [30, 100, 200, 1000].map((mbit) => SPEED_STEPS.indexOf(mbit as (typeof SPEED_STEPS)[number]));
const PAGE = 40;

/** How many households or firms of each district, cell, area or park are supplied, by technology and speed. */
export function SupplySection() {
  const { t, i18n } = useTranslation();
  const rules = useAnalysis((state) => state.classification?.rules ?? null);
  const date = useReferenceDate();
  const [by, setBy] = useState<SupplyBy>('districts');
  const [customer, setCustomer] = useState<Customer>('hh');
  const [technology, setTechnology] = useState<TechnologyGroup>('alle');
  const supply = useQuery({
    queryKey: ['supply', by, rules, date],
    queryFn: () => loadSupply(by, rules!, date),
    enabled: rules !== null,
  });
  return (
    <section className="stack">
      <h3>{t('supply.title')}</h3>
      <div className="supply-choices">
        <Choice
          label={t('supply.by')}
          value={by}
          options={SUPPLY_BY.map((id) => ({ id, label: t(`supply.bys.${id}`) }))}
          onChange={setBy}
        />
        <Choice
          label={t('supply.customer')}
          value={customer}
          options={CUSTOMERS.map((id) => ({ id, label: t(`supply.customers.${id}`) }))}
          onChange={setCustomer}
        />
        <Choice
          label={t('supply.technology')}
          value={technology}
          options={TECHNOLOGY_GROUPS.map((id) => ({ id, label: t(`supply.technologies.${id}`) }))}
          onChange={setTechnology}
        />
      </div>
      {supply.isPending ? (
        <Loading text={t('statistics.loading')} />
      ) : supply.isError ? (
        <Failed error={supply.error} onRetry={supply.refetch} />
      ) : supply.data.groups.length === 0 ? (
        <Empty>{t('supply.empty')}</Empty>
      ) : (
        <>
          <SupplyTable key={by} supply={supply.data} customer={customer} technology={technology} />
          <Atlas supply={supply.data} customer={customer} technology={technology} />
          <p className="small muted">{t('supply.about')}</p>
          <div className="row">
            {(['csv', 'xlsx'] as const).map((format) => (
              <Link
                key={format}
                className="button small"
                href={supplyFile(by, rules!, date, format, i18n.language)}
                download
              >
                {format.toUpperCase()}
              </Link>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

interface TableProps {
  readonly supply: Supply;
  readonly customer: Customer;
  readonly technology: TechnologyGroup;
}

function SupplyTable({ supply, customer, technology }: TableProps) {
  const { t } = useTranslation();
  const [count, setCount] = useState(PAGE);
  const percent = (row: SupplyStatistics, step: number) => reachedPercent(row, customer, technology, step);
  // Where least is reached at the first step that tells them apart, there is most to do.
  const rows = [...supply.groups].sort(
    (a, b) =>
      (percent(a, SHOWN[1]!) ?? 101) - (percent(b, SHOWN[1]!) ?? 101) || a.name.localeCompare(b.name, 'de'),
  );
  const line = (row: SupplyStatistics, name: string) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      <td className="number">{formatNumber(customersOf(row, customer))}</td>
      {SHOWN.map((step) => {
        const value = percent(row, step);
        return (
          <td
            key={step}
            className="number share"
            style={{ '--share': `${value ?? 0}%` } as React.CSSProperties}
          >
            {value === null ? '–' : formatNumber(value, 1)}
          </td>
        );
      })}
    </tr>
  );
  return (
    <>
      <p className="small muted" id="supply-caption">
        {t('supply.caption')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-scroll" aria-label={t('supply.title')} tabIndex={0}>
        <table className="table supply-table" aria-describedby="supply-caption">
          <thead>
            <tr>
              <th scope="col">{t('statistics.name')}</th>
              <th scope="col" className="number">
                {t(`supply.customers.${customer}`)}
              </th>
              {SHOWN.map((step) => (
                <th scope="col" key={step} className="number">
                  ≥ {formatNumber(SPEED_STEPS[step]!)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{rows.slice(0, count).map((row) => line(row, row.name))}</tbody>
          <tfoot>{line(supply.total, t('supply.total'))}</tfoot>
        </table>
      </section>
      {rows.length > count ? (
        <Button className="button small" onPress={() => setCount(count + 10 * PAGE)}>
          {t('supply.more', { formatted: formatNumber(rows.length - count) })}
        </Button>
      ) : null}
    </>
  );
}

/** What the Breitbandatlas says of the same municipalities, where it is loaded; its households are not ours. */
function Atlas({ supply, customer, technology }: TableProps) {
  const { t } = useTranslation();
  if (!supply.atlas?.length || customer === 'schulen') return null;
  return (
    <details className="small">
      <summary>{t('supply.atlas')}</summary>
      <ul>
        {supply.atlas.map(({ name, source, asOf, shares }) => (
          <li key={`${name} ${source}`}>
            {name}:{' '}
            {SHOWN.map((step) => SPEED_STEPS[step]!)
              .map((mbit) => {
                const value = shares[`${customer}_${technology}_${mbit}`];
                return `≥ ${formatNumber(mbit)}: ${value === undefined ? '–' : `${formatNumber(value, 1)} %`}`;
              })
              .join(' · ')}{' '}
            <span className="muted">
              {source}
              {asOf ? `, ${formatDate(asOf)}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
