import { Input, Label, NumberField } from 'react-aria-components';

interface Props {
  readonly label: string;
  readonly value: number | null;
  /** Null when the field was emptied. */
  readonly onChange: (value: number | null) => void;
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly digits?: number;
  readonly percent?: boolean;
  readonly isDisabled?: boolean;
}

/** A number with its unit, written as the language of the page writes it; it counts when the field is left. */
export function NumberInput(props: Props) {
  const { label, value, onChange, unit, min = 0, max = 1e9, digits = 2, percent, isDisabled } = props;
  return (
    <NumberField
      className="field number-input"
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      minValue={min}
      maxValue={max}
      isDisabled={isDisabled ?? false}
      formatOptions={{ maximumFractionDigits: digits, ...(percent ? { style: 'percent' } : {}) }}
    >
      <Label className="label">
        {label}
        {unit ? <span className="muted"> ({unit})</span> : null}
      </Label>
      <Input className="input number" autoComplete="off" />
    </NumberField>
  );
}

/** Whole cents, written as euros. */
export function EuroInput({ value, onChange, ...rest }: Omit<Props, 'unit' | 'digits' | 'percent'>) {
  return (
    <NumberInput
      {...rest}
      unit="€"
      max={1e11}
      value={value === null ? null : value / 100}
      onChange={(euro) => onChange(euro === null ? null : Math.round(euro * 100))}
    />
  );
}
