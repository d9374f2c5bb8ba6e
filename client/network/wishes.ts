import type { EdgeWishes, Place } from '#core/network/plan.ts';

/** What the planner wants of an edge; `none` leaves it to the search. */
export type Wish = 'none' | 'locked' | 'forbidden' | 'preferred';
export const WISHES: readonly Wish[] = ['none', 'locked', 'preferred', 'forbidden'];

/** Wishes by edge id. */
export type Wishes = Readonly<Record<string, Exclude<Wish, 'none'>>>;

export const wishOf = (wishes: Wishes, edge: string): Wish => wishes[edge] ?? 'none';

export function withWish(wishes: Wishes, edge: string, wish: Wish): Wishes {
  const { [edge]: _, ...others } = wishes;
  return wish === 'none' ? others : { ...others, [edge]: wish };
}

/** As `planNetwork` takes them. */
export function edgeWishes(wishes: Wishes): Required<EdgeWishes> {
  const of = (wish: Wish) => Object.keys(wishes).filter((id) => wishes[id] === wish);
  return { locked: of('locked'), forbidden: of('forbidden'), preferred: of('preferred') };
}

export function wishesOf({ locked = [], forbidden = [], preferred = [] }: EdgeWishes): Wishes {
  return Object.fromEntries([
    ...preferred.map((id) => [id, 'preferred'] as const),
    ...locked.map((id) => [id, 'locked'] as const),
    ...forbidden.map((id) => [id, 'forbidden'] as const),
  ]);
}

/** Where an edge lies, read from its id; null where the id is none. Metres, EPSG:25832. */
export function lineOfEdgeId(id: string): readonly [Place, Place] | null {
  const parts = id.split('_').map((part) => Number(part) / 100);
  if (parts.length !== 4 || parts.some((part) => !Number.isFinite(part))) return null;
  const [ax, ay, bx, by] = parts as [number, number, number, number];
  return [
    [ax, ay],
    [bx, by],
  ];
}
