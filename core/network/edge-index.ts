import Flatbush from 'flatbush';
import type { Point, StreetGraph } from './street-graph.ts';

/** A point of an edge: `share` of the way from its first node. */
export interface Foot {
  readonly edge: number;
  readonly share: number;
  readonly distanceM: number;
}

/** Finds edges near a place. */
export class EdgeIndex {
  private readonly graph: StreetGraph;
  private readonly boxes: Flatbush | null;

  constructor(graph: StreetGraph) {
    this.graph = graph;
    this.boxes = graph.from.length === 0 ? null : new Flatbush(graph.from.length);
    if (!this.boxes) return;
    for (let e = 0; e < graph.from.length; e++) {
      const [ux, uy] = [graph.eastingM[graph.from[e]!]!, graph.northingM[graph.from[e]!]!];
      const [vx, vy] = [graph.eastingM[graph.to[e]!]!, graph.northingM[graph.to[e]!]!];
      this.boxes.add(Math.min(ux, vx), Math.min(uy, vy), Math.max(ux, vx), Math.max(uy, vy));
    }
    this.boxes.finish();
  }

  /** Edges whose box meets the square of `widthM` around a point. */
  around({ eastingM, northingM }: Point, widthM: number): number[] {
    if (!this.boxes) return [];
    return this.boxes.search(eastingM - widthM, northingM - widthM, eastingM + widthM, northingM + widthM);
  }

  /** Feet on usable edges up to `mostM` away, nearest first, the lower edge number first of equals. */
  feet(point: Point, mostM: number, usable: (edge: number) => boolean): Foot[] {
    return this.around(point, mostM)
      .filter(usable)
      .map((edge) => footOn(this.graph, edge, point))
      .filter((foot) => foot.distanceM <= mostM)
      .sort((a, b) => a.distanceM - b.distanceM || a.edge - b.edge);
  }

  /** The nearest foot up to `mostM` away, null where there is none. */
  nearest(point: Point, mostM: number, usable: (edge: number) => boolean): Foot | null {
    // Boxes are nearer than what is in them: widen until the nearest edge is nearer than the width searched.
    for (let widthM = Math.min(40, mostM); ; widthM = Math.min(2 * widthM, mostM)) {
      let best: Foot | null = null;
      for (const edge of this.around(point, widthM)) {
        if (!usable(edge)) continue;
        const foot = footOn(this.graph, edge, point);
        if (foot.distanceM > widthM) continue;
        const isNearer =
          !best || foot.distanceM < best.distanceM || (foot.distanceM === best.distanceM && edge < best.edge);
        if (isNearer) best = foot;
      }
      if (best || widthM >= mostM) return best;
    }
  }
}

/** The point of an edge that is nearest to a place. */
export function footOn(graph: StreetGraph, edge: number, { eastingM, northingM }: Point): Foot {
  const [u, v] = [graph.from[edge]!, graph.to[edge]!];
  const dx = graph.eastingM[v]! - graph.eastingM[u]!;
  const dy = graph.northingM[v]! - graph.northingM[u]!;
  const along =
    ((eastingM - graph.eastingM[u]!) * dx + (northingM - graph.northingM[u]!) * dy) / (dx * dx + dy * dy);
  const share = Math.max(0, Math.min(1, along));
  const footX = graph.eastingM[u]! + share * dx;
  const footY = graph.northingM[u]! + share * dy;
  return { edge, share, distanceM: Math.hypot(eastingM - footX, northingM - footY) };
}
