import { Button, type ButtonProps, ToggleButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import { Icon, type IconName } from './icon.tsx';

interface Props extends Omit<ButtonProps, 'children'> {
  readonly icon: IconName;
  /** Accessible name, also shown as a tooltip. */
  readonly label: string;
  readonly keys?: string;
  readonly small?: boolean;
  readonly plain?: boolean;
}

/** A button that shows only an icon; its name is read out and shown on hover and focus. */
export function IconButton({ icon, label, keys, small, plain = true, className, ...props }: Props) {
  const classes = ['button', 'icon', small && 'small', plain && 'plain', className].filter(Boolean).join(' ');
  return (
    <TooltipTrigger delay={500}>
      <Button {...props} aria-label={label} className={classes}>
        <Icon name={icon} />
      </Button>
      <Tip label={label} keys={keys} />
    </TooltipTrigger>
  );
}

/** As `IconButton`, for something that is on or off. */
export function IconToggle(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly isSelected: boolean;
  readonly onChange: (on: boolean) => void;
  readonly isDisabled?: boolean;
  readonly keys?: string;
}) {
  return (
    <TooltipTrigger delay={500}>
      <ToggleButton
        aria-label={props.label}
        className="button icon plain"
        isSelected={props.isSelected}
        isDisabled={props.isDisabled ?? false}
        onChange={props.onChange}
      >
        <Icon name={props.icon} />
      </ToggleButton>
      <Tip label={props.label} keys={props.keys} />
    </TooltipTrigger>
  );
}

function Tip({ label, keys }: { readonly label: string; readonly keys: string | undefined }) {
  return (
    <Tooltip className="tooltip" offset={6}>
      {label} {keys ? <kbd>{keys}</kbd> : null}
    </Tooltip>
  );
}
