import type { Issue } from '../issue.ts';
import type { CalendarDate } from './calendar-date.ts';
import {
  newProcedure,
  type Procedure,
  type ProcedureKind,
  type ProcedureRules,
  takeBackStep,
  takeStep,
} from './procedures.ts';

/** Name of the step that undoes the last one. */
export const TAKE_BACK = 'zuruecknehmen';

/** A step that somebody asks for, with what it needs to know beside the procedures themselves. */
export interface StepRequest {
  readonly procedure: ProcedureKind;
  readonly step: string;
  readonly onDate: CalendarDate;
  readonly endDate?: CalendarDate | undefined;
  readonly horizonYears?: number | undefined;
  readonly programme?: string | null | undefined;
}

/** Takes a step of one of the procedures of a survey or an application, with what the others say. */
export function takeRequestedStep(
  procedures: Partial<Record<ProcedureKind, Procedure>>,
  request: StepRequest,
  rules: ProcedureRules,
): { procedure: Procedure; issues: Issue[] } {
  const { onDate, endDate, horizonYears, programme } = request;
  const before = procedures[request.procedure] ?? newProcedure(request.procedure, onDate);
  if (request.step === TAKE_BACK) return takeBackStep(before);
  return takeStep(
    before,
    request.step,
    {
      onDate,
      ...(endDate === undefined ? {} : { endDate }),
      ...(horizonYears === undefined ? {} : { horizonYears }),
      programme: programme ?? null,
      dialogueHeld: procedures.branchendialog?.dates.durchgefuehrt ?? null,
      survey: procedures.markterkundung ?? null,
    },
    rules,
  );
}
