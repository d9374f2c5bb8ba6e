import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PlaceKind } from '#core/needs/place-need.ts';
import { formatNumber, formatSpeed } from '../i18n/format.ts';
import { startLayers, withLayer } from '../state/layer-choice.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { useView } from '../state/view-store.ts';
import { TargetSwatch } from './needs-progress.tsx';
import type { NeededPlace } from './needs-query.ts';

/** Rows drawn at once; the rest follows on request, so that a city of a thousand buildings stays quick. */
const PAGE = 60;
const RANK = { below: 0, unknown: 1, planned: 2, reached: 3 } as const;

/** Places, those far from the target first. A click goes there on the map and opens its card. */
export function PlaceList({
  kind,
  places,
}: {
  readonly kind: PlaceKind;
  readonly places: readonly NeededPlace[];
}) {
  const { t } = useTranslation();
  const map = useMapHandle((state) => state.map);
  const [count, setCount] = useState(PAGE);
  const sorted = [...places].sort(
    (a, b) => RANK[a.target] - RANK[b.target] || a.name.localeCompare(b.name, 'de'),
  );
  const show = (place: NeededPlace) => {
    const { layers, set, select } = useView.getState();
    set({ layers: withLayer(layers ?? startLayers(true), kind, true) });
    select({ kind: 'feature', collection: kind, id: String(place.id) });
    map?.flyTo(place.lon, place.lat);
  };
  return (
    <>
      <ul className="needs-list">
        {sorted.slice(0, count).map((place) => (
          <li key={place.id}>
            <Button className="needs-row" onPress={() => show(place)}>
              <TargetSwatch target={place.target} />
              <span className="needs-text">
                <span className="needs-name">{place.name}</span>
                <span className="small">
                  {t(`needs.targets.${place.target}`)}
                  <NeedVerdict place={place} />
                </span>
                <span className="small muted">
                  <Facts kind={kind} place={place} />
                </span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {sorted.length > count ? (
        <Button className="button small" onPress={() => setCount(count + PAGE)}>
          {t('needs.listOf', { formatted: `+ ${formatNumber(Math.min(PAGE, sorted.length - count))}` })}
        </Button>
      ) : null}
    </>
  );
}

/** Some of its addresses decide, not one. */
const isShortInPart = ({ need, addresses }: NeededPlace) => need === 'short' && addresses > 1;

/** A business park is short where some of its addresses are: how many is the news. */
function NeedVerdict({ place }: { readonly place: NeededPlace }) {
  const { t } = useTranslation();
  const { need, addresses, addressesShort } = place;
  if (need === 'undefined') return null;
  if (isShortInPart(place))
    return ` · ${t('needs.shortAt', { short: formatNumber(addressesShort), count: addresses, formatted: formatNumber(addresses) })}`;
  return ` · ${t(`needs.needs.${need}`)}`;
}

function Facts({ kind, place }: { readonly kind: PlaceKind; readonly place: NeededPlace }) {
  const { t } = useTranslation();
  const { decidedBy, needDownMbit, distanceM, addresses, responsible, carrier } = place;
  const supply = isShortInPart(place) ? 'needs.slowestSupply' : 'needs.supply';
  const facts = [
    decidedBy
      ? t(supply, {
          operator: decidedBy.operator,
          down: formatSpeed(decidedBy.downMbit),
          up: formatSpeed(decidedBy.upMbit),
        })
      : t('needs.noSupply'),
    needDownMbit !== null
      ? t('needs.need', { formatted: formatNumber(needDownMbit) })
      : kind === 'schools'
        ? t('needs.noClasses')
        : null,
    kind === 'business-parks'
      ? t('needs.inside', { count: addresses, formatted: formatNumber(addresses) })
      : distanceM === null
        ? null
        : `${t('needs.distance', { formatted: formatNumber(distanceM) })} (${t('needs.assumed')})`,
    kind === 'business-parks'
      ? null
      : (carrier ?? `${t('needs.responsible')}: ${t(`needs.responsibles.${responsible}`)}`),
  ];
  return facts.filter((fact) => fact !== null).join(' · ');
}
