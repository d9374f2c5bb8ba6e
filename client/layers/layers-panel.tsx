import { useTranslation } from 'react-i18next';
import { knownLayers, startLayers } from '../state/layer-choice.ts';
import { useLayers } from '../state/queries.ts';
import { useView } from '../state/view-store.ts';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import { LayerRow } from './layer-row.tsx';

interface Props {
  readonly planner: boolean;
  readonly sessionKnown: boolean;
}

/** All layers, the uppermost first, as on the map. */
export function LayersPanel({ planner, sessionKnown }: Props) {
  const { t } = useTranslation();
  const layers = useLayers();
  const chosen = useView((view) => view.layers);
  if (layers.isPending || !sessionKnown) return <Loading text={t('layers.loading')} />;
  if (layers.isError) return <Failed error={layers.error} onRetry={layers.refetch} />;
  const visible = chosen ?? startLayers(planner);
  const known = knownLayers(layers.data, planner ? 'planner' : 'public');
  const drawn = visible.flatMap((id) => known.find((layer) => layer.id === id) ?? []);
  const rest = known.filter((layer) => !visible.includes(layer.id));
  const empty = known.every((layer) => layer.count === 0);
  return (
    <div className="stack">
      {planner ? null : (
        <div className="start-note-inline">
          <p>{t('start.welcome')}</p>
          <p className="small">{t('start.link')}</p>
          <p className="row">
            <a className="button small" href="/wlan">
              {t('start.wlan')}
            </a>
            <a className="button small" href="/account">
              {t('start.signIn')}
            </a>
          </p>
        </div>
      )}
      {empty ? <Empty>{t('layers.empty')}</Empty> : null}
      <ul className="layer-list" aria-label={t('layers.drawn')}>
        {[...drawn].reverse().map((layer) => (
          <LayerRow key={layer.id} layer={layer} visible={visible} planner={planner} />
        ))}
      </ul>
      {rest.length > 0 ? (
        <>
          <h3 className="muted">{t('layers.hidden')}</h3>
          <ul className="layer-list" aria-label={t('layers.hidden')}>
            {[...rest].reverse().map((layer) => (
              <LayerRow key={layer.id} layer={layer} visible={visible} planner={planner} />
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
