import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ROLLOUT_TEXTS } from '#core/wlan/page/rollout-texts.ts';
import type { JudgedBuilding, RolloutGroup } from '#core/wlan/rollout.ts';
import { get } from '../api.ts';
import { formatDate, formatNumber, formatPercent } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { Failed } from '../ui/state-message.tsx';

/** What `/api/wlan/rollout` answers, as far as it is shown here. */
interface Rollout {
  readonly aim: { readonly de: string; readonly en: string };
  readonly total: RolloutGroup;
  readonly byDepartment: readonly RolloutGroup[];
  readonly buildings: readonly JudgedBuilding[];
}

/** Overdue buildings named here; all of them are on the page of the roll-out. */
const MOST = 10;

/** How far WLAN in the public buildings is, what is overdue, and the way to where progress is entered. */
export function WlanRollout() {
  const { i18n } = useTranslation();
  const language = i18n.language as Language;
  const t = ROLLOUT_TEXTS[language];
  const rollout = useQuery({
    queryKey: ['wlan-rollout'],
    queryFn: () => get<Rollout>('/api/wlan/rollout'),
    refetchOnWindowFocus: true,
  });
  if (rollout.isError) return <Failed error={rollout.error} onRetry={rollout.refetch} />;
  if (!rollout.data || rollout.data.total.buildings === 0) return null;
  const { aim, total, byDepartment, buildings } = rollout.data;
  const overdue = buildings.filter(({ overdueDays }) => overdueDays > 0);
  return (
    <section className="stack" aria-labelledby="wlan-rollout">
      <h3 id="wlan-rollout">{t.title}</h3>
      <p className="small">
        {t.aim} {aim[language]}.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-scroll" tabIndex={0} aria-label={t.byDepartment}>
        <table className="table small">
          <thead>
            <tr>
              <th scope="col">{t.department}</th>
              <th scope="col">{t.placesDone}</th>
              <th scope="col">{t.complete}</th>
              <th scope="col">{t.overdue}</th>
            </tr>
          </thead>
          <tbody>
            {[{ ...total, name: t.together }, ...byDepartment].map((group) => (
              <tr key={group.name ?? ''}>
                <th scope="row">{group.name ?? t.unnamed}</th>
                <td>
                  {formatNumber(group.placesDone)} / {formatNumber(group.places)}
                  {group.places > 0 ? ` (${formatPercent(group.placesDone / group.places)})` : ''}
                </td>
                <td>
                  {formatNumber(group.complete)} / {formatNumber(group.buildings)}
                </td>
                <td>{formatNumber(group.overdue)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <h4>{t.overdueList}</h4>
      {overdue.length === 0 ? (
        <p className="small">{t.noneOverdue}</p>
      ) : (
        <ul className="small">
          {overdue.slice(0, MOST).map(({ id, name, targetDate }) => (
            <li key={id}>
              <a href={`/wlan/rollout?lang=${language}#b${id}`}>{name}</a> · {t.target}{' '}
              {formatDate(targetDate!)}
            </li>
          ))}
        </ul>
      )}
      <p className="row">
        <a href={`/wlan/rollout?lang=${language}`}>{t.openPage}</a>
        <a href={`/wlan/desk?lang=${language}`}>{t.reports}</a>
      </p>
    </section>
  );
}
