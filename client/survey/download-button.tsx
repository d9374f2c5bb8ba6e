import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { fetchFile } from '../api.ts';
import { saveFile } from '../areas/save-file.ts';
import { Icon } from '../ui/icon.tsx';
import { Failed } from '../ui/state-message.tsx';

interface Props {
  readonly path: string;
  readonly children: ReactNode;
  readonly isPrimary?: boolean;
}

/** Fetches a file and hands it to the browser; a refusal is said beside the button instead of in an empty file. */
export function DownloadButton({ path, children, isPrimary = false }: Props) {
  const load = useMutation({
    mutationFn: () => fetchFile(path),
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
      {load.isError ? <Failed error={load.error} /> : null}
    </>
  );
}
