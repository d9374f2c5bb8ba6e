import { isAccepted } from './accepted-licences.ts';

export interface Shipped {
  readonly name: string;
  readonly version: string;
  /** As the package declares it, `none` where it does not. */
  readonly licence: string;
}

/** What may not ship. */
export function forbiddenOf(packages: readonly Shipped[]): Shipped[] {
  return packages.filter(({ name, licence }) => !isAccepted(name, licence));
}

export interface AuditSentence {
  readonly failed: boolean;
  readonly sentence: string;
}

/**
 * What `npm audit --json` says, in one line. Only a known weakness fails; a registry that refuses the question (some
 * mirrors do, with 405) says nothing about the dependencies, which is told and not taken for an answer.
 */
export function auditSentence(answer: unknown): AuditSentence {
  const { metadata, message } = (answer ?? {}) as {
    metadata?: { vulnerabilities?: Record<string, number> };
    message?: string;
  };
  const counts = metadata?.vulnerabilities;
  if (!counts) {
    const reason = (message ?? 'no answer').split('\n')[0]!;
    return {
      failed: false,
      sentence: `Not checked: known weaknesses. The registry refused npm audit (${reason}).`,
    };
  }
  const { high = 0, critical = 0, moderate = 0, low = 0 } = counts;
  const rest = `${moderate} moderate, ${low} low`;
  if (high + critical > 0)
    return {
      failed: true,
      sentence: `Known weaknesses in what ships: ${critical} critical, ${high} high, ${rest}. Run npm audit --omit=dev.`,
    };
  return { failed: false, sentence: `Known weaknesses in what ships: none of severity high; ${rest}.` };
}
