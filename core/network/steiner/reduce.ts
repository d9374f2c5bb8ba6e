import { reduceBlocks } from './reduce-blocks.ts';
import { reduceByContraction } from './reduce-contract.ts';
import { reduceDegrees } from './reduce-degree.ts';
import { reduceByDistance } from './reduce-distance.ts';
import { SpecialDistance } from './special-distance.ts';
import type { WorkingGraph } from './working-graph.ts';

/** Runs all exact tests that need no bound until a pass takes less than 5 % of the edges, at most `passes` times. */
export function reduceGraph(graph: WorkingGraph, passes = 8, stop: () => boolean = () => false): void {
  reduceDegrees(graph);
  for (let pass = 0; pass < passes && graph.terminalsAlive > 1 && !stop(); pass++) {
    const before = graph.edgesAlive;
    reduceBlocks(graph);
    reduceDegrees(graph);
    if (graph.terminalsAlive < 2) return;
    const special = new SpecialDistance(graph);
    reduceByContraction(graph, special);
    reduceDegrees(graph);
    if (graph.terminalsAlive < 2) return;
    reduceByDistance(graph, special);
    reduceDegrees(graph);
    if (graph.edgesAlive > before * 0.95) return;
  }
}
