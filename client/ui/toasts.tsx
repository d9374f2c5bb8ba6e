import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';

const queue = new ToastQueue<string>({ maxVisibleToasts: 2 });

/** A short remark that goes away by itself; errors stay until they are closed. */
export function toast(text: string, kind: 'remark' | 'error' = 'remark'): void {
  queue.add(text, kind === 'error' ? {} : { timeout: 6000 });
}

export function Toasts() {
  const { t } = useTranslation();
  return (
    <ToastRegion queue={queue} className="toast-region" aria-label={t('remarks')}>
      {({ toast: entry }) => (
        <Toast toast={entry} className="toast">
          <ToastContent>
            <Text slot="title">{entry.content}</Text>
          </ToastContent>
          <IconButton slot="close" icon="close" label={t('close')} small />
        </Toast>
      )}
    </ToastRegion>
  );
}
