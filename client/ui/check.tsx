import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import { Icon } from './icon.tsx';

interface Props {
  readonly isSelected: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children?: ReactNode;
  readonly label?: string;
}

export function Check({ isSelected, onChange, children, label }: Props) {
  return (
    <Checkbox
      className="check"
      isSelected={isSelected}
      onChange={onChange}
      {...(label ? { 'aria-label': label } : {})}
    >
      <span className="box">{isSelected ? <Icon name="check" /> : null}</span>
      {children ? <span>{children}</span> : null}
    </Checkbox>
  );
}
