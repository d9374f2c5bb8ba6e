import { useState } from 'react';
import { FieldError, Input, Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../i18n/format.ts';
import { Check } from '../ui/check.tsx';
import { Choice } from '../ui/choice.tsx';
import { parseDay } from '../ui/parse-day.ts';
import { type Path, useRuleForm, valueAt } from './form-state.ts';

interface FieldProps {
  readonly path: Path;
  readonly label: string;
}

interface TextProps extends FieldProps {
  readonly multiline?: boolean;
  /** An empty text is null: not established. */
  readonly nullable?: boolean;
  readonly isDisabled?: boolean;
}

export function TextAt({ path, label, multiline, nullable, isDisabled }: TextProps) {
  const { draft, set, errors } = useRuleForm();
  const value = valueAt(draft, path);
  return (
    <Field
      path={path}
      label={label}
      text={typeof value === 'string' ? value : ''}
      onChange={(text) => set(path, nullable && text.trim() === '' ? null : text)}
      error={errors.get(path.join('.'))}
      multiline={multiline === true}
      isDisabled={isDisabled === true}
    />
  );
}

/** A number as people write it here (16,7); an empty one is null where that is allowed. */
export function NumberAt({ path, label, nullable }: FieldProps & { readonly nullable?: boolean }) {
  const { draft, set, errors } = useRuleForm();
  const [text, setText] = useState<string | null>(null);
  const { i18n } = useTranslation();
  const value = valueAt(draft, path);
  const shown =
    typeof value === 'number' && Number.isFinite(value)
      ? value.toLocaleString(i18n.language, { useGrouping: false, maximumFractionDigits: 6 })
      : '';
  return (
    <Field
      path={path}
      label={label}
      text={text ?? shown}
      onChange={(next) => {
        setText(next);
        const trimmed = next.trim().replace(',', '.');
        set(path, trimmed === '' ? (nullable ? null : '') : Number(trimmed));
      }}
      onBlur={() => typeof value === 'number' && Number.isFinite(value) && setText(null)}
      error={errors.get(path.join('.'))}
      numeric
    />
  );
}

/** A day as people write it here; empty is null where the end may be open. */
export function DayAt({ path, label, nullable }: FieldProps & { readonly nullable?: boolean }) {
  const { draft, set, errors } = useRuleForm();
  const [text, setText] = useState<string | null>(null);
  const value = valueAt(draft, path);
  const shown = typeof value === 'string' && parseDay(value) ? formatDate(value) : String(value ?? '');
  return (
    <Field
      path={path}
      label={label}
      text={text ?? shown}
      onChange={(next) => {
        setText(next);
        set(path, next.trim() === '' ? (nullable ? null : '') : (parseDay(next) ?? next));
      }}
      onBlur={() => setText(null)}
      error={errors.get(path.join('.'))}
      numeric
    />
  );
}

export function CheckAt({ path, label }: FieldProps) {
  const { draft, set } = useRuleForm();
  return (
    <Check isSelected={valueAt(draft, path) === true} onChange={(on) => set(path, on)}>
      {label}
    </Check>
  );
}

/** One of a few; `labels` in the order of `ids`. */
export function ChoiceAt({
  path,
  label,
  options,
}: FieldProps & { readonly options: readonly { readonly id: string; readonly label: string }[] }) {
  const { draft, set } = useRuleForm();
  const value = valueAt(draft, path);
  return (
    <Choice
      label={label}
      value={typeof value === 'string' ? value : null}
      options={options}
      onChange={(id) => set(path, id)}
    />
  );
}

export function ConfidenceAt({ path }: { readonly path: Path }) {
  const { t } = useTranslation();
  return (
    <ChoiceAt
      path={[...path, 'confidence']}
      label={t('ruleSets.confidence')}
      options={(['sure', 'likely', 'unsure'] as const).map((id) => ({ id, label: t(`confidence.${id}`) }))}
    />
  );
}

/** A wording in German and in English. */
export function WordingAt({ path, label, multiline }: FieldProps & { readonly multiline?: boolean }) {
  const { t } = useTranslation();
  const more = multiline ? { multiline } : {};
  return (
    <div className="rule-pair">
      <TextAt path={[...path, 'de']} label={`${label} (${t('ruleSets.german')})`} {...more} />
      <TextAt path={[...path, 'en']} label={`${label} (${t('ruleSets.english')})`} {...more} />
    </div>
  );
}

interface PlainProps {
  readonly path: Path;
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onBlur?: () => void;
  readonly error: string | undefined;
  readonly multiline?: boolean;
  readonly numeric?: boolean;
  readonly isDisabled?: boolean;
}

function Field({ path, label, text, onChange, onBlur, error, multiline, numeric, isDisabled }: PlainProps) {
  return (
    <TextField
      className="field"
      value={text}
      onChange={onChange}
      {...(onBlur ? { onBlur } : {})}
      isInvalid={error !== undefined}
      isDisabled={isDisabled === true}
      validationBehavior="aria"
    >
      <Label className="label">{label}</Label>
      {multiline ? (
        <TextArea className="textarea" rows={3} data-path={path.join('.')} />
      ) : (
        <Input
          className="input"
          autoComplete="off"
          data-path={path.join('.')}
          {...(numeric ? { inputMode: 'decimal' as const } : {})}
        />
      )}
      <FieldError className="field-error small">{error}</FieldError>
    </TextField>
  );
}
