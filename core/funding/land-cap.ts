import type { LandRules } from './funding-rules.ts';
import { type Cents, sumCents } from './money.ts';

/**
 * Highest sum a Land grants for `connections` addresses and `special` schools and hospitals; null where its
 * rules know no cap.
 */
export function landCap(rules: LandRules, connections: number, special = 0): Cents | null {
  if (!rules.capPerConnection) return null;
  let from = 0;
  const steps = rules.capPerConnection.value.map(({ upTo, cents }) => {
    const inStep = Math.max(0, Math.min(connections, upTo ?? connections) - from);
    from = upTo ?? connections;
    return inStep * cents;
  });
  return sumCents([...steps, special * (rules.specialConnectionCents?.value ?? 0)]);
}
