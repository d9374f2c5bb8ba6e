import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { startUpload } from './import-store.ts';

/** A file that is dropped anywhere on the page is sent. */
export default function DropAnywhere() {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setOver(true);
      // Leaving the page is not told reliably; an end of the movement over it is.
      clearTimeout(timer);
      timer = setTimeout(() => setOver(false), 400);
    };
    const onDrop = (event: DragEvent) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setOver(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (file) void startUpload(file);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  return over ? (
    <div className="drop-anywhere" aria-hidden="true">
      <p>{t('imports.drop')}</p>
    </div>
  ) : null;
}
