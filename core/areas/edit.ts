import type { AddressTable } from '../columns/address-table.ts';
import type { PointGrid } from '../geo/point-grid.ts';
import { joinPolygons, type Polygons, subtractPolygons, withoutSlivers } from '../geo/polygon.ts';
import { splitPolygons } from '../geo/split-polygon.ts';
import { withoutSpikes } from '../geo/without-spikes.ts';
import { type Issue, IssueError } from '../issue.ts';
import { addressesInside } from './figures.ts';
import { type OutlineLimits, outlineIssues, splitIssues } from './outline-issues.ts';

/** Areas by key, in planning coordinates. Values are never changed in place. */
export type AreaSet = ReadonlyMap<string, Polygons>;

/** One correction by hand. Every edit has a reverse that is an edit again, so undo and redo are lists of values. */
export type AreaEdit =
  | { readonly kind: 'replace'; readonly key: string; readonly polygons: Polygons }
  | { readonly kind: 'move'; readonly key: string; readonly eastM: number; readonly northM: number }
  | {
      readonly kind: 'split';
      readonly key: string;
      readonly line: readonly (readonly [number, number])[];
      /** Keys of the pieces after the first, which keeps `key`. */
      readonly newKeys: readonly string[];
    }
  | { readonly kind: 'join'; readonly keys: readonly string[] }
  /** Takes from `key` what it shares with the others; they stay as they are. */
  | { readonly kind: 'subtract'; readonly key: string; readonly others: readonly string[] }
  /** Puts areas where they were (null: takes one away). The reverse of every edit is of this kind. */
  | { readonly kind: 'put'; readonly areas: readonly (readonly [string, Polygons | null])[] };

export interface EditOutcome {
  readonly areas: AreaSet;
  /** Undoes the edit. */
  readonly reverse: AreaEdit;
  readonly account: AddressAccount;
}

/** Which addresses changed hands: indexes into the table, ascending. */
export interface AddressAccount {
  /** In no area before, in one now. */
  readonly entered: Uint32Array;
  /** In an area before, in none now. */
  readonly left: Uint32Array;
  /** In other areas than before. */
  readonly moved: Uint32Array;
}

export interface EditContext extends OutlineLimits {
  readonly table: AddressTable;
  readonly grid?: PointGrid;
}

/**
 * Carries out an edit and accounts for every address it touches.
 * @throws IssueError `unknown-area`, `key-in-use`, or what `outlineIssues` and `splitIssues` find; nothing has changed then
 */
export function applyEdit(areas: AreaSet, edit: AreaEdit, context: EditContext): EditOutcome {
  const changes = changesOf(areas, edit);
  if (edit.kind !== 'put') {
    const issues = [...changes].flatMap(([key, polygons]) =>
      polygons ? outlineIssues(polygons, context, key) : [],
    );
    refuse(issues.filter((issue) => issue.severity === 'error'));
  }
  const after = new Map(areas);
  for (const [key, polygons] of changes) {
    if (polygons) after.set(key, polygons);
    else after.delete(key);
  }
  const reverse: AreaEdit = {
    kind: 'put',
    areas: [...changes.keys()].map((key) => [key, areas.get(key) ?? null] as const),
  };
  return { areas: after, reverse, account: accountOf(areas, after, [...changes.keys()], context) };
}

/** What is smaller is left over by rounding where two outlines run along each other, no part that was meant. */
const SLIVER_M2 = 1;
/** Two outlines along one border differ by centimetres, by how their corners were set. */
const SPIKE_M = 0.5;

type Changes = Map<string, Polygons | null>;

function changesOf(areas: AreaSet, edit: AreaEdit): Changes {
  switch (edit.kind) {
    case 'put':
      return new Map(edit.areas);
    case 'replace':
      return new Map([[edit.key, edit.polygons]]);
    case 'move': {
      const moved = known(areas, edit.key).map((polygon) =>
        polygon.map((ring) => ring.map(([e, n]) => [e! + edit.eastM, n! + edit.northM])),
      );
      return new Map([[edit.key, moved]]);
    }
    case 'join': {
      const [first, ...others] = [...new Set(edit.keys)];
      if (first === undefined || others.length === 0) {
        refuse([
          { code: 'too-few-areas', severity: 'error', where: 'keys', params: { count: edit.keys.length } },
        ]);
      }
      const joined = joinPolygons([first!, ...others].map((key) => known(areas, key)));
      return new Map<string, Polygons | null>([
        [first!, joined],
        ...others.map((key) => [key, null] as [string, null]),
      ]);
    }
    case 'subtract': {
      const rest = subtractPolygons(
        known(areas, edit.key),
        joinPolygons(edit.others.map((key) => known(areas, key))),
      );
      return new Map([[edit.key, withoutSlivers(withoutSpikes(rest, SPIKE_M), SLIVER_M2, SLIVER_M2)]]);
    }
    case 'split':
      return splitChanges(areas, edit);
  }
}

function splitChanges(areas: AreaSet, edit: Extract<AreaEdit, { kind: 'split' }>): Changes {
  const polygons = known(areas, edit.key);
  refuse(splitIssues(polygons, edit.line, edit.key));
  const pieces = splitPolygons(polygons, edit.line);
  const changes: Changes = new Map();
  pieces.forEach((piece, i) => {
    // A line through several lobes makes more pieces than keys were given for.
    const key = i === 0 ? edit.key : (edit.newKeys[i - 1] ?? `${edit.newKeys.at(-1) ?? edit.key}-${i}`);
    if (i > 0 && (areas.has(key) || changes.has(key))) {
      refuse([{ code: 'key-in-use', severity: 'error', where: 'newKeys', params: { value: key } }]);
    }
    changes.set(key, piece);
  });
  return changes;
}

function known(areas: AreaSet, key: string): Polygons {
  const polygons = areas.get(key);
  if (polygons) return polygons;
  throw new IssueError({ code: 'unknown-area', severity: 'error', where: 'key', params: { value: key } });
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new IssueError(issues);
}

function accountOf(
  before: AreaSet,
  after: AreaSet,
  keys: readonly string[],
  { table, grid }: EditContext,
): AddressAccount {
  const touched = new Set<number>();
  const where = (areas: AreaSet, also: readonly string[]) => {
    const of = new Map<number, string[]>();
    for (const key of also) {
      const polygons = areas.get(key);
      if (!polygons) continue;
      for (const i of addressesInside({ table, polygons, ...(grid ? { grid } : {}) })) {
        of.set(i, [...(of.get(i) ?? []), key]);
        touched.add(i);
      }
    }
    return of;
  };
  const was = where(before, keys);
  const is = where(after, keys);
  // An address may also lie in an area that the edit does not touch; there it stays.
  const rest = [...before.keys()].filter((key) => !keys.includes(key));
  const inRest = new Set(
    rest.flatMap((key) => [
      ...addressesInside({ table, polygons: before.get(key)!, ...(grid ? { grid } : {}) }),
    ]),
  );
  const sorted = [...touched].sort((a, b) => a - b);
  const pick = (wanted: (i: number) => boolean) => Uint32Array.from(sorted.filter(wanted));
  return {
    entered: pick((i) => !was.has(i) && !inRest.has(i)),
    left: pick((i) => !is.has(i) && !inRest.has(i)),
    moved: pick(
      (i) =>
        (was.has(i) || inRest.has(i)) && (is.has(i) || inRest.has(i)) && `${was.get(i)}` !== `${is.get(i)}`,
    ),
  };
}
