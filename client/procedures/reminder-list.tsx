import { useTranslation } from 'react-i18next';
import { withProcedureEntries } from '#core/funding/open-periods.ts';
import { type DeadlineLanguage, type Reminder, remindersOf } from '#core/funding/procedure-calendar.ts';
import type { Procedure, ProcedureKind } from '#core/funding/procedures.ts';
import type { RuleEntry } from '#core/funding/rule-entries.ts';
import { PROCEDURE_RULES } from '#data/funding/index.ts';
import { useFundingRules } from '../funding/rules-query.ts';
import { formatDate } from '../i18n/format.ts';
import { today } from '../state/analysis.ts';

const NO_ENTRIES: readonly RuleEntry[] = [];

export interface Remindable {
  readonly id: string;
  readonly name: string;
  readonly procedures: Partial<Record<ProcedureKind, Procedure>>;
}

/** Days ahead and days missed, of one or of many; the pressing ones come first. */
export function ReminderList({
  of,
  named = false,
}: {
  readonly of: readonly Remindable[];
  readonly named?: boolean;
}) {
  const { t, i18n } = useTranslation();
  const entries = useFundingRules().data?.entries ?? NO_ENTRIES;
  const rules = withProcedureEntries(PROCEDURE_RULES, entries);
  const reminders = of.flatMap(({ id, name, procedures }) =>
    remindersOf(procedures, rules, today(), i18n.language as DeadlineLanguage).map((reminder) => ({
      ...reminder,
      id,
      name,
    })),
  );
  if (reminders.length === 0) return null;
  const order = { missed: 0, soon: 1, later: 2 } as const;
  reminders.sort((a, b) => order[a.urgency] - order[b.urgency] || a.inDays - b.inDays);
  return (
    <section aria-label={t('procedures.reminders')}>
      <h4>{t('procedures.reminders')}</h4>
      <ul className="reminders">
        {reminders.map((reminder) => (
          <li key={`${reminder.id}-${reminder.procedure}-${reminder.key}`}>
            <span className={CHIP[reminder.urgency]}>{distance(reminder, t)}</span>
            <span>
              {reminder.summary} <strong>{formatDate(reminder.date)}</strong>
              {named ? <span className="muted"> · {reminder.name}</span> : null}
              {reminder.description ? (
                <span className="small muted reminder-origin">{reminder.description}</span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const CHIP = { missed: 'chip danger', soon: 'chip warn', later: 'chip' } as const;

function distance({ inDays, urgency, kind }: Reminder, t: ReturnType<typeof useTranslation>['t']): string {
  if (urgency === 'missed') return t('procedures.missed', { count: -inDays });
  if (inDays > 0) return t('procedures.inDays', { count: inDays });
  if (inDays === 0) return t('procedures.todayDue');
  return t(kind === 'from' ? 'procedures.possible' : 'procedures.over', { count: -inDays });
}
