import type { DemoStreet, Position } from './demo-city.ts';
import { QUARTERS } from './facts.ts';
import type { Random } from './random.ts';
import { streetNames } from './street-names.ts';
import type { Network } from './street-network.ts';

/** A street with the quarter it lies in, from which addresses are numbered. */
export interface NamedStreet extends DemoStreet {
  readonly quarter: number;
}

const LONGEST_STREET_M = 900;

/** Strings the edges of one lattice line into named streets. */
export function nameStreets({ nodes, edges, quarterOfNode }: Network, random: Random): NamedStreet[] {
  const name = streetNames(random);
  const byLine = new Map<string, number[]>();
  edges.forEach((edge, i) => {
    const list = byLine.get(edge.line);
    if (list) list.push(i);
    else byLine.set(edge.line, [i]);
  });
  const streets: NamedStreet[] = [];
  for (const members of byLine.values()) {
    for (const chain of chainsOf(members)) streets.push(street(chain));
  }
  return streets;

  /** Walks edges that share nodes, in one class, up to a length a street may have. */
  function chainsOf(members: readonly number[]): number[][] {
    const chains: number[][] = [];
    let chain: number[] = [];
    let length = 0;
    const open = new Set(members);
    for (const first of members) {
      if (!open.has(first)) continue;
      chain = [first];
      length = lengthOf(first);
      open.delete(first);
      let end = edges[first]!.b;
      for (;;) {
        const next = members.find(
          (i) =>
            open.has(i) &&
            (edges[i]!.a === end || edges[i]!.b === end) &&
            edges[i]!.class === edges[first]!.class,
        );
        if (next === undefined || length > LONGEST_STREET_M) break;
        chain.push(next);
        open.delete(next);
        length += lengthOf(next);
        end = edges[next]!.a === end ? edges[next]!.b : edges[next]!.a;
      }
      chains.push(chain);
    }
    return chains;
  }

  function lengthOf(edge: number): number {
    const { a, b } = edges[edge]!;
    return Math.hypot(nodes[b]![0] - nodes[a]![0], nodes[b]![1] - nodes[a]![1]);
  }

  function street(chain: readonly number[]): NamedStreet {
    const first = edges[chain[0]!]!;
    const line: Position[] = [nodes[first.a]!];
    let end = first.a;
    for (const i of chain) {
      end = edges[i]!.a === end ? edges[i]!.b : edges[i]!.a;
      line.push(nodes[end]!);
    }
    const quarter = Math.max(0, quarterOfNode[first.a]!);
    const express = first.class === 'motorway';
    return {
      key: `s${streets.length + 1}`,
      name: express ? 'Schnellweg (Demo)' : name(),
      class: first.class === 'residential' && chain.length === 1 ? 'living_street' : first.class,
      postcode: QUARTERS[quarter]!.postcode,
      lengthM: Math.round(chain.reduce((sum, i) => sum + lengthOf(i), 0) * 10) / 10,
      line,
      quarter,
    };
  }
}
