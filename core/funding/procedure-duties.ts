import type { Issue } from '../issue.ts';
import type { Wording } from '../rulebook/rule-set.ts';
import { type CalendarDate, isCalendarDate } from './calendar-date.ts';
import type { Confidence } from './figure.ts';
import { type Procedure, type ProcedureKind, statesOf } from './procedures.ts';

/** Something to be done, or a document to be had, while a procedure stands in a state. */
export interface Duty {
  readonly id: string;
  readonly procedure: ProcedureKind;
  /** First state in which it is to be done. */
  readonly from: string;
  readonly kind: 'duty' | 'document';
  /** Only in this Land; everywhere when not given. */
  readonly land?: string;
  readonly text: Wording;
  readonly source: string;
  readonly confidence: Confidence;
  readonly paragraph: string | null;
}

/** Duties as a dated data file (`data/funding/procedure-duties-*.json`). */
export interface DutyList {
  readonly id: string;
  readonly note: Wording;
  readonly duties: readonly Duty[];
}

export interface DutyState extends Duty {
  /** `later`: belongs to a state that is not reached yet. */
  readonly state: 'done' | 'open' | 'later';
  readonly doneOn: CalendarDate | null;
  readonly note: string;
}

/** The duties of a procedure in their order, each with whether it is done. */
export function dutiesOf(procedure: Procedure, list: DutyList, land: string | null): DutyState[] {
  const order = statesOf(procedure.kind);
  const reached = order.indexOf(procedure.state);
  return list.duties
    .filter((duty) => duty.procedure === procedure.kind && (!duty.land || !land || duty.land === land))
    .map((duty) => {
      const done = procedure.done?.[duty.id];
      const state = done ? 'done' : order.indexOf(duty.from) <= reached ? 'open' : 'later';
      return { ...duty, state, doneOn: done?.onDate ?? null, note: done?.note ?? '' };
    });
}

/**
 * Notes a duty as done on a day, or (with `onDate` null) as open again.
 * Gives an issue for a duty that the procedure does not have, or a day that does not exist.
 */
export function noteDuty(
  procedure: Procedure,
  list: DutyList,
  dutyId: string,
  onDate: CalendarDate | null,
  note: string,
): { procedure: Procedure; issues: Issue[] } {
  const known = list.duties.filter((duty) => duty.procedure === procedure.kind).map(({ id }) => id);
  const bad = (name: string, value: string, expected: string) => ({
    procedure,
    issues: [
      { code: 'bad-field', severity: 'error', where: name, params: { name, value, expected } } as Issue,
    ],
  });
  if (!known.includes(dutyId)) return bad('duty', dutyId, known.join(', '));
  if (onDate !== null && !isCalendarDate(onDate)) return bad('onDate', onDate, 'a day as YYYY-MM-DD');
  const done = { ...procedure.done };
  if (onDate === null) delete done[dutyId];
  else done[dutyId] = { onDate, note };
  return { procedure: { ...procedure, done }, issues: [] };
}
