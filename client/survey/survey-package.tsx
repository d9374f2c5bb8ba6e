import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { PLACEHOLDERS } from '#core/survey/letter-template.ts';
import { useMay } from '../state/may.ts';
import { Failed } from '../ui/state-message.tsx';
import { DownloadButton } from './download-button.tsx';
import { dropLetter, fileUrl, sendLetter } from './survey-api.ts';
import type { SurveyProps } from './survey-workspace.tsx';

const FILES = [
  'anschreiben.docx',
  'adressliste.xlsx',
  'adressliste.csv',
  'adressen.gpkg',
  'gebiete.gpkg',
  'gebietskarte.pdf',
] as const;

/** What operators get, and the template of the letter. */
export function SurveyPackage({ survey, onChanged }: SurveyProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const upload = useMutation({ mutationFn: (file: File) => sendLetter(survey, file), onSuccess: onChanged });
  const drop = useMutation({ mutationFn: () => dropLetter(survey), onSuccess: onChanged });
  const mayEdit = useMay('edit-funding');
  const isDraft = (survey.procedures.markterkundung?.state ?? 'entwurf') === 'entwurf';
  const failure = upload.error ?? drop.error;
  return (
    <div className="stack">
      <h4>{t('survey.package')}</h4>
      <p className="small muted">{t('survey.packageHint')}</p>
      <ul className="package-files small">
        {FILES.map((file) => (
          <li key={file}>
            <code>{file}</code> {t(`survey.files.${file.replace('.', '_')}`)}
          </li>
        ))}
      </ul>
      <div className="row">
        <DownloadButton path={fileUrl(survey.id, 'package.zip')} isPrimary isMade>
          {t('survey.getPackage')}
        </DownloadButton>
        <DownloadButton path={fileUrl(survey.id, 'letter.docx')}>{t('survey.getLetter')}</DownloadButton>
      </div>
      <h4>{t('survey.letter')}</h4>
      <p>
        {survey.letterName ? t('survey.ownLetter', { name: survey.letterName }) : t('survey.shippedLetter')}
      </p>
      <p className="small muted">{t('survey.placeholders')}</p>
      <p className="small placeholders">
        {PLACEHOLDERS.map((name) => (
          <code key={name}>{`{{${name}}}`}</code>
        ))}
      </p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".docx"
        aria-label={t('survey.uploadLetter')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) upload.mutate(file);
        }}
      />
      <div className="row">
        <DownloadButton path={fileUrl(survey.id, 'letter-template.docx')}>
          {t('survey.getTemplate')}
        </DownloadButton>
        {isDraft && mayEdit ? (
          <Button
            className="button small"
            isDisabled={upload.isPending}
            onPress={() => input.current?.click()}
          >
            {t('survey.uploadLetter')}
          </Button>
        ) : null}
        {isDraft && mayEdit && survey.letterName ? (
          <Button className="button small plain" isDisabled={drop.isPending} onPress={() => drop.mutate()}>
            {t('survey.dropLetter')}
          </Button>
        ) : null}
      </div>
      {isDraft ? null : <p className="small muted">{t('survey.letterFixed')}</p>}
      {failure ? <Failed error={failure} /> : null}
    </div>
  );
}
