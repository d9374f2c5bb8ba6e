import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate, formatSpeed } from '../i18n/format.ts';
import { useMay } from '../state/may.ts';
import { announce } from '../ui/announce.ts';
import { failureSentence } from '../ui/state-message.tsx';
import { type Correction, decideCorrection } from './corrections-query.ts';
import { useDecided } from './decided-store.ts';

const CHIP = { new: 'chip warn', accepted: 'chip accent', rejected: 'chip', withdrawn: 'chip' } as const;

interface Props {
  readonly correction: Correction;
  /** Goes to the address; without it the item stands on the address's own card. */
  readonly onShow?: () => void;
}

/** One correction: what the operator says, what the report says, on what evidence; and the planner's decision. */
export function CorrectionItem({ correction, onShow }: Props) {
  const { t } = useTranslation();
  const mayDecide = useMay('decide');
  const { operator, technology, planned, claimed, state } = correction;
  const speeds = (one: { downMbit: number | null; upMbit: number | null }) =>
    one.downMbit === 0
      ? t('review.nothing')
      : `${formatSpeed(one.downMbit)} / ${formatSpeed(one.upMbit)} Mbit/s`;
  return (
    <li className="correction">
      <div className="row between">
        {onShow && correction.lon !== null ? (
          <Button className="button small plain link" onPress={onShow}>
            {correction.addressName}
          </Button>
        ) : (
          <strong>{onShow ? correction.addressName : operator}</strong>
        )}
        <span className={CHIP[state]}>{t(`review.state.${state}`)}</span>
      </div>
      {onShow && correction.addressId === null ? (
        <p className="small muted">{t('review.addressGone')}</p>
      ) : null}
      <p>
        {onShow ? `${operator}, ` : ''}
        {t(`technology.${technology}`)}
        {planned ? ` (${t('claim.planned')})` : ''}:{' '}
        {claimed.length > 0 ? (
          <>
            <s className="muted">{claimed.map(speeds).join('; ')}</s> →{' '}
          </>
        ) : (
          <span className="muted">{t('review.noClaim')} → </span>
        )}
        <strong>{speeds(correction)}</strong>
      </p>
      <p className="small correction-text">
        {t('review.evidence')}: {correction.evidence}
        {correction.measuredOn
          ? ` (${t('review.measured', { date: formatDate(correction.measuredOn) })})`
          : ''}
      </p>
      {correction.note && correction.decidedAt ? (
        <p className="small correction-text">
          {t('review.decided', { date: formatDate(correction.decidedAt.slice(0, 10)) })}: {correction.note}
        </p>
      ) : (
        <p className="small muted">
          {t('review.reported', { date: formatDate(correction.createdAt.slice(0, 10)) })}
        </p>
      )}
      {mayDecide && (state === 'new' || state === 'accepted') ? <Decision correction={correction} /> : null}
    </li>
  );
}

/** A decision needs its reason; the buttons say what is missing instead of being dead. */
function Decision({ correction }: { readonly correction: Correction }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const choices =
    correction.state === 'accepted'
      ? (['withdrawn'] as const)
      : correction.addressId === null
        ? (['rejected'] as const)
        : (['accepted', 'rejected'] as const);
  if (!open)
    return (
      <Button className="button small" onPress={() => setOpen(true)}>
        {t(correction.state === 'new' ? 'review.decide' : 'review.withdraw')}
      </Button>
    );
  const decide = async (decision: (typeof choices)[number]) => {
    if (note.trim().length < 3) return setFailure(t('review.noteMissing'));
    setBusy(true);
    try {
      await decideCorrection(correction.id, decision, note.trim());
      announce(t(`review.state.${decision}`));
      if (decision !== 'rejected') useDecided.getState().changed();
      await Promise.all(
        ['corrections', 'address', 'check-first'].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      );
    } catch (error) {
      setFailure(failureSentence(error, t));
      setBusy(false);
    }
  };
  return (
    <div className="stack">
      <TextField className="field" value={note} onChange={setNote} autoFocus isInvalid={failure !== null}>
        <Label className="label">{t('review.note')}</Label>
        <TextArea className="textarea" rows={2} maxLength={4000} />
      </TextField>
      {failure ? (
        <p className="field-error small" role="alert">
          {failure}
        </p>
      ) : null}
      <div className="row">
        {choices.map((decision) => (
          <Button
            key={decision}
            className={decision === 'accepted' ? 'button small primary' : 'button small'}
            isDisabled={busy}
            onPress={() => void decide(decision)}
          >
            {t(`review.do.${decision}`)}
          </Button>
        ))}
        <Button className="button small plain" isDisabled={busy} onPress={() => setOpen(false)}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}
