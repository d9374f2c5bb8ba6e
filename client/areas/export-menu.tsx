import type { MultiPolygon } from 'geojson';
import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { api, type ExportFormat } from '../api.ts';
import { useAnalysis } from '../state/analysis.ts';
import { Icon } from '../ui/icon.tsx';
import { failureSentence } from '../ui/state-message.tsx';
import { toast } from '../ui/toasts.tsx';
import type { AreaFigures } from '../workers/messages.ts';
import { saveFile } from './save-file.ts';

export interface Exportable {
  readonly key: string;
  readonly name: string;
  readonly geometry: MultiPolygon;
  readonly figures: AreaFigures | undefined;
}

const FORMATS: readonly ExportFormat[] = ['geojson', 'gpkg', 'shp'];

/** Takes areas away as a file in EPSG:25832, saved or not. */
export function ExportMenu({
  areas,
  label,
}: {
  readonly areas: () => readonly Exportable[];
  readonly label: string;
}) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const download = async (format: ExportFormat) => {
    setBusy(true);
    try {
      const rules = useAnalysis.getState().classification?.rules ?? null;
      const list = areas().map(({ name, geometry, figures }) => ({
        name,
        geometry,
        rules,
        figures: figures ? { ...figures } : {},
      }));
      const { blob, fileName } = await api.exportAreas(format, list);
      saveFile(blob, fileName);
    } catch (error) {
      toast(failureSentence(error, t), 'error');
    }
    setBusy(false);
  };
  return (
    <MenuTrigger>
      <Button className="button small" isDisabled={busy} aria-label={label}>
        <Icon name="download" />
        {busy ? t('export.working') : t('export.button')}
      </Button>
      <Popover className="popover">
        <Menu className="list-box" onAction={(key) => void download(key as ExportFormat)}>
          {FORMATS.map((format) => (
            <MenuItem key={format} id={format} className="option" textValue={t(`export.${format}`)}>
              <div>{t(`export.${format}`)}</div>
              <div className="hit-kind">EPSG:25832</div>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
