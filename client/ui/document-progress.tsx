import { useTranslation } from 'react-i18next';
import { DOCUMENT_STEPS } from '#core/document-steps.ts';
import { useDocumentStep } from '../state/document-job.ts';
import { Loading } from './state-message.tsx';

interface Props {
  readonly job: string;
  /** What is said until the server tells more. */
  readonly text: string;
}

/** What the server is doing while it puts documents together; a large city takes minutes. */
export function DocumentProgress({ job, text }: Props) {
  const { t } = useTranslation();
  const step = useDocumentStep(job, true);
  const share =
    step === null || step === 'waiting' ? null : DOCUMENT_STEPS.indexOf(step) / DOCUMENT_STEPS.length;
  return <Loading text={step === null ? text : t(`documentSteps.${step}`)} share={share} />;
}
