import type { BenchRow } from '../bench-row.ts';
import { networkRow } from '../network-row.ts';

/** The 5,000 addresses nearest to the middle of Groß-Buchholz: at most 3 s, certified to 1 %. */
export const row: BenchRow = networkRow({
  id: 'network-district',
  mostSeconds: 3,
  mostCertifiedPercent: 1,
  choose({ addresses }) {
    const [east, north] = [555_000, 5_805_500];
    const distance = (a: (typeof addresses)[number]) =>
      Math.hypot(a.position[0] - east, a.position[1] - north);
    return [...addresses].sort((a, b) => distance(a) - distance(b)).slice(0, 5000);
  },
});
