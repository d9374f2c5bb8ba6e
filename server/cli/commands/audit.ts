import { auditEntries } from '../../features/audit/store.ts';
import { verifyAudit } from '../../trust/verify-audit.ts';
import { badArgument, type Command, JSON_OPTION, textOption } from '../command.ts';

const FAULTS = {
  changed: { de: 'wurde verändert', en: 'was changed' },
  missing: { de: 'davor fehlt mindestens ein Eintrag', en: 'at least one entry before it is missing' },
  'not-chained': { de: 'gehört nicht zur Kette', en: 'is not part of the chain' },
  'head-missing': { de: 'der erwartete Eintrag fehlt', en: 'the expected entry is missing' },
} as const;

export const auditCommand: Command = {
  name: 'audit',
  summary: {
    de: 'Änderungsprotokoll prüfen (verify) oder ausgeben (export)',
    en: 'Verify the audit trail (verify) or print it (export)',
  },
  usage: 'audit <verify|export> [--expect <hash>] [--json]',
  positionals: ['verify|export'],
  options: {
    expect: {
      type: 'string',
      placeholder: '<hash>',
      help: {
        de: 'Früher notierter Hash, der noch da sein muss',
        en: 'Hash noted earlier that must still be there',
      },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const [what] = context.positionals;
    if (what !== 'verify' && what !== 'export')
      throw badArgument('verify|export', what ?? '', 'verify, export');
    const expected = textOption(context, 'expect');
    const { db } = await context.open();
    const entries = await auditEntries(db);
    // One JSON object a line: the chain can be checked by any program that knows SHA-256.
    if (what === 'export')
      return { exitCode: 0, json: entries, lines: entries.map((entry) => JSON.stringify(entry)) };
    const verdict = verifyAudit(entries, expected);
    const { language } = context;
    const lines = verdict.ok
      ? [
          language === 'de'
            ? `Protokoll unverändert: ${verdict.entries} Einträge, davon ${verdict.erased} mit gelöschtem Inhalt, letzter Hash ${verdict.head ?? '–'}`
            : `Audit trail intact: ${verdict.entries} entries, ${verdict.erased} with erased content, last hash ${verdict.head ?? '–'}`,
        ]
      : verdict.faults.map(
          ({ seq, fault }) =>
            `${language === 'de' ? 'Eintrag' : 'Entry'} ${seq ?? '–'}: ${FAULTS[fault][language]}`,
        );
    return { exitCode: verdict.ok ? 0 : 1, json: verdict, lines };
  },
};
