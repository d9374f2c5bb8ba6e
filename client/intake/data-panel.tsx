import './intake.css';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatPercent } from '../i18n/format.ts';
import { Failed } from '../ui/state-message.tsx';
import { DataSetList } from './data-set-list.tsx';
import { FileChooser } from './file-chooser.tsx';
import { formatBytes } from './format-bytes.ts';
import { cancelUpload, useImports } from './import-store.ts';
import { ImportWizard } from './import-wizard.tsx';
import { OpenImports } from './open-imports.tsx';

/** Bring data in, see what is there, take it back. */
export default function DataPanel() {
  const activeId = useImports((state) => state.activeId);
  const upload = useImports((state) => state.upload);
  const failure = useImports((state) => state.failure);
  if (upload) return <Uploading />;
  if (activeId) return <ImportWizard key={activeId} id={activeId} />;
  return (
    <div className="stack intake">
      <FileChooser />
      {failure ? <Failed error={failure} /> : null}
      <OpenImports />
      <DataSetList />
    </div>
  );
}

function Uploading() {
  const { t } = useTranslation();
  const { name, bytes, share } = useImports((state) => state.upload!);
  return (
    <div className="stack intake">
      <h3>{name}</h3>
      <div className="message" role="status">
        <p>{t('imports.uploading', { size: formatBytes(bytes), share: formatPercent(share, 0) })}</p>
        <progress className="bar" max={1} value={share} aria-label={t('imports.uploadProgress')} />
      </div>
      <div className="row">
        <Button className="button" onPress={cancelUpload}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}
