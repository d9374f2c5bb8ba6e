import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly format: (value: number) => string;
  readonly onChange: (value: number) => void;
}

/** A slider with its value beside the label. It reports every step while it is dragged. */
export function NumberSlider({ label, value, min, max, step, format, onChange }: Props) {
  return (
    <Slider className="slider" value={value} minValue={min} maxValue={max} step={step} onChange={onChange}>
      <Label className="label">{label}</Label>
      <SliderOutput>{format(value)}</SliderOutput>
      <SliderTrack className="slider-track">
        {({ state }) => (
          <>
            <div
              className="slider-fill"
              style={{ width: `calc(${state.getThumbPercent(0) * 100}% + 9px)` }}
            />
            <SliderThumb className="slider-thumb" />
          </>
        )}
      </SliderTrack>
    </Slider>
  );
}
