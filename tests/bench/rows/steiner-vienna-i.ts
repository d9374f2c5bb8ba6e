import type { BenchRow } from '../bench-row.ts';
import { VIENNA_I } from '../steiner-instances.ts';
import { steinerRow } from '../steiner-row.ts';

/** Real access networks of Vienna: mean gap at most 0.05 % in 10 s each, certified to 0.2 %. */
export const row: BenchRow = steinerRow({
  id: 'steiner-vienna-i',
  optima: VIENNA_I,
  seconds: 10,
  barGapPercent: 0.05,
  barCertifiedPercent: 0.2,
});
