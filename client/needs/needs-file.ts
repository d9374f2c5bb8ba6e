import type { TFunction } from 'i18next';
import type { PlaceKind } from '#core/needs/place-need.ts';
import { saveFile } from '../areas/save-file.ts';
import { toCsv } from '../statistics/csv.ts';
import type { NeededPlace } from './needs-query.ts';

const COLUMNS: readonly (readonly [string, (place: NeededPlace, t: TFunction) => string | number | null])[] =
  [
    ['name', (place) => place.name],
    ['carrier', (place) => place.carrier],
    ['responsible', (place, t) => t(`needs.responsibles.${place.responsible}`)],
    ['classes', (place) => place.classes],
    ['need', (place) => place.needDownMbit],
    ['needVerdict', (place, t) => t(`needs.needs.${place.need}`)],
    ['target', (place, t) => t(`needs.targets.${place.target}`)],
    ['operator', (place) => place.decidedBy?.operator ?? null],
    ['down', (place) => place.decidedBy?.downMbit ?? null],
    ['up', (place) => place.decidedBy?.upMbit ?? null],
    ['distance', (place) => place.distanceM],
    ['addresses', (place) => place.addresses],
  ];

/** The listed places as a CSV file; what is not known stays empty. */
export function saveNeeds(kind: PlaceKind, places: readonly NeededPlace[], t: TFunction): void {
  const csv = toCsv(
    COLUMNS.map(([id]) => t(`needs.column.${id}`)),
    places.map((place) => COLUMNS.map(([, value]) => value(place, t) ?? '')),
  );
  saveFile(new Blob([csv], { type: 'text/csv;charset=utf-8' }), `${t('needs.fileName')}-${kind}.csv`);
}
