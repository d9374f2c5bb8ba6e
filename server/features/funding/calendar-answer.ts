import type { Context } from 'hono';
import { calendarText, deadlinesOf } from '#core/funding/procedure-calendar.ts';
import type { Procedure, ProcedureKind, ProcedureRules } from '#core/funding/procedures.ts';
import { languageOf } from '../../problem.ts';
import type { AppEnv } from '../../route.ts';

interface Dated {
  readonly id: string;
  readonly name: string;
  readonly procedures: Partial<Record<ProcedureKind, Procedure>>;
  readonly updatedAt: Date;
}

/** The days that follow from procedures as an iCalendar file, in the language that was asked for; German else. */
export function calendarAnswer(
  c: Context<AppEnv>,
  { id, name, procedures, updatedAt }: Dated,
  rules: ProcedureRules,
  fileName: string,
): Response {
  const language = languageOf(c.req.header('accept-language'));
  const deadlines = Object.values(procedures).flatMap((procedure) =>
    deadlinesOf(procedure, rules, language).map((each) => ({
      ...each,
      key: `${procedure.kind}-${each.key}`,
      summary: `${each.summary} (${name})`,
    })),
  );
  // The time of the last change, so that the same state gives the same text.
  const stamp = updatedAt.toISOString().replace(/[-:]|\.\d+/g, '');
  return new Response(calendarText(deadlines, id, stamp), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}-${id}.ics"`,
      'cache-control': 'no-store',
    },
  });
}
