import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatArea, formatNumber } from '../i18n/format.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import type { Application } from './application.ts';
import { type PlannedArea, usePlan } from './plan-query.ts';

/** The areas of an application with their addresses under its rule set; each leads to its place on the map. */
export function PlannedAreaTable({ application }: { readonly application: Application }) {
  const { t } = useTranslation();
  const plan = usePlan(application);
  if (plan.isPending) return <Loading text={t('funding.planLoading')} />;
  if (plan.isError) return <Failed error={plan.error} onRetry={plan.refetch} />;
  if (plan.data.areas.length === 0) return <Empty>{t('funding.noAreasYet')}</Empty>;
  return (
    <div className="table-scroll">
      <table className="table">
        <caption className="visually-hidden">{t('funding.areas')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('funding.area.name')}</th>
            <th scope="col" className="number">
              {t('funding.area.size')}
            </th>
            <th scope="col" className="number">
              {t('funding.area.addresses')}
            </th>
            <th scope="col" className="number">
              {t('funding.area.eligible')}
            </th>
            <th scope="col" className="number">
              {t('funding.area.households')}
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.data.areas.map((area) => (
            <tr key={area.name}>
              <th scope="row">
                <Button className="link" onPress={() => showArea(area)}>
                  {area.name}
                </Button>
              </th>
              <td className="number">{formatArea(area.areaM2)}</td>
              <td className="number">{formatNumber(area.addresses)}</td>
              <td className="number">{formatNumber(area.eligible)}</td>
              <td className="number">{formatNumber(area.households)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Moves the map so that an area fills it. */
export function showArea({ geometry }: Pick<PlannedArea, 'geometry'>): void {
  const positions = geometry.coordinates.flat(2);
  const lons = positions.map(([lon]) => lon!);
  const lats = positions.map(([, lat]) => lat!);
  useMapHandle
    .getState()
    .map?.fit([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]);
}
