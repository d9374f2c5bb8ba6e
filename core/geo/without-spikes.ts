import type { Polygons } from './polygon.ts';

type Position = readonly number[];

/**
 * Without spikes: corners from which the outline runs back along itself within `widthM`. Cutting along a border that two
 * areas share, but not to the millimetre, leaves them; they hold nothing and lengthen the outline. Rings that are nothing
 * else vanish. Planning coordinates (m).
 */
export function withoutSpikes(polygons: Polygons, widthM: number): Polygons {
  return polygons
    .map((rings) => rings.map((ring) => smooth(ring, widthM)))
    .filter(([outer]) => outer !== undefined && outer.length > 0)
    .map((rings) => rings.filter((ring) => ring.length > 0));
}

function smooth(ring: number[][], widthM: number): number[][] {
  let corners = ring.slice(0, -1);
  for (let i = 0; corners.length >= 3 && i < corners.length; ) {
    // A tip cut off bluntly is two corners side by side, or more.
    let count = 1;
    const at = (k: number) => corners[(i + k) % corners.length]!;
    while (count < corners.length - 2 && distanceM(at(0), at(count)) < widthM) count++;
    if (!isSpike(corners.at(i - 1)!, at(0), at(count), widthM)) {
      i++;
      continue;
    }
    const gone = new Set(Array.from({ length: count }, (_, k) => at(k)));
    corners = corners.filter((corner) => !gone.has(corner));
    // What lies before the tip may be a tip itself now.
    i = Math.max(0, i - 1);
  }
  return corners.length < 3 ? [] : [...corners, corners[0]!];
}

const distanceM = (a: Position, b: Position) => Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!);

/** Both ways out of the tip lead the same way, and the shorter ends within `widthM` of the longer. */
function isSpike(before: Position, tip: Position, after: Position, widthM: number): boolean {
  const [bx, by] = [before[0]! - tip[0]!, before[1]! - tip[1]!];
  const [ax, ay] = [after[0]! - tip[0]!, after[1]! - tip[1]!];
  if (bx * ax + by * ay <= 0) return false;
  const longer = Math.max(Math.hypot(bx, by), Math.hypot(ax, ay));
  return Math.abs(bx * ay - by * ax) / longer < widthM;
}
