import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { DutyState } from '#core/funding/procedure-duties.ts';
import type { ProcedureKind } from '#core/funding/procedures.ts';
import { TextInput } from '../funding/text-input.tsx';
import { formatDate } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { today } from '../state/analysis.ts';
import { useMay } from '../state/may.ts';
import { Check } from '../ui/check.tsx';
import { Failed } from '../ui/state-message.tsx';

export interface DutyNote {
  readonly procedure: ProcedureKind;
  readonly duty: string;
  readonly onDate: string | null;
  readonly note: string;
}

interface Props {
  readonly duty: DutyState;
  readonly onNote: (note: DutyNote) => Promise<unknown>;
}

/** A duty or document with its source; ticking a document asks where it lies. */
export function DutyRow({ duty, onNote }: Props) {
  const { t, i18n } = useTranslation();
  const [place, setPlace] = useState<string | null>(null);
  const mayEdit = useMay('edit-funding');
  const note = useMutation({
    mutationFn: (change: { onDate: string | null; note: string }) =>
      onNote({ procedure: duty.procedure, duty: duty.id, ...change }),
    onSuccess: () => setPlace(null),
  });
  const isDone = duty.state === 'done';
  const tick = (on: boolean) => {
    if (!on) note.mutate({ onDate: null, note: '' });
    else if (duty.kind === 'document') setPlace('');
    else note.mutate({ onDate: today(), note: '' });
  };
  const established = duty.paragraph ?? t('procedures.noParagraph');
  return (
    <li className={duty.state === 'later' ? 'muted' : ''}>
      <Check isSelected={isDone || place !== null} onChange={tick} isDisabled={!mayEdit}>
        {duty.text[i18n.language as Language]}
      </Check>
      <p className="small muted duty-origin">
        {duty.kind === 'document' ? `${t('procedures.document')} · ` : ''}
        {established} · {duty.source}{' '}
        {duty.confidence === 'sure' ? null : <span className="chip warn">{t('procedures.notVerified')}</span>}
        {duty.doneOn ? ` · ${t('procedures.doneOn', { date: formatDate(duty.doneOn) })}` : ''}
        {duty.note ? `: ${duty.note}` : ''}
      </p>
      {place !== null ? (
        <div className="row duty-place">
          <TextInput label={t('procedures.place')} value={place} onChange={setPlace} />
          <Button
            className="button small"
            isDisabled={note.isPending}
            onPress={() => note.mutate({ onDate: today(), note: place.trim() })}
          >
            {t('procedures.noteDone')}
          </Button>
        </div>
      ) : null}
      {note.isError ? <Failed error={note.error} /> : null}
    </li>
  );
}
