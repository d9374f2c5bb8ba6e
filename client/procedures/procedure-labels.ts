import type { ProcedureKind } from '#core/funding/procedures.ts';

/** Keys of the texts of a kind, a state and a step; a kind may call a state by a name of its own. */
export const kindKey = (kind: ProcedureKind) => `procedures.kinds.${kind}`;
export const stateKey = (state: string) => `procedures.states.${state}`;
export const stepKey = (step: string) => `procedures.steps.${step}`;

export const PROCEDURE_KINDS: readonly ProcedureKind[] = [
  'branchendialog',
  'markterkundung',
  'interessenbekundung',
  'foerderantrag',
];
