import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import { useAnalysis } from '../state/analysis.ts';
import { startLayers, withLayer } from '../state/layer-choice.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { useView } from '../state/view-store.ts';
import { bboxOfAll } from './bbox-of-all.ts';
import { type ImportDocument, importApi } from './import-api.ts';
import { openImport } from './import-store.ts';

/** Layers the analysis in this page was computed from. */
const ANALYSED = ['addresses', 'districts', 'schools', 'supply'];

export function StepDone({ document }: { readonly document: ImportDocument }) {
  const { t } = useTranslation();
  const analysed = useAnalysis((state) => state.phase === 'ready');
  const { result, layer, preview, id, rejected } = document;
  if (!result || !layer) return null;
  const bbox = preview ? bboxOfAll(preview.geojson) : null;
  const show = () => {
    const { layers, set } = useView.getState();
    const visible = layers ?? startLayers(true);
    set({ layers: withLayer(visible, layer, true) });
    if (bbox) useMapHandle.getState().map?.fit(bbox);
  };
  return (
    <div className="stack">
      <p className="message ok" role="status">
        {t('imports.doneText', {
          source: result.source,
          new: formatNumber(result.new),
          changed: formatNumber(result.changed),
          gone: formatNumber(result.gone),
        })}
      </p>
      {rejected ? (
        <p>
          {t('imports.leftOut', { count: rejected, formatted: formatNumber(rejected) })}{' '}
          <a href={importApi.rejectedUrl(id)} download>
            {t('imports.rejectedCsv')}
          </a>
        </p>
      ) : null}
      <p className="small muted">{t('imports.canTakeBack')}</p>
      <div className="row">
        {bbox ? (
          <Button className="button" onPress={show}>
            {t('zoomTo')}
          </Button>
        ) : null}
        {analysed && ANALYSED.includes(layer) ? (
          <Button className="button" onPress={() => location.reload()}>
            {t('imports.reloadAnalysis')}
          </Button>
        ) : null}
        <Button className="button primary" onPress={() => openImport(null)}>
          {t('imports.nextFile')}
        </Button>
      </div>
    </div>
  );
}
