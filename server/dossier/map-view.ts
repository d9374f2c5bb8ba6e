import type { DossierArea } from '#core/dossier/dossier-model.ts';

/** Map frame in points, A4 landscape. */
export const FRAME = { x: 36, y: 70, width: 770, height: 440 };
const MM_PER_POINT = 25.4 / 72;
const SCALES = [
  500, 1000, 1500, 2000, 2500, 5000, 7500, 10_000, 15_000, 20_000, 25_000, 50_000, 75_000, 100_000, 200_000,
  500_000,
];

/** What part of the ground a page shows, and where on it. */
export interface MapView {
  readonly scale: number;
  /** Map metres to points on the page. */
  at(eastingM: number, northingM: number): [number, number];
  readonly minE: number;
  readonly minN: number;
  readonly maxE: number;
  readonly maxN: number;
  readonly pointsPerM: number;
}

/** The areas with some room around them, at the largest of the usual scales that fits. */
export function viewOf(areas: readonly DossierArea[]): MapView {
  let [minE, minN, maxE, maxN] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { polygons } of areas) {
    for (const [e, n] of polygons.flat(2) as [number, number][]) {
      minE = Math.min(minE, e);
      maxE = Math.max(maxE, e);
      minN = Math.min(minN, n);
      maxN = Math.max(maxN, n);
    }
  }
  const perPoint = (scale: number) => (MM_PER_POINT / 1000) * scale;
  const fits = (scale: number) =>
    (maxE - minE) * 1.15 <= FRAME.width * perPoint(scale) &&
    (maxN - minN) * 1.15 <= FRAME.height * perPoint(scale);
  const scale = SCALES.find(fits) ?? SCALES.at(-1)!;
  const pointsPerM = 1 / perPoint(scale);
  const midE = (minE + maxE) / 2;
  const midN = (minN + maxN) / 2;
  const halfE = FRAME.width / 2 / pointsPerM;
  const halfN = FRAME.height / 2 / pointsPerM;
  const place = (value: number) => Math.round(value * 100) / 100;
  return {
    scale,
    pointsPerM,
    minE: midE - halfE,
    maxE: midE + halfE,
    minN: midN - halfN,
    maxN: midN + halfN,
    at: (e, n) => [
      place(FRAME.x + FRAME.width / 2 + (e - midE) * pointsPerM),
      place(FRAME.y + FRAME.height / 2 - (n - midN) * pointsPerM),
    ],
  };
}

/** Whether the box around a line reaches into the view. */
export function touches(view: MapView, line: readonly (readonly number[])[]): boolean {
  let [minE, minN, maxE, maxN] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [e, n] of line as readonly [number, number][]) {
    minE = Math.min(minE, e);
    maxE = Math.max(maxE, e);
    minN = Math.min(minN, n);
    maxN = Math.max(maxN, n);
  }
  return minE <= view.maxE && maxE >= view.minE && minN <= view.maxN && maxN >= view.minN;
}
