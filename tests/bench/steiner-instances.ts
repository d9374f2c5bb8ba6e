import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSteiner } from '#core/network/check-steiner.ts';
import { buildGraph, type SteinerInstance } from '#core/network/graph.ts';
import { type SteinerSolution, solveSteiner } from '#core/network/solve-steiner.ts';
import { shortestPathTree } from '#core/network/steiner/shortest-path-heuristic.ts';
import { parseSteinerFile } from '#core/network/stp-format.ts';

/** Published instances with their proven optima (PACE 2018, real telecom networks of Vienna; SteinLib C and D). */
export const VIENNA_I = new Map([
  ['instance009.gr', 15841596],
  ['instance010.gr', 13309487],
  ['instance016.gr', 14171206],
  ['instance067.gr', 30854904],
  ['instance101.gr', 107617854],
  ['instance121.gr', 279512692],
]);
export const VIENNA_GEO = new Map([['instance060.gr', 2265834]]);
export const STEINLIB_C_D = new Map([
  ['c01.stp', 85],
  ['c02.stp', 144],
  ['c03.stp', 754],
  ['c04.stp', 1079],
  ['c05.stp', 1579],
  ['c06.stp', 55],
  ['c07.stp', 102],
  ['c08.stp', 509],
  ['c09.stp', 707],
  ['c10.stp', 1093],
  ['d01.stp', 106],
  ['d02.stp', 220],
  ['d03.stp', 1565],
  ['d04.stp', 1935],
  ['d05.stp', 3250],
]);

export interface SolvedInstance {
  readonly name: string;
  /** (value − optimum) / optimum, percent. */
  readonly gapPercent: number;
  /** (value − lower bound) / lower bound, percent: what is certified without knowing the optimum. */
  readonly certifiedPercent: number;
  readonly seconds: number;
  /** Gap of the shortest-path heuristic alone (Takahashi & Matsuyama 1980), percent. */
  readonly heuristicGapPercent: number;
}

/** @throws Error where the instances are not there, or a result is no tree, undercuts the optimum or overstates its bound */
export function solvePublished(
  sharedDir: string | undefined,
  optima: ReadonlyMap<string, number>,
  seconds: number,
): SolvedInstance[] {
  const folder = join(sharedDir ?? '', 'bench', 'steiner');
  if (!sharedDir || !existsSync(folder)) throw new Error('not run: ../shared/bench/steiner is not there');
  return [...optima].map(([name, optimum]) => {
    const { instance } = parseSteinerFile(readFileSync(join(folder, name), 'utf8'));
    if (!instance) throw new Error(`${name} could not be read`);
    const start = performance.now();
    const found = solveSteiner(instance, { seconds });
    const took = (performance.now() - start) / 1000;
    assertHonest(name, instance, found, optimum);
    const heuristic = shortestPathTree(buildGraph(instance), instance.terminals[0]!)!;
    return {
      name,
      gapPercent: 100 * (found.value / optimum - 1),
      certifiedPercent: certifiedPercent(found),
      seconds: took,
      heuristicGapPercent: 100 * (heuristic.cost / optimum - 1),
    };
  });
}

export function certifiedPercent({ value, lowerBound }: SteinerSolution): number {
  return value === lowerBound ? 0 : 100 * (value / lowerBound - 1);
}

export function assertHonest(
  name: string,
  instance: SteinerInstance,
  found: SteinerSolution,
  optimum?: number,
): void {
  const { faults } = checkSteiner(instance, found);
  if (faults.length > 0) throw new Error(`${name}: ${faults.join('; ')}`);
  if (optimum === undefined) return;
  if (found.value < optimum)
    throw new Error(`${name}: ${found.value} undercuts the proven optimum ${optimum}`);
  if (found.lowerBound > optimum)
    throw new Error(`${name}: the bound ${found.lowerBound} exceeds the optimum ${optimum}`);
}

export const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
export const round = (value: number, digits = 4) => Number(value.toFixed(digits));
