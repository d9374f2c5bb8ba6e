import type { NeedVerdict, PlaceVerdict, TargetVerdict } from '#core/needs/assess-need.ts';
import type { NeedRule, PlaceKind } from '#core/needs/place-need.ts';
import type { Responsible } from '#core/needs/responsible.ts';
import { get } from '../api.ts';

export interface NeededPlace extends PlaceVerdict {
  readonly id: number;
  readonly name: string;
  readonly carrier: string | null;
  readonly responsible: Responsible;
  readonly classes: number | null;
  readonly lon: number;
  readonly lat: number;
  readonly addresses: number;
  readonly distanceM: number | null;
}

/** What `/api/needs/:kind` answers. */
export interface Needs {
  readonly kind: PlaceKind;
  readonly places: number;
  readonly need: Readonly<Record<NeedVerdict, number>>;
  readonly target: Readonly<Record<TargetVerdict, number>>;
  readonly list: readonly NeededPlace[];
  readonly about: {
    readonly need: NeedRule;
    readonly target: NeedRule;
    readonly supply: { readonly text: NeedRule['text'] };
  };
}

/** Places of a kind and how they stand to the target on a day (ISO). */
export const loadNeeds = (kind: PlaceKind, day: string) => get<Needs>(`/api/needs/${kind}?by=${day}`);
