import type { ReactNode } from 'react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { Icon } from './icon.tsx';

export interface Choices<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly detail?: ReactNode;
}

interface Props<Id extends string> {
  readonly label: string;
  readonly options: readonly Choices<Id>[];
  readonly value: Id | null;
  readonly onChange: (id: Id) => void;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
}

/** A labelled drop-down; an option may carry a second line. */
export function Choice<Id extends string>(props: Props<Id>) {
  const { label, options, value, onChange, placeholder, isDisabled = false } = props;
  return (
    <Select
      className="field"
      value={value}
      isDisabled={isDisabled}
      onChange={(key) => key !== null && onChange(String(key) as Id)}
      placeholder={placeholder ?? ''}
    >
      <Label className="label">{label}</Label>
      <Button className="select-button">
        <SelectValue>{({ selectedText, defaultChildren }) => selectedText || defaultChildren}</SelectValue>
        <Icon name="chevron" />
      </Button>
      <Popover className="popover select">
        <ListBox className="list-box" items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className="option">
              <div>{option.label}</div>
              {option.detail ? <div className="small muted">{option.detail}</div> : null}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
