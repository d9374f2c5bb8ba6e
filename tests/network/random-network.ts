import type { ExistingLine, NetworkRequest, Place } from '#core/network/plan.ts';
import { seededRandom } from '#core/network/steiner/random.ts';
import type { StreetLine } from '#core/network/street-graph.ts';
import { DIMENSIONING, PRICES } from '#data/network/index.ts';

const CLASSES = ['residential', 'primary', 'path', 'service', null];

/** Streets as a jittered grid with gaps, houses along them, and whatever else a request may hold, from a seed. */
export function randomNetwork(seed: number, blocks: number | null = null): NetworkRequest {
  const random = seededRandom(seed);
  const side = blocks ?? 3 + Math.floor(random() * 4);
  const at = new Map<string, Place>();
  for (let i = 0; i <= side; i++)
    for (let j = 0; j <= side; j++)
      at.set(`${i} ${j}`, [550_000 + 90 * i + 30 * random(), 5_800_000 + 90 * j + 30 * random()]);
  const streets: StreetLine[] = [];
  const some = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
  for (let i = 0; i <= side; i++) {
    for (let j = 0; j <= side; j++) {
      for (const [di, dj] of [
        [1, 0],
        [0, 1],
      ] as const) {
        const [a, b] = [at.get(`${i} ${j}`)!, at.get(`${i + di} ${j + dj}`)];
        if (b && random() > 0.12) streets.push({ class: some(CLASSES), name: `${i} ${j}`, line: [a, b] });
      }
    }
  }
  const place = (): Place => [550_000 + 90 * side * random(), 5_800_000 + 90 * side * random()];
  const targets = Array.from({ length: 4 + Math.floor(random() * 60) }, (_, i) => {
    const [eastingM, northingM] = place();
    const homes = random() < 0.05 ? 150 : Math.floor(random() * 12);
    const area = some(['A', 'B', null]);
    return {
      id: `t${i}`,
      kind: 'address' as const,
      homes,
      area,
      connect: random() > 0.2,
      eastingM,
      northingM,
    };
  });
  const pops = Array.from({ length: Math.floor(random() * 3) }, () => {
    const [eastingM, northingM] = place();
    return { eastingM, northingM, exists: random() < 0.5 };
  });
  const line = (i: number): ExistingLine => {
    const along = some(streets).line;
    return {
      id: `l${i}`,
      kind: some(['existing-duct', 'joint-trench'] as const),
      line: random() < 0.7 ? (along as readonly Place[]) : [place(), place()],
      year: 2026 + Math.floor(random() * 5),
    };
  };
  const building = (): Place[] => {
    const [x, y] = place();
    return [
      [x, y],
      [x + 12, y],
      [x + 12, y + 9],
      [x, y + 9],
    ];
  };
  return {
    streets,
    targets,
    pops,
    prices: PRICES,
    rules: {
      ...DIMENSIONING.rules,
      homesPerDistributionPoint: some([24, 96]),
      topology: some(['splitter', 'point-to-point'] as const),
      maxDropWayM: some([150, 1000]),
    },
    bothSides: random() < 0.4,
    existing: Array.from({ length: Math.floor(random() * 4) }, (_, i) => line(i)),
    buildings: Array.from({ length: Math.floor(random() * 40) }, building),
    phases: random() < 0.5 ? { firstYear: 2026, years: 1 + Math.floor(random() * 5) } : null,
    seconds: 20,
    workLimit: 4,
  };
}
