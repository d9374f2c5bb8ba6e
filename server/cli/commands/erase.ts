import { ERASABLE, type Erasable, eraseRecord } from '../../trust/retention.ts';
import { badArgument, type Command, JSON_OPTION, textOption } from '../command.ts';

export const eraseCommand: Command = {
  name: 'erase',
  summary: {
    de: 'Löscht einen Datensatz einer Person samt seinem Inhalt im Änderungsprotokoll (Art. 17 DSGVO)',
    en: 'Erases one record of a person with its content in the audit trail (Art. 17 GDPR)',
  },
  usage: `erase <${ERASABLE.join('|')}> <id> --reason <text> [--json]`,
  positionals: [ERASABLE.join('|'), 'id'],
  options: {
    reason: {
      type: 'string',
      placeholder: '<text>',
      help: { de: 'Warum; steht danach im Protokoll', en: 'Why; stands in the audit trail afterwards' },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const [table, id] = context.positionals as [string, string];
    if (!ERASABLE.includes(table as Erasable)) throw badArgument('table', table, ERASABLE.join(', '));
    const reason = textOption(context, 'reason');
    if (reason === null) throw badArgument('--reason', '', 'a reason in a few words');
    const { db } = await context.open();
    const erased = await eraseRecord(db, table as Erasable, id, reason);
    if (erased === null) throw badArgument('id', id, `an id of ${table}`);
    const line =
      context.language === 'de'
        ? `Gelöscht; ${erased} Einträge des Protokolls haben keinen Inhalt mehr. In Sicherungen steht der Datensatz, bis sie ablaufen.`
        : `Erased; ${erased} entries of the audit trail have no content any more. Backups hold the record until they expire.`;
    return { exitCode: 0, json: { erased }, lines: [line] };
  },
};
