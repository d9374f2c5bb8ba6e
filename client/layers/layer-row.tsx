import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Layer } from '../api.ts';
import { formatDate, formatNumber, formatPercent } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { moved, useOpacity, withLayer } from '../state/layer-choice.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { useView } from '../state/view-store.ts';
import { Check } from '../ui/check.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { NumberSlider } from '../ui/number-slider.tsx';
import { Legend } from './legend.tsx';

interface Props {
  readonly layer: Layer;
  readonly visible: readonly string[];
  readonly planner: boolean;
}

/** One layer: on or off, its legend while it is on, and below a fold where it comes from and how it is drawn. */
export function LayerRow({ layer, visible, planner }: Props) {
  const { t, i18n } = useTranslation();
  const set = useView((view) => view.set);
  const opacity = useOpacity((state) => state.byLayer[layer.id] ?? 1);
  const setOpacity = useOpacity((state) => state.setOpacity);
  const title = layer.title[i18n.language as Language];
  const on = visible.includes(layer.id);
  const zoom = () => layer.bounds && useMapHandle.getState().map?.fit(layer.bounds);
  return (
    <li className="layer" data-on={on || undefined}>
      <Disclosure>
        <div className="layer-head">
          <Check isSelected={on} onChange={(value) => set({ layers: withLayer(visible, layer.id, value) })}>
            {title}
          </Check>
          {layer.access === 'public' ? null : <span className="chip">{t('layers.restricted')}</span>}
          <span className="layer-count">{formatNumber(layer.count)}</span>
          <Heading level={3} className="no-margin">
            <Button
              slot="trigger"
              className="button plain icon small fold"
              aria-label={t('layers.details', { title })}
            >
              <Icon name="chevron" />
            </Button>
          </Heading>
        </div>
        {on ? <Legend layerId={layer.id} planner={planner} /> : null}
        <DisclosurePanel className="layer-details">
          <div className="stack small">
            {on ? (
              <>
                <NumberSlider
                  label={t('layers.opacity')}
                  value={opacity}
                  min={0.1}
                  max={1}
                  step={0.05}
                  format={(value) => formatPercent(value, 0)}
                  onChange={(value) => setOpacity(layer.id, value)}
                />
                <div className="row">
                  <IconButton
                    icon="up"
                    small
                    label={t('layers.up', { title })}
                    onPress={() => set({ layers: moved(visible, layer.id, 1) })}
                  />
                  <IconButton
                    icon="down"
                    small
                    label={t('layers.down', { title })}
                    onPress={() => set({ layers: moved(visible, layer.id, -1) })}
                  />
                  {layer.bounds ? (
                    <Button className="button small" onPress={zoom}>
                      {t('zoomTo')}
                    </Button>
                  ) : null}
                </div>
              </>
            ) : null}
            <Sources layer={layer} />
          </div>
        </DisclosurePanel>
      </Disclosure>
    </li>
  );
}

function Sources({ layer }: { readonly layer: Layer }) {
  const { t } = useTranslation();
  if (layer.sources.length === 0) return <p className="muted">{t('layers.noSource')}</p>;
  return (
    <ul className="stack">
      {layer.sources.map((source) => (
        <li key={source.id}>
          <strong>{source.name}</strong> {source.isDemo ? <span className="chip warn">Demodaten</span> : null}
          <div className="muted">
            {[
              source.asOf ? t('source.asOf', { date: formatDate(source.asOf) }) : t('source.noDate'),
              source.licence ?? t('source.noLicence'),
              t('source.count', { count: source.featureCount, formatted: formatNumber(source.featureCount) }),
            ].join(' · ')}
          </div>
        </li>
      ))}
    </ul>
  );
}
