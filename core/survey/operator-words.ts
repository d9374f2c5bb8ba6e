/** How documents say what was decided about the answer of an operator; null while nothing was. */
export function decisionText(decision: 'considered' | 'set-aside' | null): string {
  if (decision === null) return 'offen';
  return decision === 'considered' ? 'berücksichtigt' : 'nicht berücksichtigt';
}

/** How documents say when an operator answered. */
export function answerDayText(answer: { readonly asOf: string | null } | null): string {
  return answer ? (answer.asOf ?? 'ohne Datum') : 'keine Antwort';
}

/** Heads of the columns that every list of operators begins with. */
export const OPERATOR_COLUMNS = [
  'Betreiber',
  'Antwort vom',
  'Adressen',
  'Zusagen',
  'verbindlich',
  'mit Meilensteinen',
  'zählen (Regeln)',
] as const;
