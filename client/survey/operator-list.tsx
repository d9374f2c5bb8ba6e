import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Editing } from '../funding/editing.tsx';
import { TextInput } from '../funding/text-input.tsx';
import { formatDate } from '../i18n/format.ts';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import { OperatorDeskView } from './operator-desk.tsx';
import { addOperator, loadOperators, type Operator } from './survey-api.ts';
import type { SurveyProps } from './survey-workspace.tsx';

/** The operators who are asked; one of them is open with its desk. */
export function OperatorList({ survey }: SurveyProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<number | null>(null);
  const operators = useQuery({
    queryKey: ['survey-operators', survey.id],
    queryFn: () => loadOperators(survey.id),
    staleTime: 0,
  });
  if (operators.isPending) return <Loading text={t('loading')} />;
  if (operators.isError) return <Failed error={operators.error} onRetry={operators.refetch} />;
  return (
    <div className="stack">
      {operators.data.length === 0 ? <Empty>{t('survey.noOperators')}</Empty> : null}
      <ul className="application-list">
        {operators.data.map((operator) => (
          <li key={operator.id} className="operator-row">
            <div className="row between">
              <Button
                className="application-open"
                aria-expanded={open === operator.id}
                onPress={() => setOpen(open === operator.id ? null : operator.id)}
              >
                <strong>{operator.name}</strong>
                <span className="small muted">{stateOf(operator, t)}</span>
              </Button>
              <DecisionChip operator={operator} />
            </div>
            {open === operator.id ? <OperatorDeskView survey={survey} operatorId={operator.id} /> : null}
          </li>
        ))}
      </ul>
      <Editing>
        <AddOperator surveyId={survey.id} />
      </Editing>
    </div>
  );
}

function stateOf({ answer }: Operator, t: ReturnType<typeof useTranslation>['t']): string {
  if (!answer) return t('survey.notAnswered');
  return t('survey.answered', { date: formatDate(answer.asOf ?? answer.importedAt.slice(0, 10)) });
}

function DecisionChip({ operator: { answer, decision } }: { readonly operator: Operator }) {
  const { t } = useTranslation();
  if (!answer) return <span className="chip">{t('survey.waiting')}</span>;
  if (!decision) return <span className="chip warn">{t('survey.undecided')}</span>;
  return (
    <span className={decision === 'considered' ? 'chip accent' : 'chip'}>
      {t(`survey.decisions.${decision}`)}
    </span>
  );
}

function AddOperator({ surveyId }: { readonly surveyId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [contact, setContact] = useState('');
  const add = useMutation({
    mutationFn: () => addOperator(surveyId, name.trim(), contact.trim()),
    onSuccess: () => {
      setName('');
      setContact('');
      return client.invalidateQueries({ queryKey: ['survey-operators'] });
    },
  });
  return (
    <form
      className="funding-box"
      aria-label={t('survey.addOperator')}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') add.mutate();
      }}
    >
      <TextInput label={t('survey.operator')} value={name} onChange={setName} isRequired />
      <TextField className="field" value={contact} onChange={setContact}>
        <Label className="label">{t('survey.operatorContact')}</Label>
        <TextArea className="textarea" rows={2} maxLength={2000} />
      </TextField>
      {add.isError ? <Failed error={add.error} /> : null}
      <div className="row">
        <Button className="button" type="submit" isDisabled={add.isPending}>
          {t('survey.addOperator')}
        </Button>
      </div>
    </form>
  );
}
