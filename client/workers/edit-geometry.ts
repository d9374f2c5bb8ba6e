import { type AreaEdit, type AreaSet, applyEdit } from '#core/areas/edit.ts';
import { outlineIssues } from '#core/areas/outline-issues.ts';
import type { AddressTable } from '#core/columns/address-table.ts';
import type { PointGrid } from '#core/geo/point-grid.ts';
import { joinPolygons } from '#core/geo/polygon.ts';
import { simplifyPolygons } from '#core/geo/simplify-polygon.ts';
import { type Issue, IssueError } from '#core/issue.ts';
import { issueSentence } from '#core/issue-texts.ts';
import type { EditResult, Messages } from './messages.ts';
import { lineToPlanning, toDegrees, toPlanning } from './planning-geometry.ts';

interface Ground {
  readonly table: AddressTable;
  readonly grid: PointGrid;
}

/** The edits of core on geometries of the page: there in planning coordinates, here in degrees. */

export function joinGeometries({ geometries }: Messages['join']['request'], ground: Ground): EditResult {
  const areas = new Map(geometries.map((geometry, index) => [String(index), toPlanning(geometry)]));
  return attempt(areas, { kind: 'join', keys: [...areas.keys()] }, ground);
}

/** The first without what it shares with the others. */
export function subtractGeometries(
  { geometry, others }: Messages['subtract']['request'],
  ground: Ground,
): EditResult {
  const areas = new Map([geometry, ...others].map((each, index) => [String(index), toPlanning(each)]));
  const [key, ...rest] = [...areas.keys()] as [string, ...string[]];
  const result = attempt(areas, { kind: 'subtract', key, others: rest }, ground);
  return result.ok ? { ok: true, geometries: result.geometries.slice(0, 1) } : result;
}

export function splitGeometry({ geometry, line }: Messages['split']['request'], ground: Ground): EditResult {
  const areas = new Map([['0', toPlanning(geometry)]]);
  return attempt(areas, { kind: 'split', key: '0', line: lineToPlanning(line), newKeys: ['1'] }, ground);
}

/** Fewer corners, none further than the tolerance from where the outline was. */
export function simplifyGeometry({ geometry, toleranceM }: Messages['simplify']['request']): EditResult {
  return { ok: true, geometries: [toDegrees(simplifyPolygons(toPlanning(geometry), toleranceM))] };
}

/** Checks an outline drawn by hand; polygons that overlap each other become one. */
export function cleanGeometry({ geometry }: Messages['clean']['request']): EditResult {
  const polygons = toPlanning(geometry);
  const faults = outlineIssues(polygons).filter((issue) => issue.severity === 'error');
  if (faults.length === 0) return { ok: true, geometries: [toDegrees(polygons)] };
  const rings = polygons.map((polygon) => [polygon]);
  const eachIsSound = rings.every((one) => outlineIssues(one).length === 0);
  return eachIsSound && rings.length > 1
    ? { ok: true, geometries: [toDegrees(joinPolygons(rings))] }
    : refused(faults);
}

function attempt(areas: AreaSet, edit: AreaEdit, { table, grid }: Ground): EditResult {
  try {
    const outcome = applyEdit(areas, edit, { table, grid });
    return { ok: true, geometries: [...outcome.areas.values()].map(toDegrees) };
  } catch (error) {
    if (error instanceof IssueError) return refused(error.issues);
    throw error;
  }
}

function refused(issues: readonly Issue[]): EditResult {
  const few = issues.slice(0, 3);
  const sentences = (language: 'de' | 'en') => few.map((issue) => issueSentence(issue, language)).join(' ');
  return { ok: false, reason: { de: sentences('de'), en: sentences('en') } };
}
