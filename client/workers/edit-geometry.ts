import { joinPolygons } from '#core/geo/polygon.ts';
import type { EditResult, Messages } from './messages.ts';
import { toDegrees, toPlanning } from './planning-geometry.ts';

export function joinGeometries({ geometries }: Messages['join']['request']): EditResult {
  return { ok: true, geometries: [toDegrees(joinPolygons(geometries.map(toPlanning)))] };
}
export function cleanGeometry({ geometry }: Messages['clean']['request']): EditResult {
  return { ok: true, geometries: [toDegrees(joinPolygons([toPlanning(geometry)]))] };
}
export function splitGeometry(_request: Messages['split']['request']): EditResult {
  return { ok: false, reason: { de: 'Noch nicht möglich.', en: 'Not possible yet.' } };
}
