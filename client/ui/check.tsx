import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import { Icon } from './icon.tsx';

interface Props {
  readonly isSelected: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children?: ReactNode;
  readonly label?: string;
  readonly isDisabled?: boolean;
}

export function Check({ isSelected, onChange, children, label, isDisabled = false }: Props) {
  return (
    <Checkbox
      className="check"
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      {...(label ? { 'aria-label': label } : {})}
    >
      <span className="box">{isSelected ? <Icon name="check" /> : null}</span>
      {children ? <span>{children}</span> : null}
    </Checkbox>
  );
}
