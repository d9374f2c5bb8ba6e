/** Seeded random numbers and noise: the same seed gives the same city on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  /** Whole number in [low, high]. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** Mulberry32: 32 bits of state, well mixed, and only integer operations that are the same everywhere. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor((high - low + 1) * next()),
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(list.length * next())]!,
  };
}

/** A number in [0, 1) that belongs to a place; `salt` tells fields apart. */
export function hashAt(x: number, y: number, salt: number): number {
  let h = Math.imul(x | 0, 0x27d4eb2d) ^ Math.imul(y | 0, 0x165667b1) ^ Math.imul(salt | 0, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth noise in [−1, 1] with features of about `scaleM`, two octaves. */
export function noiseAt(x: number, y: number, scaleM: number, salt: number): number {
  return (
    (octave(x / scaleM, y / scaleM, salt) * 2 + octave((x / scaleM) * 2.1, (y / scaleM) * 2.1, salt + 1)) / 3
  );
}

function octave(x: number, y: number, salt: number): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const u = fade(x - x0);
  const v = fade(y - y0);
  const a = hashAt(x0, y0, salt);
  const b = hashAt(x0 + 1, y0, salt);
  const c = hashAt(x0, y0 + 1, salt);
  const d = hashAt(x0 + 1, y0 + 1, salt);
  return 2 * (a + (b - a) * u + (c - a) * v + (a - b - c + d) * u * v) - 1;
}

function fade(t: number): number {
  return t * t * t * (t * (6 * t - 15) + 10);
}
