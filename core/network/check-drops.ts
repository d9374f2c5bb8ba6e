import type { Place } from './plan.ts';

type Ring = readonly Place[];
/** A house that lies in no outline is taken for that of a building so near, metres. */
const WALL_M = 1;

/**
 * Whether a drop runs through a building that is not its house's own, for `checkPlan`: every wall is looked at one by one,
 * and whether a point lies inside is told by the angles around it, so that nothing is shared with the planner.
 * @param house the end of the drop that is the house
 */
export function dropCrosses(buildings: readonly Ring[], house: Place, foot: Place): boolean {
  const rings = buildings.filter((ring) => ring.length >= 3 && isNear(ring, house, foot));
  const around = rings.filter((ring) => winds(ring, house));
  const own =
    around.length > 0
      ? around
      : rings.filter((ring) => walls(ring).some(([a, b]) => distance(a, b, house) <= WALL_M));
  return rings.some(
    (ring) => !own.includes(ring) && walls(ring).some(([a, b]) => isProper(house, foot, a, b)),
  );
}

const walls = (ring: Ring) => ring.map((place, i) => [place, ring[(i + 1) % ring.length]!] as const);

function isNear(ring: Ring, house: Place, foot: Place): boolean {
  return [0, 1].every((axis) => {
    const low = Math.min(house[axis]!, foot[axis]!) - WALL_M;
    const high = Math.max(house[axis]!, foot[axis]!) + WALL_M;
    return ring.some((place) => place[axis]! >= low) && ring.some((place) => place[axis]! <= high);
  });
}

/** The angles under which the walls are seen add up to a whole turn from inside, to nothing from outside. */
function winds(ring: Ring, [x, y]: Place): boolean {
  const turn = walls(ring).reduce((sum, [[ax, ay], [bx, by]]) => {
    const angle = Math.atan2(by - y, bx - x) - Math.atan2(ay - y, ax - x);
    return sum + Math.atan2(Math.sin(angle), Math.cos(angle));
  }, 0);
  return Math.abs(turn) > Math.PI;
}

function distance([ax, ay]: Place, [bx, by]: Place, [x, y]: Place): number {
  const squared = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = squared === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}

/** Two stretches that cut each other in their insides. */
function isProper(p: Place, q: Place, a: Place, b: Place): boolean {
  const turn = (u: Place, v: Place, w: Place) =>
    (v[0] - u[0]) * (w[1] - u[1]) - (v[1] - u[1]) * (w[0] - u[0]);
  return turn(p, q, a) * turn(p, q, b) < 0 && turn(a, b, p) * turn(a, b, q) < 0;
}
