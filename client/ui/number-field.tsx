import { NumberField as AriaNumberField, FieldError, Input, Label } from 'react-aria-components';

interface Props {
  readonly label: string;
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly format?: Intl.NumberFormatOptions;
  /** What stands in the field while it is empty; an empty field is null then. */
  readonly placeholder?: string;
  readonly hideLabel?: boolean;
  readonly onChange: (value: number | null) => void;
}

/** A number in the form of the page's language; it counts when the field is left, within its range. */
export function NumberField({
  label,
  value,
  min,
  max,
  step,
  format,
  placeholder,
  hideLabel,
  onChange,
}: Props) {
  return (
    <AriaNumberField
      className="field"
      value={value ?? Number.NaN}
      minValue={min}
      maxValue={max}
      {...(step === undefined ? {} : { step })}
      {...(format ? { formatOptions: format } : {})}
      {...(hideLabel ? { 'aria-label': label } : {})}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
    >
      {hideLabel ? null : <Label className="label">{label}</Label>}
      <Input className="input" placeholder={placeholder} />
      <FieldError className="field-error small" />
    </AriaNumberField>
  );
}
