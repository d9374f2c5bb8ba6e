import { Input, Label, TextField } from 'react-aria-components';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
}

/** A labelled line of text, at most as long as the server takes. */
export function TextInput({ label, value, onChange, isRequired = false, isDisabled = false }: Props) {
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      isRequired={isRequired}
      isDisabled={isDisabled}
      maxLength={200}
    >
      <Label className="label">{label}</Label>
      <Input className="input" autoComplete="off" />
    </TextField>
  );
}
