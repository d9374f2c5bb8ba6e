import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Editing } from '../funding/editing.tsx';
import { NumberInput } from '../funding/number-input.tsx';
import { formatDate } from '../i18n/format.ts';
import { useMay } from '../state/may.ts';
import { Failed } from '../ui/state-message.tsx';
import { toast } from '../ui/toasts.tsx';
import { addLink, loadLinks, revokeLink } from './survey-api.ts';

/** Days an access lasts unless something else is entered: eight weeks and two weeks to look at the result. */
const PRESET_DAYS = 70;

/** An operator's own view: links that end by themselves, told once, revoked at once. */
export function OperatorAccess({
  surveyId,
  operatorId,
}: {
  readonly surveyId: string;
  readonly operatorId: number;
}) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit-funding');
  const client = useQueryClient();
  const [days, setDays] = useState<number | null>(PRESET_DAYS);
  const [address, setAddress] = useState<string | null>(null);
  const key = ['survey-links', surveyId, operatorId];
  const links = useQuery({ queryKey: key, queryFn: () => loadLinks(surveyId, operatorId), staleTime: 0 });
  const add = useMutation({
    mutationFn: () => addLink(surveyId, operatorId, days ?? PRESET_DAYS),
    onSuccess: (made) => {
      setAddress(`${location.origin}${made.path}`);
      client.setQueryData(key, made.links);
    },
  });
  const revoke = useMutation({
    mutationFn: (link: number) => revokeLink(surveyId, operatorId, link),
    onSuccess: (after) => {
      setAddress(null);
      client.setQueryData(key, after);
    },
  });
  return (
    <details className="access">
      <summary>
        {t('survey.access')}{' '}
        <span className="chip">
          {t('survey.validLinks', {
            count: links.data?.filter(({ state }) => state === 'valid').length ?? 0,
          })}
        </span>
      </summary>
      <div className="stack">
        <p className="small muted">{t('survey.accessHint')}</p>
        <Editing>
          <div className="take-over">
            <NumberInput
              label={t('survey.accessDays')}
              value={days}
              onChange={setDays}
              digits={0}
              min={1}
              max={365}
            />
            <Button className="button small" isDisabled={add.isPending} onPress={() => add.mutate()}>
              {t('survey.newLink')}
            </Button>
          </div>
        </Editing>
        {address ? (
          <div className="message" role="status">
            <TextField className="field access-address" value={address} isReadOnly>
              <Label className="label">{t('survey.linkOnce')}</Label>
              <Input className="input" onFocus={(event) => event.currentTarget.select()} />
            </TextField>
            <Button
              className="button small"
              onPress={() =>
                navigator.clipboard.writeText(address).then(
                  () => toast(t('survey.copied')),
                  () => toast(t('survey.copyByHand'), 'error'),
                )
              }
            >
              {t('survey.copy')}
            </Button>
          </div>
        ) : null}
        <ul className="access-list small">
          {links.data?.map((link) => (
            <li key={link.id} className="row between">
              <span className={link.state === 'valid' ? '' : 'muted'}>
                {t(`survey.linkStates.${link.state}`, { date: formatDate(link.expiresAt.slice(0, 10)) })}
                {link.lastUsedAt
                  ? ` · ${t('survey.lastUsed', { date: formatDate(link.lastUsedAt.slice(0, 10)) })}`
                  : ` · ${t('survey.neverUsed')}`}
              </span>
              {link.state === 'valid' && mayEdit ? (
                <Button
                  className="button small plain"
                  isDisabled={revoke.isPending}
                  onPress={() => revoke.mutate(link.id)}
                >
                  {t('survey.revoke')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
        {[links.error, add.error, revoke.error].map((error) =>
          error ? <Failed key={error.message} error={error} /> : null,
        )}
      </div>
    </details>
  );
}
