import { useEffect } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Layer } from '../api.ts';
import { formatNumber } from '../i18n/format.ts';
import { startUpload } from '../intake/import-store.ts';
import { startLayers, withLayer } from '../state/layer-choice.ts';
import { useMay } from '../state/may.ts';
import { useLayers } from '../state/queries.ts';
import { useView } from '../state/view-store.ts';
import { Check } from '../ui/check.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNetwork } from './network-store.ts';
import { usePlanBasis } from './plan-basis.ts';

/** What trenches meet: ducts and works of others, and buildings. Loaded as layers, seen on the map, used by the plan. */
const SURROUNDINGS = ['existing-lines', 'buildings'] as const;
const ACCEPTED = ['.gpkg', '.geojson', '.json', '.zip', '.fgb', '.gml', '.kml', '.dxf', '.pbf', '.osm'];

export function Surroundings({ open }: { readonly open: boolean }) {
  const { t } = useTranslation();
  const layers = useLayers();
  useOutdatedByData();
  return (
    <details className="network-options surroundings" open={open}>
      <summary>{t('network.surroundings.title')}</summary>
      <ul>
        {SURROUNDINGS.map((id) => (
          <Surrounding key={id} id={id} layer={layers.data?.find((layer) => layer.id === id)} />
        ))}
      </ul>
    </details>
  );
}

function Surrounding({
  id,
  layer,
}: {
  readonly id: (typeof SURROUNDINGS)[number];
  readonly layer: Layer | undefined;
}) {
  const { t } = useTranslation();
  const mayImport = useMay('import');
  const visible = useView((view) => view.layers) ?? startLayers(true);
  const count = layer?.count ?? 0;
  return (
    <li className="surrounding">
      <div>
        <div>{t(`network.surroundings.${id}.title`)}</div>
        <div className="small muted">
          {count === 0
            ? t(`network.surroundings.${id}.none`)
            : t(`network.surroundings.${id}.some`, { count, formatted: formatNumber(count) })}
        </div>
        {count > 0 ? (
          <Check
            isSelected={visible.includes(id)}
            onChange={(on) => useView.getState().set({ layers: withLayer(visible, id, on) })}
            label={t('network.surroundings.showOf', { layer: t(`network.surroundings.${id}.title`) })}
          >
            {t('network.surroundings.show')}
          </Check>
        ) : null}
      </div>
      {mayImport ? (
        <FileTrigger
          acceptedFileTypes={ACCEPTED}
          onSelect={(files) => files?.[0] && void startUpload(files[0], { layer: id })}
        >
          <Button
            className="button small"
            aria-label={t('network.surroundings.loadOf', { layer: t(`network.surroundings.${id}.title`) })}
          >
            <Icon name="upload" /> {t('network.surroundings.load')}
          </Button>
        </FileTrigger>
      ) : null}
    </li>
  );
}

/** Data that came after the plan makes it the older one. */
function useOutdatedByData(): void {
  const now = usePlanBasis();
  const basis = useNetwork((state) => state.basis);
  useEffect(() => {
    if (basis && now && basis !== now) useNetwork.setState({ outdated: true });
  }, [basis, now]);
}
