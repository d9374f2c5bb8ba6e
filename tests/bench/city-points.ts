/** Points in planning coordinates. */
export interface Points {
  readonly eastingM: Float64Array;
  readonly northingM: Float64Array;
}

/**
 * Points as addresses lie in a city: along streets of random direction, denser towards the middle, the same for the
 * same number.
 */
export function cityPoints(n: number): Points {
  let state = 20261124;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const eastingM = new Float64Array(n);
  const northingM = new Float64Array(n);
  const spreadM = 14_000 * Math.sqrt(n / 100_000);
  for (let i = 0; i < n; ) {
    const distanceM = (spreadM / 2) * (random() + random()) * 0.7;
    const bearing = 2 * Math.PI * random();
    const along = 2 * Math.PI * random();
    const houses = 10 + Math.floor(60 * random());
    for (let h = 0; h < houses && i < n; h++, i++) {
      const side = h % 2 === 0 ? 8 : -8;
      const at = 14 * (h >> 1) + 4 * random();
      eastingM[i] = 550_000 + distanceM * Math.cos(bearing) + at * Math.cos(along) - side * Math.sin(along);
      northingM[i] =
        5_802_000 + distanceM * Math.sin(bearing) + at * Math.sin(along) + side * Math.cos(along);
    }
  }
  return { eastingM, northingM };
}

/** Median time of `rounds` runs after one to warm up. */
export function medianMs(rounds: number, work: () => unknown): number {
  work();
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[rounds >> 1]!;
}
