import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '../api.ts';
import { formatDate, formatNumber } from '../i18n/format.ts';
import { useReferenceDate } from '../state/analysis.ts';
import { Failed } from '../ui/state-message.tsx';

interface Range {
  readonly low: number;
  readonly high: number;
}

/** What `/api/statistics/coarse` answers. */
interface Coarse {
  readonly places: readonly {
    readonly key: string;
    readonly name: string;
    readonly source: string;
    readonly asOf: string | null;
    readonly gigabitPercent: number | null;
    readonly belowPercent: Range;
    readonly households: number | null;
    readonly expectedBelow: Range | null;
  }[];
}

/** Shares of municipalities from the Breitbandatlas: shares and expected numbers, and said to be no more than that. */
export function CoarseSection({ rules }: { readonly rules: string }) {
  const { t } = useTranslation();
  const date = useReferenceDate();
  const coarse = useQuery({
    queryKey: ['coarse', rules, date],
    queryFn: () => get<Coarse>(`/api/statistics/coarse?rules=${encodeURIComponent(rules)}&date=${date}`),
  });
  if (coarse.isError) return <Failed error={coarse.error} onRetry={() => void coarse.refetch()} />;
  const places = coarse.data?.places ?? [];
  if (places.length === 0) return null;
  const range = (value: Range | null, digits: number) =>
    value === null
      ? '–'
      : value.low === value.high
        ? formatNumber(value.low, digits)
        : `${formatNumber(value.low, digits)}–${formatNumber(value.high, digits)}`;
  const sources = [
    ...new Set(places.map(({ source, asOf }) => (asOf ? `${source}, ${formatDate(asOf)}` : source))),
  ];
  return (
    <section className="stack">
      <h3>
        {t('ruleSets.coarse.title')} <span className="chip warn">{t('ruleSets.coarse.chip')}</span>
      </h3>
      <p className="small">{t('ruleSets.coarse.about')}</p>
      <p className="small muted">{sources.join(' · ')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-scroll" aria-label={t('ruleSets.coarse.title')} tabIndex={0}>
        <table className="table supply-table coarse-table">
          <thead>
            <tr>
              <th scope="col">{t('ruleSets.coarse.place')}</th>
              <th scope="col" className="number">
                {t('ruleSets.coarse.gigabit')}
              </th>
              <th scope="col" className="number">
                {t('ruleSets.coarse.below')}
              </th>
              <th scope="col" className="number">
                {t('ruleSets.coarse.expected')}
              </th>
            </tr>
          </thead>
          <tbody>
            {places.map((place) => (
              <tr key={place.key}>
                <th scope="row">{place.name}</th>
                <td className="number">
                  {place.gigabitPercent === null ? '–' : formatNumber(place.gigabitPercent, 2)}
                </td>
                <td className="number">{range(place.belowPercent, 1)}</td>
                <td className="number">{range(place.expectedBelow, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
