import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { startUpload } from './import-store.ts';

/** Kinds of file the intake reads. */
const ACCEPTED = '.geojson,.json,.csv,.txt,.tsv,.gpkg,.zip,.fgb,.gml,.xml,.kml,.dxf,.xlsx,.ods,.pbf,.osm';

export function FileChooser() {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <section className="file-chooser">
      <h3>{t('imports.title')}</h3>
      <p className="small muted">{t('imports.intro')}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void startUpload(file);
        }}
      />
      <Button className="button primary" onPress={() => input.current?.click()}>
        <Icon name="up" />
        {t('imports.choose')}
      </Button>
      <p className="small muted">{t('imports.kinds')}</p>
    </section>
  );
}
