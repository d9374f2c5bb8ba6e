import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Button, Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Editing } from '../funding/editing.tsx';
import { startUpload } from '../intake/import-store.ts';
import { useMay } from '../state/may.ts';
import { announce } from '../ui/announce.ts';
import { Icon } from '../ui/icon.tsx';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import { AnswerView } from './answer-view.tsx';
import { DownloadButton } from './download-button.tsx';
import { OperatorAccess } from './operator-access.tsx';
import { decide, fileUrl, loadDesk, type OperatorDesk, removeOperator, type Survey } from './survey-api.ts';

interface Props {
  readonly survey: Survey;
  readonly operatorId: number;
}

/** The desk for one operator: its package, its answer, what that changes, the decision, its own access. */
export function OperatorDeskView({ survey, operatorId }: Props) {
  const { t } = useTranslation();
  const mayImport = useMay('import');
  const desk = useQuery({
    queryKey: ['survey-desk', survey.id, operatorId],
    queryFn: () => loadDesk(survey.id, operatorId),
    staleTime: 0,
  });
  if (desk.isPending) return <Loading text={t('survey.deskLoading')} />;
  if (desk.isError) return <Failed error={desk.error} onRetry={desk.refetch} />;
  const operator = desk.data;
  return (
    <div className="stack operator-desk">
      {operator.contact ? <p className="small operator-contact">{operator.contact}</p> : null}
      <div className="row">
        <DownloadButton path={fileUrl(survey.id, 'package.zip', operatorId)} isMade>
          {t('survey.ownPackage')}
        </DownloadButton>
        {mayImport ? <UploadAnswer survey={survey} operator={operator} /> : null}
      </div>
      {operator.desk ? (
        <>
          <AnswerView desk={operator.desk} />
          <Editing>
            <DecisionForm survey={survey} operator={operator} />
          </Editing>
        </>
      ) : (
        <Empty>{t('survey.noAnswer')}</Empty>
      )}
      <OperatorAccess surveyId={survey.id} operatorId={operatorId} />
      <Editing>
        <RemoveOperator survey={survey} operatorId={operatorId} />
      </Editing>
    </div>
  );
}

/** The answer goes through the same checks as any other file: the wizard opens with layer and data set filled in. */
function UploadAnswer({ survey, operator }: { readonly survey: Survey; readonly operator: OperatorDesk }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const asOf = survey.terms.endsOn;
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.xlsx,.ods,.txt,.tsv,.gpkg,.geojson,.json,.zip,.xls"
        aria-label={t('survey.uploadAnswer')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file)
            void startUpload(file, { layer: 'supply', source: operator.source, ...(asOf ? { asOf } : {}) });
        }}
      />
      <Button className="button small" onPress={() => input.current?.click()}>
        <Icon name="up" /> {t(operator.answer ? 'survey.replaceAnswer' : 'survey.uploadAnswer')}
      </Button>
    </>
  );
}

function DecisionForm({ survey, operator }: { readonly survey: Survey; readonly operator: OperatorDesk }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState(operator.reason);
  const take = useMutation({
    mutationFn: (decision: 'considered' | 'set-aside' | null) =>
      decide(survey.id, operator.id, decision, reason),
    onSuccess: (saved) => {
      announce(t(saved.decision ? `survey.decisions.${saved.decision}` : 'survey.undecided'));
      for (const key of ['survey-operators', 'survey-desk', 'survey-result', 'address'])
        void client.invalidateQueries({ queryKey: [key] });
    },
  });
  if (operator.desk?.report.promises.addresses === 0) return null;
  const { decision } = operator;
  return (
    <section aria-label={t('survey.decision')} className="stack">
      <h5>{t('survey.decision')}</h5>
      <p className="small muted">{t('survey.decisionHint')}</p>
      <TextField className="field" value={reason} onChange={setReason}>
        <Label className="label">{t('survey.reason')}</Label>
        <TextArea className="textarea" rows={2} maxLength={4000} />
      </TextField>
      {take.isError ? <Failed error={take.error} /> : null}
      <div className="row">
        {(['considered', 'set-aside'] as const).map((one) => (
          <Button
            key={one}
            className={decision === one ? 'button small primary' : 'button small'}
            aria-pressed={decision === one}
            isDisabled={take.isPending}
            onPress={() => take.mutate(one)}
          >
            {t(`survey.do.${one}`)}
          </Button>
        ))}
        {decision ? (
          <Button
            className="button small plain"
            isDisabled={take.isPending}
            onPress={() => take.mutate(null)}
          >
            {t('survey.do.open')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function RemoveOperator({ survey, operatorId }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeOperator(survey.id, operatorId),
    onSuccess: () => client.invalidateQueries({ queryKey: ['survey-operators'] }),
  });
  return (
    <>
      <div>
        <Button
          className="button small danger plain"
          isDisabled={remove.isPending}
          onPress={() => remove.mutate()}
        >
          {t('survey.removeOperator')}
        </Button>
      </div>
      {remove.isError ? <Failed error={remove.error} /> : null}
    </>
  );
}
