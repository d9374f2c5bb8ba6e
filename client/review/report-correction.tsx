import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, FieldError, Form, Input, Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { TECHNOLOGIES, type Technology } from '#core/supply/technologies.ts';
import type { AddressDetail } from '../api.ts';
import { Check } from '../ui/check.tsx';
import { Choice } from '../ui/choice.tsx';
import { parseDay } from '../ui/parse-day.ts';
import { failureSentence } from '../ui/state-message.tsx';
import { toast } from '../ui/toasts.tsx';
import { reportCorrection } from './corrections-query.ts';
import './review.css';

/** Reports what is wrong about one operator's line at an address; the desk decides. */
export function ReportCorrection({ address }: { readonly address: AddressDetail }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return open ? (
    <ReportForm address={address} onDone={() => setOpen(false)} />
  ) : (
    <Button className="button small" onPress={() => setOpen(true)}>
      {t('review.report')}
    </Button>
  );
}

/** A number as people write it here (16,7); null for none, NaN for what is no speed. */
function speedOf(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return null;
  const value = Number(trimmed);
  return value >= 0 && value <= 100_000 ? value : Number.NaN;
}

type Line = Pick<AddressDetail['claims'][number], 'operator' | 'technology' | 'planned'>;
const isSameLine = (a: Line, b: Line) =>
  a.operator === b.operator && a.technology === b.technology && a.planned === b.planned;

interface FormProps {
  readonly address: AddressDetail;
  readonly onDone: () => void;
}

function ReportForm({ address, onDone }: FormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  // Two sources may speak of the same line; a correction is about the line.
  const lines = address.claims.filter(
    (claim, index, all) =>
      !claim.replaced &&
      !claim.setAside &&
      all.findIndex((other) => !other.replaced && !other.setAside && isSameLine(claim, other)) === index,
  );
  const first = lines[0];
  const [operator, setOperator] = useState(first?.operator ?? '');
  const [technology, setTechnology] = useState<Technology>(first?.technology ?? 'sonst');
  const [planned, setPlanned] = useState(first?.planned ?? false);
  const [nothing, setNothing] = useState(false);
  const [down, setDown] = useState('');
  const [up, setUp] = useState('');
  const [evidence, setEvidence] = useState('');
  const [measured, setMeasured] = useState('');
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const downMbit = nothing ? 0 : speedOf(down);
  const upMbit = nothing ? 0 : speedOf(up);
  const measuredOn = measured.trim() === '' ? null : parseDay(measured);
  const wrong = {
    operator: operator.trim() === '',
    down: downMbit === null || Number.isNaN(downMbit),
    up: upMbit !== null && Number.isNaN(upMbit),
    evidence: evidence.trim().length < 3,
    measured: measured.trim() !== '' && measuredOn === null,
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.values(wrong).some(Boolean)) return;
    setBusy(true);
    try {
      await reportCorrection({
        addressId: address.id,
        operator: operator.trim(),
        technology,
        planned,
        downMbit,
        upMbit,
        evidence: evidence.trim(),
        measuredOn,
      });
      await queries.invalidateQueries({ queryKey: ['corrections'] });
      toast(t('review.sent'));
      onDone();
    } catch (error) {
      setFailure(failureSentence(error, t));
      setBusy(false);
    }
  };
  return (
    <Form
      className="stack report-form"
      onSubmit={submit}
      validationBehavior="aria"
      aria-label={t('review.report')}
    >
      {lines.length > 0 ? (
        <Choice
          label={t('review.line')}
          value={String(lines.findIndex((line) => isLine(line, operator, technology, planned)))}
          options={[
            ...lines.map((line, index) => ({
              id: String(index),
              label: `${line.operator}, ${t(`technology.${line.technology}`)}${line.planned ? ` (${t('claim.planned')})` : ''}`,
            })),
            { id: '-1', label: t('review.otherLine') },
          ]}
          onChange={(id) => {
            const line = lines[Number(id)];
            setOperator(line?.operator ?? '');
            setTechnology(line?.technology ?? 'sonst');
            setPlanned(line?.planned ?? false);
          }}
        />
      ) : null}
      {lines.some((line) => isLine(line, operator, technology, planned)) ? null : (
        <>
          <Field
            label={t('review.operator')}
            value={operator}
            onChange={setOperator}
            error={tried && wrong.operator ? t('review.operatorMissing') : null}
          />
          <Choice
            label={t('review.technology')}
            value={technology}
            options={TECHNOLOGIES.map((id) => ({ id, label: t(`technology.${id}`) }))}
            onChange={setTechnology}
          />
        </>
      )}
      <Check isSelected={nothing} onChange={setNothing}>
        {t('review.nothingThere')}
      </Check>
      {nothing ? null : (
        <div className="report-fields">
          <Field
            label={t('review.down')}
            value={down}
            onChange={setDown}
            error={tried && wrong.down ? t('review.badSpeed') : null}
            numeric
          />
          <Field
            label={t('review.up')}
            value={up}
            onChange={setUp}
            error={tried && wrong.up ? t('review.badSpeed') : null}
            numeric
          />
        </div>
      )}
      <TextField
        className="field"
        value={evidence}
        onChange={setEvidence}
        isInvalid={tried && wrong.evidence}
        validationBehavior="aria"
      >
        <Label className="label">{t('review.evidenceLabel')}</Label>
        <TextArea className="textarea" rows={3} maxLength={4000} />
        <FieldError className="field-error small">{t('review.evidenceMissing')}</FieldError>
      </TextField>
      <Field
        label={t('review.measuredOn')}
        value={measured}
        onChange={setMeasured}
        error={wrong.measured && tried ? t('needs.badDate') : null}
        numeric
      />
      {failure ? (
        <p className="field-error small" role="alert">
          {failure}
        </p>
      ) : null}
      <div className="row">
        <Button type="submit" className="button small primary" isDisabled={busy}>
          {t('review.send')}
        </Button>
        <Button className="button small plain" onPress={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </Form>
  );
}

const isLine = (
  line: AddressDetail['claims'][number],
  operator: string,
  technology: Technology,
  planned: boolean,
) => line.operator === operator && line.technology === technology && line.planned === planned;

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly error: string | null;
  readonly numeric?: boolean;
}

function Field({ label, value, onChange, error, numeric = false }: FieldProps) {
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      validationBehavior="aria"
    >
      <Label className="label">{label}</Label>
      <Input className="input" autoComplete="off" inputMode={numeric ? 'decimal' : 'text'} />
      <FieldError className="field-error small">{error}</FieldError>
    </TextField>
  );
}
