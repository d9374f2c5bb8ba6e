import { useState } from 'react';
import { FieldError, Input, Label, TextField } from 'react-aria-components';
import { formatDate } from '../i18n/format.ts';
import { parseDay } from './parse-day.ts';

interface Props {
  readonly label: string;
  /** ISO date; null where it may be left open. */
  readonly value: string | null;
  readonly onChange: (iso: string) => void;
  /** Where no day is an answer too: called when the field is emptied. */
  readonly onClear?: () => void;
  /** What to do about a text that is no date. */
  readonly remedy: string;
  readonly isDisabled?: boolean;
}

/** A day as people write it here (24.11.2026, 24.11.26 or 2026-11-24); it counts when the field is left. */
export function DayField({ label, value, onChange, onClear, remedy, isDisabled = false }: Props) {
  const [text, setText] = useState<string | null>(null);
  const isOpen = onClear !== undefined && text?.trim() === '';
  const wrong = text !== null && !isOpen && parseDay(text) === null;
  const commit = () => {
    if (isOpen) {
      onClear();
      setText(null);
      return;
    }
    const iso = text === null ? null : parseDay(text);
    if (iso) {
      onChange(iso);
      setText(null);
    }
  };
  return (
    <TextField
      className="field"
      value={text ?? (value === null ? '' : formatDate(value))}
      onChange={setText}
      onBlur={commit}
      isInvalid={wrong}
      isDisabled={isDisabled}
      validationBehavior="aria"
    >
      <Label className="label">{label}</Label>
      <Input
        className="input"
        inputMode="numeric"
        autoComplete="off"
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
      <FieldError className="field-error small">{remedy}</FieldError>
    </TextField>
  );
}
