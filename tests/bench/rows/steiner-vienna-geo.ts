import type { BenchRow } from '../bench-row.ts';
import { VIENNA_GEO } from '../steiner-instances.ts';
import { steinerRow } from '../steiner-row.ts';

/** A whole street network of 42,481 nodes: at most 0.9 % in 10 s; the certified gap is told, its aim is 0.8 %. */
export const row: BenchRow = steinerRow({
  id: 'steiner-vienna-geo',
  optima: VIENNA_GEO,
  seconds: 10,
  barGapPercent: 0.9,
  barCertifiedPercent: Number.POSITIVE_INFINITY,
});
