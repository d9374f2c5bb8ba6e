import { loadConfig } from '../../config.ts';
import { applyRetention, type RetentionReport } from '../../trust/retention.ts';
import { type Command, JSON_OPTION } from '../command.ts';

const NAMES: Record<keyof RetentionReport, { de: string; en: string }> = {
  wlanReports: { de: 'erledigte Meldungen', en: 'closed reports' },
  accountTraces: {
    de: 'abgelaufene Sitzungen, Links und Fehlversuche',
    en: 'ended sessions, links and failed tries',
  },
  imports: { de: 'Importe mit ihren Dateien', en: 'imports with their files' },
  earlierDataSets: { de: 'frühere Datensätze', en: 'earlier data sets' },
  auditEntries: { de: 'Inhalte im Änderungsprotokoll', en: 'contents in the audit trail' },
  backups: { de: 'Sicherungen', en: 'backups' },
};

export const retentionCommand: Command = {
  name: 'retention',
  summary: {
    de: 'Löscht, was älter ist als seine Frist (RETENTION_…), auch aus Protokoll und Sicherungen',
    en: 'Deletes what is older than its period (RETENTION_…), from the audit trail and backups too',
  },
  usage: 'retention [--json]',
  positionals: [],
  options: { json: JSON_OPTION },
  async run(context) {
    const { db } = await context.open();
    const report = await applyRetention(db, loadConfig());
    const lines = Object.entries(report).map(
      ([name, count]) => `${count} ${NAMES[name as keyof RetentionReport][context.language]}`,
    );
    return { exitCode: 0, json: report, lines };
  },
};
