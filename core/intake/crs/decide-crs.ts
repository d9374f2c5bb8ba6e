import { IssueError } from '../../issue.ts';
import type { Extent } from '../geometry.ts';
import { type IntakeIssue, rowIssue } from '../intake-issue.ts';

export interface CrsEvidence {
  /** Stated by the user. */
  readonly forced: number | null;
  /** Stated by the file or fixed by the format. */
  readonly stated: number | null;
  /** Told by the names of the columns, e.g. `lon`/`lat`. */
  readonly columns: { readonly srid: number; readonly names: string } | null;
  readonly extent: Extent | null;
}

/**
 * The coordinate reference system of a file, from what is certain to what is only likely: user, file, names of
 * columns, extent. Whatever was concluded and not read is reported.
 * @throws IssueError `crs-unknown`; `crs-contradicts` where the coordinates cannot be of the stated system
 */
export function decideCrs(evidence: CrsEvidence): { srid: number; issues: IntakeIssue[] } {
  const { forced, stated, columns, extent } = evidence;
  const known = forced ?? stated ?? columns?.srid ?? null;
  if (known !== null) {
    if (extent && contradicts(known, extent)) {
      throw new IssueError(
        rowIssue('crs-contradicts', 'error', null, null, describe(extent), { srid: known }),
      );
    }
    const told = forced === null && stated === null;
    return {
      srid: known,
      issues: told ? [rowIssue('crs-from-columns', 'info', null, columns!.names, null, { srid: known })] : [],
    };
  }
  const likely = extent ? likelySrid(extent) : null;
  if (likely === null) {
    throw new IssueError(rowIssue('crs-unknown', 'error', null, null, extent ? describe(extent) : '–'));
  }
  return {
    srid: likely,
    issues: [rowIssue('crs-from-extent', 'warning', null, null, describe(extent!), { srid: likely })],
  };
}

/** Whether every coordinate is a possible longitude and latitude. */
export function looksGeographic(extent: Extent): boolean {
  return extent.minX >= -180 && extent.maxX <= 180 && extent.minY >= -90 && extent.maxY <= 90;
}

/** Boxes around Germany with room, in each system that German files come in. */
const BOXES: readonly (readonly [srid: number, Extent])[] = [
  [4326, { minX: 4, minY: 46, maxX: 17, maxY: 56.5 }],
  [25832, { minX: 220_000, minY: 5_150_000, maxX: 970_000, maxY: 6_200_000 }],
  [3035, { minX: 3_950_000, minY: 2_600_000, maxX: 4_750_000, maxY: 3_650_000 }],
  [31466, { minX: 2_400_000, minY: 5_150_000, maxX: 2_700_000, maxY: 6_200_000 }],
  [31467, { minX: 3_200_000, minY: 5_150_000, maxX: 3_800_000, maxY: 6_200_000 }],
  [31468, { minX: 4_200_000, minY: 5_150_000, maxX: 4_800_000, maxY: 6_200_000 }],
  [31469, { minX: 5_200_000, minY: 5_150_000, maxX: 5_800_000, maxY: 6_200_000 }],
];

function likelySrid(extent: Extent): number | null {
  for (const [srid, box] of BOXES) {
    if (
      extent.minX >= box.minX &&
      extent.maxX <= box.maxX &&
      extent.minY >= box.minY &&
      extent.maxY <= box.maxY
    ) {
      return srid;
    }
  }
  return null;
}

/** Metres under a geographic system, or degrees under a metric one. Single stray points are no contradiction. */
function contradicts(srid: number, extent: Extent): boolean {
  const geographic = srid === 4326 || srid === 4258;
  const metric =
    srid === 3857 || srid === 3035 || (srid >= 25831 && srid <= 25833) || (srid >= 31466 && srid <= 31469);
  if (geographic) return extent.minX > 1000 || extent.minY > 1000;
  return metric && looksGeographic(extent) && (extent.maxX !== 0 || extent.maxY !== 0);
}

function describe(extent: Extent): string {
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return `${round(extent.minX)} … ${round(extent.maxX)}, ${round(extent.minY)} … ${round(extent.maxY)}`;
}
