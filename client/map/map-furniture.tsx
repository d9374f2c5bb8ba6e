import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatLength, formatNumber } from '../i18n/format.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { useLayers } from '../state/queries.ts';
import { useView } from '../state/view-store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { utm32 } from './coordinates.ts';
import { scaleBar } from './scale.ts';

/** Zoom, scale, coordinates and sources. */
export function MapFurniture({ planner }: { readonly planner: boolean }) {
  const { t } = useTranslation();
  const map = useMapHandle((state) => state.map);
  const trouble = useMapHandle((state) => state.trouble);
  const layers = useLayers();
  const fit = () => {
    const bounds = layers.data?.find((layer) => layer.id === 'districts')?.bounds ?? layers.data?.[0]?.bounds;
    if (bounds) map?.fit(bounds);
  };
  return (
    <>
      <div className="map-tools">
        <IconButton icon="plus" label={t('map.zoomIn')} plain={false} onPress={() => map?.zoomBy(1)} />
        <IconButton icon="minus" label={t('map.zoomOut')} plain={false} onPress={() => map?.zoomBy(-1)} />
        <IconButton icon="target" label={t('map.whole')} plain={false} onPress={fit} />
      </div>
      {trouble ? (
        <div className="map-trouble" role="status">
          {t('map.trouble')}
          <IconButton
            icon="close"
            label={t('close')}
            small
            onPress={() => useMapHandle.setState({ trouble: null })}
          />
        </div>
      ) : null}
      <div className="map-foot">
        <ScaleBar />
        <Coordinates />
        <Attribution planner={planner} />
      </div>
    </>
  );
}

function ScaleBar() {
  const camera = useView((view) => view.camera);
  if (!camera) return null;
  const { lengthM, widthPx } = scaleBar(camera);
  return (
    <div className="scale" style={{ width: widthPx }}>
      {formatLength(lengthM)}
    </div>
  );
}

/** Of the pointer; without one (touch, keyboard) of the middle of the map. */
function Coordinates() {
  const { t } = useTranslation();
  const pointer = useMapHandle((state) => state.pointer);
  const camera = useView((view) => view.camera);
  const position = pointer ?? (camera ? ([camera.lon, camera.lat] as const) : null);
  if (!position) return null;
  const [lon, lat] = position;
  const [eastingM, northingM] = utm32(lon, lat);
  return (
    <div className="coordinates">
      <span>
        UTM32 {formatNumber(eastingM)} {formatNumber(northingM)}
      </span>
      <span className="only-wide">
        {formatNumber(lat, 5)}° N {formatNumber(lon, 5)}° {t('map.east')}
      </span>
    </div>
  );
}

function Attribution({ planner }: { readonly planner: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const visible = useView((view) => view.layers);
  const layers = useLayers();
  const names = new Set<string>();
  for (const layer of layers.data ?? []) {
    const drawn = visible?.includes(layer.id) ?? true;
    if (!drawn && layer.id !== 'streets' && layer.id !== 'districts') continue;
    if (layer.access !== 'public' && !planner) continue;
    for (const source of layer.sources)
      names.add(source.licence ? `${source.name} (${source.licence})` : source.name);
  }
  if (names.size === 0) return null;
  return (
    <div className="attribution">
      {open ? <span>{[...names].join(' · ')}</span> : null}
      <Button className="button plain small" aria-expanded={open} onPress={() => setOpen(!open)}>
        {open ? t('map.sourcesClose') : t('map.sources')}
      </Button>
    </div>
  );
}
