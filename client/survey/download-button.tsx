import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { fetchFile } from '../api.ts';
import { saveFile } from '../areas/save-file.ts';
import { withJob } from '../state/document-job.ts';
import { DocumentProgress } from '../ui/document-progress.tsx';
import { Icon } from '../ui/icon.tsx';
import { Failed } from '../ui/state-message.tsx';

interface Props {
  readonly path: string;
  readonly children: ReactNode;
  readonly isPrimary?: boolean;
  /** The file is put together on the server, which says how far it is. */
  readonly isMade?: boolean;
}

/** Fetches a file and hands it to the browser; a refusal is said beside the button instead of in an empty file. */
export function DownloadButton({ path, children, isPrimary = false, isMade = false }: Props) {
  const { t } = useTranslation();
  const [job] = useState(() => crypto.randomUUID());
  const load = useMutation({
    mutationFn: () => fetchFile(isMade ? withJob(path, job) : path),
    onSuccess: ({ blob, fileName }) => saveFile(blob, fileName),
  });
  return (
    <>
      <Button
        className={isPrimary ? 'button primary' : 'button small'}
        isDisabled={load.isPending}
        onPress={() => load.mutate()}
      >
        <Icon name="download" /> {children}
      </Button>
      {isMade && load.isPending ? <DocumentProgress job={job} text={t('documentSteps.begin')} /> : null}
      {load.isError ? <Failed error={load.error} /> : null}
    </>
  );
}
