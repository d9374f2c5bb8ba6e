import Flatbush from 'flatbush';
import type { Place } from './plan.ts';
import type { Point } from './street-graph.ts';

/** A point that lies in no building belongs to those whose wall is this near, metres. */
const OWN_WALL_M = 1;

/** Outlines of buildings, to ask whether a straight line runs through one. */
export class BuildingIndex {
  private readonly rings: readonly (readonly Place[])[];
  private readonly boxes: Flatbush | null;

  /** @param rings outer rings, metres, closed or not; rings with fewer than 3 corners are no building */
  constructor(rings: readonly (readonly Place[])[]) {
    this.rings = rings.filter((ring) => ring.length >= 3);
    this.boxes = this.rings.length === 0 ? null : new Flatbush(this.rings.length);
    for (const ring of this.rings) {
      const [x, y] = [ring.map((place) => place[0]), ring.map((place) => place[1])];
      this.boxes!.add(Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y));
    }
    this.boxes?.finish();
  }

  /** Whether the straight line from a building's point to a street crosses no other building. */
  isFree(from: Point, to: Point): boolean {
    if (!this.boxes) return true;
    const near = this.boxes.search(
      Math.min(from.eastingM, to.eastingM),
      Math.min(from.northingM, to.northingM),
      Math.max(from.eastingM, to.eastingM),
      Math.max(from.northingM, to.northingM),
    );
    const around = near.filter((i) => contains(this.rings[i]!, from));
    // The neighbour in a terrace may be nearer than a metre: what holds the point goes before what it only touches.
    const own = new Set(around.length > 0 ? around : near.filter((i) => touches(this.rings[i]!, from)));
    return near.every((i) => own.has(i) || !crosses(this.rings[i]!, from, to));
  }
}

function contains(ring: readonly Place[], { eastingM: x, northingM: y }: Point): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[j]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function touches(ring: readonly Place[], { eastingM: x, northingM: y }: Point): boolean {
  return ring.some(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length]!;
    const squared = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = squared === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared;
    const t = Math.max(0, Math.min(1, along));
    return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)) <= OWN_WALL_M;
  });
}

/** Whether a line enters a ring; touching a corner or running along a wall counts as crossing. */
function crosses(ring: readonly Place[], from: Point, to: Point): boolean {
  const [px, py, qx, qy] = [from.eastingM, from.northingM, to.eastingM, to.northingM];
  const side = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number) =>
    Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[j]!;
    if (ax === bx && ay === by) continue;
    const [s1, s2] = [side(px, py, qx, qy, ax, ay), side(px, py, qx, qy, bx, by)];
    const [s3, s4] = [side(ax, ay, bx, by, px, py), side(ax, ay, bx, by, qx, qy)];
    const isApart = s1 * s2 > 0 || s3 * s4 > 0;
    const isBesides =
      Math.max(px, qx) < Math.min(ax, bx) ||
      Math.max(ax, bx) < Math.min(px, qx) ||
      Math.max(py, qy) < Math.min(ay, by) ||
      Math.max(ay, by) < Math.min(py, qy);
    if (!isApart && !isBesides) return true;
  }
  return false;
}
