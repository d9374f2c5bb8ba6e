import type { NeedVerdict, TargetVerdict } from '#core/needs/assess-need.ts';
import type { PlaceKind, PlaceRules } from '#core/needs/place-need.ts';
import type { Responsible } from '#core/needs/responsible.ts';
import type { PlaceNeed } from './store.ts';

interface Asked {
  readonly kind: PlaceKind;
  readonly targetDate: string | null;
  readonly maxDistanceM: number;
  readonly rules: PlaceRules;
}

/** The answer of `needs`: the counts, every place, and how well what was asked and assumed is established. */
export function needsDocument(
  { kind, targetDate, maxDistanceM, rules }: Asked,
  places: readonly PlaceNeed[],
) {
  const count = <V extends string>(names: readonly V[], of: (place: PlaceNeed) => V) =>
    Object.fromEntries(
      names.map((name) => [name, places.filter((place) => of(place) === name).length]),
    ) as Record<V, number>;
  return {
    kind,
    places: places.length,
    need: count<NeedVerdict>(['met', 'short', 'unknown', 'undefined'], (place) => place.need),
    target: count<TargetVerdict>(['reached', 'planned', 'below', 'unknown'], (place) => place.target),
    responsible: count<Responsible>(['city', 'region', 'other', 'unknown'], (place) => place.responsible),
    list: places,
    about: {
      need: withoutFigure(rules.need),
      target: {
        ...withoutFigure(rules.target),
        downMbit: rules.target.figure?.downMbit ?? null,
        upMbit: rules.target.figure?.upMbit ?? null,
        by: targetDate,
      },
      supply: supplyAssumption(kind, maxDistanceM),
    },
  };
}

/** What is assumed of the supply of a place, which the data do not name. */
export function supplyAssumption(kind: PlaceKind, maxDistanceM: number) {
  return kind === 'business-parks'
    ? {
        assumed: true,
        text: {
          de: 'Angenommen: Ein Gewerbegebiet hat, was jede Adresse darin hat.',
          en: 'Assumed: a business park has what every address in it has.',
        },
      }
    : {
        assumed: true,
        maxDistanceM,
        text: {
          de: `Angenommen: Ein Ort hat, was seine nächste Adresse im Umkreis von ${maxDistanceM} m hat; sonst unbekannt.`,
          en: `Assumed: a place has what its nearest address within ${maxDistanceM} m has; else unknown.`,
        },
      };
}

function withoutFigure<T extends { readonly figure: unknown }>({ figure: _, ...rule }: T) {
  return rule;
}

export type NeedsDocument = ReturnType<typeof needsDocument>;
