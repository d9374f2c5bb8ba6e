import { useMutation } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ApplicationBody } from '#core/funding/application.ts';
import { Failed } from '../ui/state-message.tsx';
import { type Application, bodyOf, saveApplication } from './application.ts';

interface Props {
  readonly application: Application;
  /** What was changed; the rest stays as it was seen. */
  readonly body: Partial<ApplicationBody>;
  readonly onChanged: (application: Application) => void;
  readonly onDrop: () => void;
}

/** Unsaved changes: keep them or let them go. Stays at the foot of the panel. */
export function SaveDraft({ application, body, onChanged, onDrop }: Props) {
  const { t } = useTranslation();
  const save = useMutation({
    mutationFn: () => saveApplication(application, { ...bodyOf(application), ...body }),
    onSuccess: onChanged,
  });
  return (
    <div className="save-draft">
      {save.isError ? <Failed error={save.error} /> : null}
      <div className="row between">
        <span className="small">
          {application.preparedBy ? t('funding.unsavedSigned') : t('funding.unsaved')}
        </span>
        <div className="row">
          <Button className="button plain" onPress={onDrop}>
            {t('funding.drop')}
          </Button>
          <Button className="button primary" isDisabled={save.isPending} onPress={() => save.mutate()}>
            {t('funding.save')}
          </Button>
        </div>
      </div>
    </div>
  );
}
