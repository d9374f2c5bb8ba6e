import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import { Choice } from '../ui/choice.tsx';
import type { ComparisonResult } from '../workers/messages.ts';
import { districtTable } from './district-table.ts';

/** Changes per district, the most changed first; one line more for addresses in none, so that the sum is the whole. */
export function ChangedDistricts({ result }: { readonly result: ComparisonResult }) {
  const { t } = useTranslation();
  const [chosen, setLevel] = useState<string | null>(null);
  const levels = [...new Set(result.districts.map((row) => row.level))];
  const level = chosen ?? levels.find((one) => one === 'stadtteil') ?? levels[0];
  if (!level) return null;
  const { kinds, rows } = districtTable(result, level);
  const name = (district: string) => district || t('statistics.outside');
  return (
    <section className="stack">
      <h3>{t('compare.districts')}</h3>
      <Choice
        label={t('statistics.level')}
        value={level}
        options={levels.map((id) => ({ id, label: t(`level.${id}`) }))}
        onChange={setLevel}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-scroll district-changes" tabIndex={0} aria-label={t('compare.districts')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('statistics.name')}</th>
              {kinds.map(({ id }) => (
                <th key={id} scope="col" className="number">
                  {t(`compare.kind.${id}`)}
                </th>
              ))}
              <th scope="col" className="number">
                {t('compare.addresses')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.district}>
                <th scope="row">{name(row.district)}</th>
                {kinds.map(({ id, index }) => (
                  <td key={id} className="number">
                    {formatNumber(row.kinds[index]!)}{' '}
                    <small className="muted">
                      {t('compare.homes', { formatted: formatNumber(row.householdsByKind[index]!) })}
                    </small>
                  </td>
                ))}
                <td className="number">{formatNumber(row.addresses)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
