import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Failed } from './state-message.tsx';

interface Props {
  /** What the form sends: whether it is under way, and how it failed. */
  readonly sending: { readonly isError: boolean; readonly error: unknown; readonly isPending: boolean };
  readonly submit: string;
  readonly onCancel: () => void;
}

/** The end of a form: what went wrong, the button that sends it, and the one that does not. */
export function FormFoot({ sending, submit, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {sending.isError ? <Failed error={sending.error} /> : null}
      <div className="row">
        <Button className="button primary" type="submit" isDisabled={sending.isPending}>
          {submit}
        </Button>
        <Button className="button plain" onPress={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </>
  );
}
