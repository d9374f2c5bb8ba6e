import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { utm32ToLonLat } from '#core/geo/utm.ts';
import type { NetworkPlan, Place } from '#core/network/plan.ts';
import { formatNumber } from '../i18n/format.ts';
import { useMapHandle } from '../state/map-handle.ts';

/** Parts of the street network that are told one by one. */
const MOST_PARTS = 5;
/** Half the width of what is shown around the place of an isolated part, metres. */
const AROUND_M = 250;

/** Who is not connected, why, and where. */
export function LeftOut({ plan }: { readonly plan: NetworkPlan }) {
  const { t } = useTranslation();
  const { leftOut, unknownEdges, isolatedParts = [], joinedEnds = 0 } = plan;
  const buildings = (count: number) => t('network.buildings', { count, formatted: formatNumber(count) });
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))].map((reason) => ({
    reason,
    count: leftOut.filter((one) => one.reason === reason).length,
  }));
  const more = isolatedParts.length - MOST_PARTS;
  return (
    <>
      {leftOut.length > 0 || unknownEdges.length > 0 ? (
        <div className="message warn small">
          {reasons.map(({ reason, count }) => (
            <p key={reason}>
              {buildings(count)}: {t(`network.leftOut.${reason}`)}
            </p>
          ))}
          {isolatedParts.length > 0 ? (
            <ul className="isolated-parts">
              {isolatedParts.slice(0, MOST_PARTS).map(({ targets, at }, i) => (
                <li key={at.join(' ')} className="row between">
                  <span>{t('network.isolated.part', { number: i + 1, buildings: buildings(targets) })}</span>
                  <Button className="button small" onPress={() => show(at)}>
                    {t('network.isolated.show')}
                    <span className="visually-hidden">
                      {' '}
                      {t('network.isolated.number', { number: i + 1 })}
                    </span>
                  </Button>
                </li>
              ))}
            </ul>
          ) : null}
          {more > 0 ? (
            <p>{t('network.isolated.more', { count: more, formatted: formatNumber(more) })}</p>
          ) : null}
          {unknownEdges.length > 0 ? (
            <p>
              {t('network.unknownEdges', {
                count: unknownEdges.length,
                formatted: formatNumber(unknownEdges.length),
              })}
            </p>
          ) : null}
        </div>
      ) : null}
      {joinedEnds > 0 ? (
        <p className="small muted">
          {t('network.joinedEnds', { count: joinedEnds, formatted: formatNumber(joinedEnds) })}
        </p>
      ) : null}
    </>
  );
}

function show([eastingM, northingM]: Place): void {
  const [west, south] = utm32ToLonLat(eastingM - AROUND_M, northingM - AROUND_M);
  const [east, north] = utm32ToLonLat(eastingM + AROUND_M, northingM + AROUND_M);
  useMapHandle.getState().map?.fit([west, south, east, north]);
}
